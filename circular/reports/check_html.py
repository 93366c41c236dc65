"""The report of one judged case as a self-contained web page: what was not read, what to act on and how to cure it, the rest."""

from __future__ import annotations

from circular.checking import Checked
from circular.clauses.names import word
from circular.language import Language, listing
from circular.reports.check_text import WORDS, summary
from circular.reports.check_view import CaseView
from circular.reports.check_xlsx import STATUS
from circular.reports.page import page
from circular.rulebook import fact_name, marks_in_words


def check_html(case: Checked, language: Language, *, index: str = "") -> str:
    """The page of one case; `index` is the address of the page over all cases, where there is one."""
    from markupsafe import Markup

    view = CaseView(case, language)
    return page(
        "check.html",
        language,
        case=case,
        view=view,
        index=index,
        words=WORDS[language],
        status=STATUS,
        error=case.fault.parts(language) if case.fault else None,
        summary=summary(case, case.report, language) if case.report else "",
        marks=lambda value: marks_in_words(value, language),
        missing=lambda names: listing([fact_name(name, language) for name in names], language),
        word=lambda kind, identifier: word(kind, identifier, language),
        footprint=Markup(""),
        strategies_chart=Markup(""),
    )

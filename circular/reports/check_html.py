"""The report of one judged case as a self-contained web page: what was not read, what to act on and how to cure it, the rest."""

from __future__ import annotations

from circular.checking import Checked
from circular.clauses.names import word
from circular.language import Language, listing
from circular.reports.chart_bars import Bar, Series, stacked_bars
from circular.reports.check_head import extent, facts_of
from circular.reports.check_view import CaseView
from circular.reports.check_words import MANY, WORDS, source_said, summary
from circular.reports.check_xlsx import STATUS
from circular.reports.lca_charts import by_part
from circular.reports.lca_text import verdict_sentence
from circular.reports.lca_words import percent
from circular.reports.page import page
from circular.reports.project_text import view_of
from circular.reports.svg import Chart
from circular.rulebook import fact_name, marks_in_words


def check_html(case: Checked, language: Language, *, index: str = "") -> str:
    """The page of one case; `index` is the address of the page over all cases, where there is one."""
    view = CaseView(case, language)
    project = view_of(case)
    return page(
        "check.html",
        language,
        case=case,
        view=view,
        index=index,
        facts=[*_notice(case, language), *facts_of(case, language)],
        words=WORDS[language],
        many=MANY,
        status=STATUS,
        error=case.fault.parts(language) if case.fault else None,
        summary=summary(case, case.report, language) if case.report else "",
        extent=lambda document: extent(document.kind, document.pages or 0, language),
        source_said=lambda finding: source_said(finding, language),
        marks=lambda value: marks_in_words(value, language),
        missing=lambda names: listing([fact_name(name, language) for name in names], language),
        word=lambda kind, identifier: word(kind, identifier, language),
        project=project if project is not None and project.assessment and project.assessment.elements else None,
        sentence=verdict_sentence(project, case.assessment, language) if project and case.assessment else "",
        footprint=by_part(project, language) if project else None,
        share=lambda value: percent(value, language),
        strategies_chart=_strategies(view, language),
    )


def _strategies(view: CaseView, language: Language) -> Chart | None:
    """Binding demands and soft wishes by strategy."""
    told = view.by_strategy()
    if len(told) < 2:
        return None
    da = language == "da"
    series = [Series("bindende krav" if da else "binding demands", "f1"), Series("bløde ønsker" if da else "soft wishes", "f2")]  # fmt: skip
    bars = [Bar(name, (float(binding), float(soft)), str(binding + soft)) for name, binding, soft in told]
    title = "Hvad materialet kræver og ønsker" if da else "What the package demands and wishes"
    svg = stacked_bars(bars, series, lambda value: f"{value:g}" if value == int(value) else "", f"{title}: {', '.join(f'{bar.label} {bar.told}' for bar in bars)}", label=260)  # fmt: skip
    head = ("Strategi" if da else "Strategy", series[0].name, series[1].name)
    rows = tuple((name, str(binding), str(soft)) for name, binding, soft in told)
    return Chart(title, "", svg, tuple((one.style, one.name) for one in series), head, rows)


def _notice(case: Checked, language: Language) -> list[tuple[str, str]]:
    """Title and buyer of the notice in the case."""
    notice = next((document.notice for document in case.documents if document.notice is not None), None)
    told = [part for part in (notice.title, notice.buyer) if part] if notice is not None else []
    return [("Bekendtgørelse" if language == "da" else "Notice", " · ".join(told))] if told else []

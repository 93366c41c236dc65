"""What the comments of a Word copy say: one a finding at each of its places, one a clause, one for each missing demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from circular.checking import Checked
from circular.clauses.explain import summary as clause_summary
from circular.clauses.model import Clause
from circular.language import Language, day, listing
from circular.place import PART_WORDS, Place
from circular.reports.check_words import ORDER, WORDS, case_verdict, source_said, summary
from circular.reports.plain import short
from circular.reports.word_package import Comment, Line
from circular.rulebook.model import Finding

AUTHORS = {
    "finding": ("circular – fund", "circular – findings"),
    "clause": ("circular – krav i teksten", "circular – demands in the text"),
}
INITIALS = "ci"
MOST_PLACES = 5
"""So many places in other documents are told one by one; of more than that, how many each document has."""
HIDDEN_PARTS = ("header", "footer", "footnote", "endnote", "textbox")


@dataclass(frozen=True)
class Note:
    """A comment and the place it is about; None for the beginning of the document."""

    place: Place | None
    comment: Comment
    near: tuple[str, ...] = ()
    """Words that tell which cell of a row it is about."""


Where = tuple[str, int | None, int | None, int | None]


def notes(case: Checked, file: str, language: Language, *, first: bool) -> Iterator[Note]:
    """The comments of one document; demands that belong in no Word document stand in the `first` one."""
    said = _Saying(case, language)
    yield Note(None, said.comment("finding", said.opening(file)))
    clauses: dict[Where, list[Clause]] = {}
    near: dict[Where, tuple[str, ...]] = {}
    places: dict[Where, Place] = {}
    for clause in case.tender.clauses if case.tender else ():
        at = _where(clause.place)
        if clause.place.file == file and clause.strategy:
            near[at] = (*near.get(at, ()), *(one.term for one in clause.evidence if one.kind == "term"))
            if clause.live or clause.barrier or clause.struck:
                places.setdefault(at, clause.place)
                clauses.setdefault(at, []).append(clause)
    further: dict[Where, list[tuple[Finding, Place]]] = {}
    for finding in said.to_act_on:
        here = [place for place in dict.fromkeys(finding.places) if place.file == file]
        if here:
            lines = [*said.finding(finding, file, here[1:]), *said.where(here[0])]
            yield Note(here[0], said.comment("finding", lines), near.get(_where(here[0]), ()))
        elif not finding.places and finding not in said.alike(finding)[1:]:
            yield from _of_missing(said, finding, file, first=first)
        for place in here[1:]:
            places.setdefault(_where(place), place)
            further.setdefault(_where(place), []).append((finding, here[0]))
    for at, place in places.items():
        kind = "clause" if at in clauses else "finding"
        lines = [*said.clauses(clauses.get(at, ())), *said.further(further.get(at, ()), alone=kind == "finding")]
        yield Note(place, said.comment(kind, [*lines, *said.where(place)]), near.get(at, ()))


def _where(place: Place) -> Where:
    return place.part, place.paragraph, place.start, place.end


def _of_missing(said: _Saying, finding: Finding, file: str, *, first: bool) -> Iterator[Note]:
    home = finding.belongs
    together = said.alike(finding)
    lines = said.together(together) if len(together) > 1 else said.missing(finding, home)
    if home is not None and home.file == file:
        yield Note(home, said.comment("finding", lines))
    elif first and (home is None or not is_word(home.file)):
        yield Note(said.home_in(file), said.comment("finding", lines))


def is_word(file: str) -> bool:
    """Whether a file is one that the Word copy can be made of."""
    return file.casefold().endswith((".docx", ".docm", ".dotx", ".dotm"))


class _Saying:
    """The words of one case in one language."""

    def __init__(self, case: Checked, language: Language) -> None:
        self.case, self.language, self.da = case, language, language == "da"
        rank = {pair: index for index, pair in enumerate(ORDER)}
        findings = case.report.findings if case.report else ()
        self.to_act_on = sorted(
            (f for f in findings if f.counts and (f.severity, f.verdict) in rank),
            key=lambda f: rank[f.severity, f.verdict],
        )

    def comment(self, kind: str, lines: Sequence[Line]) -> Comment:
        stamp = f"{self.case.judged_on.isoformat()}T00:00:00Z"
        author = AUTHORS[kind][0 if self.da else 1]
        return Comment(tuple(lines), author, INITIALS, stamp, "da-DK" if self.da else "en-GB")

    def opening(self, file: str) -> list[Line]:
        """The verdict, what was not read, and how to use the comments."""
        case, da, language = self.case, self.da, self.language
        verdict = case_verdict(case.report.verdict, language) if case.report else ""
        lines = [Line(f"{case.name}: {verdict}", bold=True)]
        unread = [document.file for document in case.documents if document.status != "read"]
        unread += [f"“{r.target}”" for r in (case.tender.references if case.tender else ()) if r.resolved is None and r.carries_demands]  # fmt: skip
        if unread:
            lines.append(Line(f"{'Ikke læst' if da else 'Not read'}: {listing(list(dict.fromkeys(unread)), language)}."))  # fmt: skip
        if case.report is not None:
            lines.append(Line(summary(case, case.report, language)))
        broken = [f"{f.title[language]} ({f.code})" for f in self.to_act_on if f.severity == "must"]
        if broken:
            word = "Skal-regler at se på" if da else "Must rules to look at"
            lines.append(Line(f"{word}: {'; '.join(broken)}."))
        elsewhere = [f for f in self.to_act_on if f.places and not any(place.file == file for place in f.places)]
        if elsewhere:
            codes = listing([f"{f.code} ({f.places[0].text(language)})" for f in elsewhere], language)
            lines.append(Line(f"{'Fund i andre dokumenter' if da else 'Findings in other documents'}: {codes}."))
        lines.append(Line(self._how()))
        return lines

    def _how(self) -> str:
        when = day(self.case.judged_on, self.language)
        finding, clause = (AUTHORS[kind][0 if self.da else 1] for kind in ("finding", "clause"))
        if self.da:
            return f"Bedømt {when}. Teksten er uændret. Kommentarer fra “{finding}” siger, hvad der skal ses på; dem fra “{clause}” viser de krav, der er fundet. De kan skjules hver for sig under Gennemse › Vis korrektur › Bestemte personer."
        return f"Judged on {when}. The text is unchanged. Comments by “{finding}” say what to look at; those by “{clause}” show the demands that were found. Each kind can be hidden under Review › Show Markup › Specific People."

    def finding(self, finding: Finding, file: str, others: Sequence[Place]) -> list[Line]:
        """All that is said of a finding: the demand and its verdict, why, source, cure, and where else it is met."""
        lines = [self._head(finding, WORDS[self.language][finding.verdict])]
        lines += [Line(finding.because[self.language]), *self._source(finding)]
        text = finding.remedy.text[self.language] if finding.remedy and finding.remedy.text else ""
        if text:
            lines += [Line("Gør sådan:" if self.da else "What to do:", bold=True), *_paragraphs(text)]
        if others:
            where = listing(list(dict.fromkeys(_within(place, self.language) for place in others)), self.language)
            lines.append(Line(f"{'Samme fund' if self.da else 'The same finding'}: {where}."))
        return [*lines, *self._elsewhere(finding, file)]

    def _elsewhere(self, finding: Finding, file: str) -> list[Line]:
        """The places of a finding in other documents."""
        there = list(dict.fromkeys(place for place in finding.places if place.file != file))
        if not there:
            return []
        said = [place.text(self.language) for place in there]
        if len(there) > MOST_PLACES:
            counts = Counter(place.file for place in there)
            word = "steder" if self.da else "places"
            said = [f"{name} ({count} {word})" for name, count in counts.items()]
        return [Line(f"{'Også i' if self.da else 'Also in'}: {'; '.join(said)}.")]

    def further(self, met: Sequence[tuple[Finding, Place]], *, alone: bool) -> list[Line]:
        """Findings that were told in full at an earlier place."""
        see = "se" if self.da else "see"
        lines = [Line(f"{self._short(finding)}; {see} {_within(place, self.language)}.") for finding, place in met]
        return [Line(lines[0].text, bold=True), *lines[1:]] if alone and lines else lines

    def _short(self, finding: Finding) -> str:
        verdict = WORDS[self.language][finding.verdict]
        return f"{verdict[:1].upper()}{verdict[1:]}: {finding.title[self.language]} ({finding.code})"

    def alike(self, finding: Finding) -> list[Finding]:
        """The findings that can't be told for want of the same, and that no clause cures: they share one comment."""
        if not _open_question(finding):
            return [finding]
        return [one for one in self.to_act_on if _open_question(one) and one.missing == finding.missing]

    def together(self, findings: Sequence[Finding]) -> list[Line]:
        """Rules that want the same, in one comment."""
        wanted = self._names(findings[0].missing)
        count = len(findings)
        head = f"{count} regler kan ikke afgøres uden {wanted}" if self.da else f"{count} rules can't be told without {wanted}"  # fmt: skip
        words = WORDS[self.language]
        return [Line(head, bold=True), *(Line(f"{f.title[self.language]} ({f.code}, {words[f.severity]}).") for f in findings)]  # fmt: skip

    def _names(self, missing: Sequence[str]) -> str:
        from circular.rulebook import fact_name

        return listing([fact_name(name, self.language) for name in missing], self.language)

    def missing(self, finding: Finding, home: Place | None) -> list[Line]:
        """A demand that is not there, with the text to put in."""
        da = self.da
        word = ("Mangler" if da else "Missing") if finding.verdict == "fail" else WORDS[self.language][finding.verdict]
        lines = [self._head(finding, word), Line(finding.because[self.language]), *self._source(finding)]
        if finding.missing and not finding.searched:
            lines.append(Line(f"{'Savnes' if da else 'Needed'}: {self._names(finding.missing)}."))
        if finding.searched:
            lines.append(Line(f"{'Ledt i' if da else 'Searched'}: {listing(list(finding.searched), self.language)}."))
        if home is not None and not is_word(home.file):
            lines.append(Line(f"{'Hører hjemme i' if da else 'Belongs in'}: {home.text(self.language)}."))
        text = finding.remedy.text[self.language] if finding.remedy and finding.remedy.text else ""
        if text and finding.remedy and finding.remedy.clause:
            lines += [Line("Tekst til at sætte ind:" if da else "Text to put in:", bold=True), *_paragraphs(text)]
        elif text and finding.verdict == "fail":
            lines += [Line("Gør sådan:" if da else "What to do:", bold=True), *_paragraphs(text)]
        return lines

    def clauses(self, clauses: Sequence[Clause]) -> list[Line]:
        """The clauses that the same words make."""
        lines = []
        for clause in clauses:
            said = clause_summary(clause, self.language)
            lines.append(Line(said[:1].upper() + said[1:], bold=True))
            terms = listing([f"“{short(term, 60)}”" for term in _deciding(clause)], self.language)
            lines += [Line(f"{'Afgjort af' if self.da else 'Decided by'} {terms}.")] if terms else []
        return lines

    def where(self, place: Place) -> list[Line]:
        """Where words stand that can hold no comment themselves."""
        if place.part not in HIDDEN_PARTS:
            return []
        part = PART_WORDS[place.part][0 if self.da else 1]
        return [Line(f"Ordene står i {_definite(part)}." if self.da else f"The words stand in the {part}.")]

    def home_in(self, file: str) -> Place | None:
        """The heading of requirements in one document, for what belongs in none that is a Word file."""
        tender = self.case.tender
        if tender is None:
            return None
        from circular.rulebook.clause_search import belongs

        only = tuple(document for document in tender.documents if document.file == file)
        return belongs(tender.model_copy(update={"documents": only}), ())

    def _head(self, finding: Finding, verdict: str) -> Line:
        words = WORDS[self.language]
        goal = f", {'mål' if self.da else 'goal'} {finding.goal}" if finding.goal else ""
        marks = f"{finding.code}, {words[finding.severity]}, {words[finding.basis]}{goal}"
        return Line(f"{verdict[:1].upper()}{verdict[1:]}: {finding.title[self.language]} ({marks})", bold=True)

    def _source(self, finding: Finding) -> list[Line]:
        if not finding.source:
            return []
        since: date | None = finding.since
        word = "gælder fra" if self.da else "in force from"
        said = f"{'Kilde' if self.da else 'Source'}: {source_said(finding, self.language)}"
        said += f" ({word} {day(since, self.language)})" if since else ""
        if finding.provisional:
            from circular.rulebook import marks_in_words

            said += f"; {'foreløbig' if self.da else 'provisional'}: {marks_in_words(finding.provisional, self.language)}"  # fmt: skip
        return [Line(said + ".")]


def _open_question(finding: Finding) -> bool:
    """Whether nothing but something that nobody told keeps a finding open."""
    cured = finding.remedy is not None and finding.remedy.clause is not None
    return finding.verdict == "unknown" and bool(finding.missing) and not finding.places and not cured


def _deciding(clause: Clause) -> list[str]:
    """The words that decided, each once, and none that stands within a longer one."""
    terms = list(dict.fromkeys(one.term for one in clause.evidence if one.kind in ("term", "modality", "role")))
    return [term for term in terms if not any(term != other and term in other for other in terms)]


def _paragraphs(text: str) -> list[Line]:
    return [Line(line) for line in text.splitlines() if line.strip()]


def _within(place: Place, language: Language) -> str:
    """A place as it can be found on the page, without its file: `afsnit 8.5`."""
    section = place.model_copy(update={"paragraph": None, "cell": None}) if place.heading or place.page else place
    return section.text(language).removeprefix(f"{place.file}, ")


def _definite(part: str) -> str:
    """A Danish part of a document with its article: `fodnoten`."""
    return {"sidehoved": "sidehovedet", "sidefod": "sidefoden"}.get(part, part + ("en" if not part.endswith("e") else "n"))  # fmt: skip

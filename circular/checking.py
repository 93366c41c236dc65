"""Judges cases: from the user's paths to a report on each, every fault told and nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circular.checking_notes import kind_of, notes_of
from circular.collection import no_collection
from circular.faults import Fault
from circular.stages import stage

if TYPE_CHECKING:
    from circular.building import Building
    from circular.cache import Cache
    from circular.documents.model import Document
    from circular.lca.model import Assessment
    from circular.rulebook import Profile, Rulebook, Waiver
    from circular.rulebook.model import Report
    from circular.tender.model import Tender

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Told:
    """What the user told about the case besides its files; None where nothing was told."""

    categories: tuple[str, ...] = ()
    published: date | None = None
    permit_applied: date | None = None
    value_dkk: int | None = None
    kind: str | None = None
    convert: bool = False
    """Whether LibreOffice may turn .doc and .rtf into .docx, so that they can be read."""
    cache: bool = False
    """Whether text and clauses of contents met before may be taken from the cache, and new ones kept."""

    def facts(self) -> dict[str, Any]:
        """The told facts by the names the rules know."""
        named = {"published": self.published, "permit_applied": self.permit_applied, "value_dkk": self.value_dkk}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True)
class Checked:
    """One case: what was read, what it says, and the judgement; or the fault that kept it from being judged."""

    name: str
    kind: str
    judged_on: date
    rulebook_version: str = ""
    report: Report | None = None
    documents: tuple[Document, ...] = ()
    tender: Tender | None = None
    building: Building | None = None
    assessment: Assessment | None = None
    limits: tuple[Any, ...] = ()
    low_emission_class: Any = None
    fault: Fault | None = None
    notes: tuple[tuple[str, str], ...] = field(default=())
    """Danish and English remarks on how the case was read."""


def cases_of(paths: Sequence[Path], *, package: bool = False, each: bool = False) -> list[tuple[str, list[Path]]]:
    """Which paths make up which case: one a path, all in one (`package`), or each file or folder within (`each`).

    A path that does not exist is a case too: reading it tells what is wrong, and the others are judged.
    """
    if package:
        return [(_name(paths[0]), list(paths))]
    if not each:
        return [(_name(path), [path]) for path in paths]
    cases = []
    for path in paths:
        inside = (
            sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$")))
            if path.is_dir()
            else [path]
        )
        cases += [(_name(entry), [entry]) for entry in inside]
    if not cases:
        raise Fault(
            str(paths[0]),
            "",
            ("mappen er tom", "the folder is empty"),
            ("peg på en mappe med sager", "name a folder that holds cases"),
        )
    return cases


def _name(path: Path) -> str:
    resolved = path.resolve()
    return resolved.name if path.is_dir() else resolved.stem


def check_case(
    name: str,
    paths: Sequence[Path],
    rulebook: Rulebook,
    *,
    as_of: date,
    told: Told | None = None,
    waivers: Sequence[Waiver] = (),
    profile: Profile | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Read and judge one case; a Fault that concerns it becomes part of the answer."""
    told = told or Told()
    say = progress or (lambda _: None)
    blank = Checked(name=name, kind=told.kind or "tender", judged_on=as_of, rulebook_version=rulebook.version)
    try:
        with no_collection():
            return _judge(blank, paths, rulebook, as_of=as_of, told=told, waivers=waivers, profile=profile, say=say)
    except Fault as fault:
        return replace(blank, fault=fault)


def _judge(
    blank: Checked,
    paths: Sequence[Path],
    rulebook: Rulebook,
    *,
    as_of: date,
    told: Told,
    waivers: Sequence[Waiver],
    profile: Profile | None,
    say: Progress,
) -> Checked:
    from circular.cache import opened
    from circular.documents import read
    from circular.rulebook import case_of, judge, limits, low_emission_class

    cache = opened() if told.cache else None
    with stage("read"):
        documents = read(list(paths), progress=say, convert=told.convert, cache=cache)
    documents, building, assessment = _project(documents, paths, as_of, profile, told)
    texts = [document for document in documents if document.kind not in ("building", "building_part", "portfolio")]
    if building is None:
        _something_to_judge(documents, texts)
    tender = None
    if any(document.blocks for document in texts) or (texts and building is None):
        say("clauses")
        tender = _tender(texts, told, cache)
    kind = told.kind or ("mixed" if tender and building else "building" if building else kind_of(texts))
    with stage("facts"):
        case = case_of(
            blank.name, kind=kind, tender=tender, building=building, assessment=assessment, overrides=told.facts()
        )
    say("judge")
    with stage("judge"):
        report = judge(case, rulebook, as_of=as_of, waivers=waivers, profile=profile)

    def judged_again(documents: Sequence[Document]) -> Report:
        other = case_of(
            blank.name, kind=kind, tender=_tender(documents, told, cache), building=building, assessment=assessment,
            overrides=told.facts(),
        )  # fmt: skip
        return judge(other, rulebook, as_of=as_of, waivers=waivers, profile=profile)

    if not report.findings:
        raise Fault(
            blank.name,
            "",
            ("ingen regel gælder for sagen", "no rule applies to the case"),
            ("er det et udbud eller et byggeprojekt?", "is it a tender or a building project?"),
        )
    checked = replace(
        blank,
        kind=kind,
        report=report,
        documents=tuple(documents),
        tender=tender,
        building=building,
        assessment=assessment,
        notes=notes_of(tender, texts, report, judged_again) if tender is not None else (),
    )
    if building is None or assessment is None:
        return checked
    return replace(
        checked,
        limits=tuple(limits(building, assessment, rulebook, as_of=as_of, profile=profile)),
        low_emission_class=low_emission_class(building, assessment, rulebook, as_of=as_of, profile=profile),
    )


def _tender(texts: Sequence[Document], told: Told, cache: Cache | None) -> Tender:
    from circular.clauses.remembered import remembered
    from circular.tender import build_tender, in_the_buyers_words

    with stage("clauses"):
        spoken = in_the_buyers_words(texts)
        clauses = [clause for document in spoken for clause in remembered(document, cache, concepts=True)]
    with stage("tender"):
        return _as_told(build_tender(texts, clauses, categories=told.categories), told)


def _as_told(tender: Tender, told: Told) -> Tender:
    """The tender with the days that the user told in place of those read."""
    from circular.rulebook.facts_of_tender import CONTESTED
    from circular.tender.model import DatedFact

    days = {name: day for name, day in told.facts().items() if isinstance(day, date)}
    if not days:
        return tender
    read = (fact for fact in tender.facts if fact.name.removesuffix(CONTESTED) not in days)
    return tender.model_copy(
        update={"facts": (*read, *(DatedFact(name=name, value=day) for name, day in days.items()))}
    )


@stage("project")
def _project(
    documents: Sequence[Document], paths: Sequence[Path], as_of: date, profile: Profile | None, told: Told
) -> tuple[list[Document], Building | None, Assessment | None]:
    """The building project of the case, if there is one; a broken one beside other documents becomes its status."""
    from circular.building import read_building
    from circular.lca import assess

    projects = [document for document in documents if document.kind == "building"]
    if len(projects) > 1:
        raise Fault(
            projects[1].file,
            "",
            (f"sagen rummer {len(projects)} byggeprojekter", f"the case holds {len(projects)} building projects"),
            ("bedøm dem hver for sig med --each", "judge them one by one with --each"),
        )
    if not projects:
        return list(documents), None, None
    (project,) = projects
    try:
        building = _building(project, documents, paths, read_building)
    except Fault as fault:
        if len(documents) == 1:
            raise
        said_da, said_en = (fault.told(language).splitlines()[0] for language in ("da", "en"))
        broken = project.model_copy(update={"status": "unreadable", "why": said_da, "why_en": said_en})
        return [broken if document is project else document for document in documents], None, None
    if told.permit_applied is not None:
        building = building.model_copy(update={"permit_applied": told.permit_applied})
    convention = profile.reuse_convention if profile is not None else "zero"
    return (
        list(documents),
        building,
        assess(
            building,
            as_of=as_of,
            reuse_convention=convention,
            essentials=profile.essentials if profile is not None else None,
        ),
    )


def _building(
    project: Document, documents: Sequence[Document], paths: Sequence[Path], read_building: Callable[[Path], Building]
) -> Building:
    """The project read from its file, from its folder when its parts lie beside it, or out of the archive it is in."""
    folder = project.file.rpartition("/")[0]
    parted = any(one.kind == "building_part" and one.file.rpartition("/")[0] == folder for one in documents)
    try:
        path = _locate(project.file, paths)
    except Fault:
        from circular.documents import unpacked

        with unpacked(project.file, folder if parted else None, paths) as path:
            return read_building(path)
    return read_building(path.parent if parted else path)


def _locate(file: str, paths: Sequence[Path]) -> Path:
    """The path of a document whose name is relative to what the user gave."""
    for path in paths:
        for candidate in (path, path / file, path.parent / file, Path(file)):
            if candidate.is_file() and candidate.name == Path(file).name:
                return candidate
    raise Fault(file, "", ("findes ikke længere", "is no longer there"))


def _something_to_judge(documents: Sequence[Document], texts: Sequence[Document]) -> None:
    from circular.documents.hints import hint

    if documents and not texts:
        raise Fault(
            documents[0].file,
            "",
            ("en bygningsportefølje bedømmes ikke, den planlægges", "a portfolio is not judged, it is planned"),
            (f"circular optimise {documents[0].file}", f"circular optimise {documents[0].file}"),
        )
    if not any(document.status in ("read", "partly_read") for document in texts):
        first = texts[0]
        more_da = f" (og {len(texts) - 1} filer mere)" if len(texts) > 1 else ""
        more_en = f" (and {len(texts) - 1} more files)" if len(texts) > 1 else ""
        raise Fault(
            first.file,
            "",
            ((first.why or "kan ikke læses") + more_da, (first.why_en or first.why or "cannot be read") + more_en),
            hint(first),
        )


def check(
    *paths: str | Path,
    as_of: date | None = None,
    categories: Sequence[str] = (),
    package: bool = False,
    each: bool = False,
    rules: Sequence[Path] = (),
) -> list[Checked]:
    """Judge tender packages and building projects from Python: one `Checked` a case, with its report or its fault."""
    from circular.rulebook import load_rules

    rulebook = load_rules(tuple(rules))
    told = Told(categories=tuple(categories))
    return [
        check_case(name, files, rulebook, as_of=as_of or date.today(), told=told)
        for name, files in cases_of([Path(path) for path in paths], package=package, each=each)
    ]

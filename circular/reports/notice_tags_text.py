"""The tags that a notice should carry, for a person and as JSON."""

from __future__ import annotations

from typing import Any

from circular.language import Language, Words
from circular.remedies.notice_tags import LotTags, NoticeTags
from circular.remedies.notice_xml import spoken_in
from circular.reports.plain import clean, wrapped

SCHEMA = "circular/notice-tags/1"
_SPOKEN: dict[str, Language] = {"DAN": "da", "ENG": "en"}
_VOLUNTARY = Words(
    da="Mærkerne er frivillige i Danmark; de tæller i statistikken over grønne indkøb.",
    en="The tags are voluntary in Denmark; they count in the statistics of green procurement.",
)


def tags_text(tags: NoticeTags, language: Language) -> str:
    """What to put in, take away and write, lot by lot."""
    da = language == "da"
    kind = ("undertype" if da else "subtype", tags.subtype or "–")
    lines = [f"{clean(tags.file)} · {clean(tags.version or '–')} · {kind[0]} {clean(kind[1])}"]
    if not tags.allowed:
        said = f"BT-06 må ikke stå i undertype {kind[1]}; der foreslås ingen mærker." if da else f"BT-06 may not stand in subtype {kind[1]}; no tags are proposed."  # fmt: skip
        return "\n".join([*lines, *wrapped(said)])
    for lot in tags.lots:
        if lot in tags.changes or lot.remarks:
            lines += ["", *_lot(lot, language)]
    same = sum(1 for lot in tags.lots if lot not in tags.changes)
    if same:
        said = f"{same} af {len(tags.lots)} delaftaler skal ikke have andre mærker." if da else f"{same} of {len(tags.lots)} lots need no other tags."  # fmt: skip
        lines += ["", said]
    if tags.changes:
        lines += ["", *wrapped(_VOLUNTARY[language])]
        if not set(tags.languages) & set(_SPOKEN):
            said = "Bekendtgørelsen er hverken på dansk eller engelsk: oversæt teksten." if da else "The notice is neither in Danish nor English: translate the text."  # fmt: skip
            lines += wrapped(said)
    return "\n".join(lines)


def _lot(lot: LotTags, language: Language) -> list[str]:
    da = language == "da"
    lines = wrapped(f"{lot.lot} {lot.title}".strip())
    for word, tags in (("indsæt" if da else "put in", lot.add), ("fjern" if da else "take away", lot.remove)):
        lines += [f"  {word} {tag.field} = {clean(tag.code)}  ({tag.list})" for tag in tags]
    if lot.text is not None:
        lines += wrapped(lot.text[language], first="  BT-777: ", rest=" " * 10)
    for said in (*lot.because, *lot.remarks):
        lines += wrapped(said[language], first="   |  ")
    return lines


def tags_json(tags: NoticeTags, language: Language) -> dict[str, Any]:
    """circular/notice-tags/1."""
    spoken = spoken_in(tags.languages)
    return {
        "schema": SCHEMA, "file": tags.file, "root": tags.root, "version": tags.version, "subtype": tags.subtype,
        "languages": list(tags.languages), "allowed": tags.allowed,
        "lots": [
            {
                "lot": lot.lot, "title": lot.title, "xpath": lot.xpath,
                **{
                    name: [{"field": tag.field, "list": tag.list, "code": tag.code} for tag in group]
                    for name, group in (("now", lot.now), ("add", lot.add), ("remove", lot.remove))
                },
                "text": {one: lot.text[_SPOKEN[one]] for one in spoken} if lot.text is not None else None,
                "because": [said[language] for said in lot.because], "remarks": [said[language] for said in lot.remarks],
            }
            for lot in tags.lots
        ],
    }  # fmt: skip

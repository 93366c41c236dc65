"""Which material id a material name stands for: learned once, kept in a file beside the model, used again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from circular import strict_yaml
from circular.building import tabel7
from circular.building.fields import Fields
from circular.building.yaml_out import flow
from circular.shelf import shelf

FORMAT = "mapping/1"
NAME = "materialer.mapping.yaml"
"""The mapping of every model in a folder; a file `<model>.mapping.yaml` comes before it."""


class MaterialNames:
    """Names to ids, from the user's files and from the names of tabel 7."""

    def __init__(self, known: Mapping[str, str], columns: Mapping[str, str] | None = None) -> None:
        self.known = {tabel7.plain(name): identifier for name, identifier in known.items() if identifier}
        self.columns = dict(columns or {})
        self.asked: dict[str, str] = {}
        """Every name that was asked for, with the id it got ('' for none), in order."""
        self.set_name = sets()[0]
        """The data set that plain ids belong to."""

    def choose(self, names: Iterable[str]) -> None:
        """Settle the data set: the one that knows most of the names and ids; the newest where they know as many."""
        wanted = list(dict.fromkeys(self.known.get(tabel7.plain(name), name) for name in names))
        self.set_name = max(sets(), key=lambda one: sum(_row(name, one) is not None for name in wanted))

    def id_of(self, name: str) -> str:
        """The id of a material name; '' where nobody has told. A row of another set is named with its set."""
        said = self.known.get(tabel7.plain(name)) or self._table_id(name)
        self.asked.setdefault(name, said)
        return said

    def _table_id(self, name: str) -> str:
        text = name.strip()
        if text.startswith("#") or ":#" in text:
            return text
        for set_name in (self.set_name, *sets()):
            row = tabel7.named(text, set_name)
            if row is not None:
                return row.id if set_name == self.set_name else f"{set_name}:{row.id}"
        return ""

    def unit_wanted(self, identifier: str) -> str | None:
        """The declared unit of a row of tabel 7 (insulation per R = 1 takes m³); None for another id."""
        set_name, _, rest = identifier.rpartition(":")
        row = _row(rest, set_name if set_name in sets() else self.set_name)
        return None if row is None else "m3" if row.unit == "m2_r1" else row.unit

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names that nobody has told the id of."""
        return tuple(name for name, identifier in self.asked.items() if not identifier)


@cache
def sets() -> tuple[str, ...]:
    """The sets whose names are looked up, the newest first."""
    data, _ = strict_yaml.load((shelf("lca_data") / "quantities" / "quantities.yaml").read_bytes(), "quantities.yaml")
    return tuple(data["material_data"])


def _row(name: str, set_name: str) -> tabel7.TableRow | None:
    return tabel7.rows(set_name).get(name.strip()) or tabel7.named(name, set_name)


def mapping_for(path: Path) -> MaterialNames:
    """The mapping of a model: the folder's file, and the model's own over it; raises Fault for a broken one."""
    known: dict[str, str] = {}
    columns: dict[str, str] = {}
    for file in (path.parent / NAME, own_file(path)):
        if file.is_file():
            materials, heads = read_mapping(file)
            known.update(materials)
            columns.update(heads)
    return MaterialNames(known, columns)


def own_file(path: Path) -> Path:
    """Where the mapping of a model is kept."""
    return path.with_name(f"{path.stem}.mapping.yaml")


def read_mapping(file: Path) -> tuple[dict[str, str], dict[str, str]]:
    """(material name -> id, our column -> header) of a mapping file."""
    data, lines = strict_yaml.load(file.read_bytes(), str(file))
    fields = Fields(str(file), lines)
    top = fields.table(data, (), dict.fromkeys(("circular", "materials", "columns")), ("circular",))
    if top["circular"] != FORMAT:
        fields.refuse(("circular",), (f"'{top['circular']}' er ikke {FORMAT}", f"'{top['circular']}' is not {FORMAT}"))
    found = []
    for key in ("materials", "columns"):
        table = top.get(key) or {}
        if not isinstance(table, dict):
            fields.table(table, (key,), {})
        found.append({str(name): fields.text(said, (key, name)) or "" for name, said in table.items()})
    return found[0], found[1]


def mapping_yaml(
    asked: Mapping[str, str], columns: Mapping[str, str] | None = None, set_name: str | None = None
) -> str:
    """A mapping file with every name that was asked for; those without an id carry the nearest names of a set."""
    lines = [
        f"circular: {FORMAT}",
        "# Materialenavn: id i tabel 7 eller i materials.yaml. Udfyld de tomme; filen bruges igen næste gang.",
        "# Material name: id in tabel 7 or in materials.yaml. Fill in the blank ones; the file is used again next time.",
    ]
    if columns:
        lines.append("columns: " + flow(dict(columns)))
    lines.append("materials:" if asked else "materials: {}")
    for name, identifier in asked.items():
        rows = [] if identifier else nearest_rows(name, set_name or sets()[0])
        near = "; ".join(f"{row.id} {' '.join(row.name.split())}" for row in rows)
        lines.append(f"  {_quoted(name)}: {_quoted(identifier)}" + (f"   # {near}" if near else ""))
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    said = flow(text)
    return said if said.startswith('"') else f'"{said}"'


def nearest_rows(name: str, set_name: str, most: int = 3) -> list[tabel7.TableRow]:
    """Rows of a set whose names look most like the name."""
    names = _plain_names(set_name)
    return [names[one] for one in get_close_matches(tabel7.plain(name), list(names), n=most, cutoff=0.4)]


@cache
def _plain_names(set_name: str) -> dict[str, tabel7.TableRow]:
    return {tabel7.plain(row.name): row for row in tabel7.rows(set_name).values()}


def told(unknown: Iterable[str], path: Path) -> tuple[str, str]:
    """One line that names the unknown materials and the file to fill in."""
    names = list(unknown)
    shown = ", ".join(f"'{name}'" for name in names[:5]) + (" …" if len(names) > 5 else "")
    file = own_file(path).name
    return (
        f"{len(names)} materialenavne er ikke knyttet til et id: {shown}; udfyld {file} (skrives af circular new project --from)",
        f"{len(names)} material names have no id: {shown}; fill in {file} (written by circular new project --from)",
    )

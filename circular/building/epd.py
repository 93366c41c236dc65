"""Environmental product declarations of any of the formats, as products with every module and scenario they declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from circular import strict_yaml
from circular.building.foreign import content_of, json_of, members_of, package_of, xml_of
from circular.building.model import LibraryProduct, Unit
from circular.faults import Fault
from circular.language import Language
from circular.shelf import shelf

_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
PRODUCTION = ("A1", "A2", "A3")
A1, A2 = "EN 15804+A1", "EN 15804+A2"
MOST_PRODUCTS = 50_000


class ModuleValue(BaseModel):
    """What one module of a declaration says, kg CO2e per ONE declared unit."""

    model_config = _CONFIG
    module: str
    """A1 … D as EN 15804 names them; A1-A3 where they are declared as one."""
    scenario: str | None = None
    default: bool = False
    """The declaration names its scenario as the one to use."""
    value: Decimal


class Product(BaseModel):
    """A declared product. A module that is not declared stands in no list; declared 0 is 0."""

    model_config = _CONFIG
    id: str
    name: str
    declared_unit: Unit | None = None
    """None where the file does not tell (the flow data set is missing)."""
    reference_amount: Decimal = Decimal(1)
    """How many declared units the published figures are for; the figures here are divided by it."""
    kg_per_unit: Decimal | None = None
    density_kg_m3: Decimal | None = None
    kg_per_m2: Decimal | None = None
    modules: tuple[ModuleValue, ...] = ()
    not_declared: tuple[str, ...] = ()
    """Modules that the declaration lists without a figure (MND, ND, blank)."""
    standard: str | None = None
    """EN 15804+A1 or EN 15804+A2; None where the file does not tell."""
    biogenic: Literal["included", "excluded", "as_declared"] = "as_declared"
    """included: GWP-total of +A2 (uptake -1, release +1); excluded: GWP-GHG; as_declared: GWP of +A1, or unknown."""
    biogenic_a1_a3: Decimal | None = None
    """GWP-biogenic of A1-A3, where it is declared apart."""
    data_type: Literal["epd", "industry", "generic"] = "epd"
    issued: date | None = None
    valid_until: date | None = None
    valid_until_year_only: bool = False
    """Only a year is told: within it, validity cannot be decided."""
    owner: str | None = None
    registration: str | None = None
    service_life_years: Decimal | None = None
    file: str = ""
    place: str = ""
    """Path within an archive, row of a table."""
    warnings: tuple[str, ...] = ()
    warnings_en: tuple[str, ...] = ()

    def scenarios(self) -> dict[str, tuple[str, ...]]:
        """The scenarios of each module that has more than one value, the default first."""
        found: dict[str, list[ModuleValue]] = {}
        for value in self.modules:
            found.setdefault(value.module, []).append(value)
        return {
            module: tuple(value.scenario or "" for value in _ordered(values))
            for module, values in found.items()
            if len(values) > 1
        }

    def value(self, module: str, scenario: str | None = None) -> Decimal | None:
        """The figure of a module in a scenario; None when it is not declared.

        A scenario that the module does not have leaves the module its default: the figure without a scenario, else the
        one that the declaration names, else the first. A1-A3 is the sum of A1, A2 and A3 where it is not declared as one.
        """
        found = _ordered([value for value in self.modules if value.module == module])
        asked = [value for value in found if scenario and (value.scenario or "").casefold() == scenario.casefold()]
        if asked or found:
            return (asked or found)[0].value
        if module == "A1-A3":
            parts = [self.value(part, scenario) for part in PRODUCTION]
            if None not in parts:
                return sum((part for part in parts if part is not None), Decimal(0))
        return None

    def line(self, scenario: str | None = None, language: Language = "da") -> LibraryProduct:
        """The product as a line of the project's own library, in one scenario; raises Fault without a declared unit."""
        if self.declared_unit is None:
            raise Fault(
                self.file,
                self.place,
                (f"den deklarerede enhed af '{self.name}' fremgår ikke", f"the declared unit of '{self.name}' is not told"),
                ("giv zip-filen med tilhørende filer (flows), eller EPD'en som JSON", "hand in the zip with its dependencies (flows), or the EPD as JSON"),
            )  # fmt: skip
        return LibraryProduct(
            id=self.id,
            name=self.name,
            unit=self.declared_unit,
            a1a3=self.value("A1-A3", scenario),
            a4=self.value("A4", scenario),
            a5=self.value("A5", scenario),
            c3=self.value("C3", scenario),
            c4=self.value("C4", scenario),
            d=self.value("D", scenario),
            mass_kg=self.kg_per_unit if self.declared_unit not in ("kg", "t") else None,
            density_kg_m3=self.density_kg_m3,
            kg_per_m2=self.kg_per_m2,
            data_type=self.data_type,
            standard=self.standard,
            valid_until=self.valid_until,
            source=": ".join(part for part in (Path(self.file).name, self.place) if part),
            registration=self.registration,
            owner=self.owner,
            note=self.note(scenario, language),
        )

    def note(self, scenario: str | None = None, language: Language = "da") -> str:
        """What a reader of the library must know: scenario, biogenic convention, what was divided or summed."""
        side = 0 if language == "da" else 1
        said = []
        used = sorted({_used(self, module, scenario) for module in self.scenarios()} - {""})
        if used:
            others = sorted({name for names in self.scenarios().values() for name in names} - set(used) - {""})
            more = f" ({('også', 'also')[side]}: {', '.join(others)})" if others else ""
            said.append(f"{('scenarie', 'scenario')[side]}: {', '.join(used)}{more}")
        if self.value("A1-A3") is not None and not any(value.module == "A1-A3" for value in self.modules):
            said.append(("A1-A3 er summen af A1, A2 og A3", "A1-A3 is the sum of A1, A2 and A3")[side])
        if self.reference_amount != 1:
            amount = f"{self.reference_amount.normalize():f}"
            said.append((f"delt med referencemængden {amount}", f"divided by the reference amount {amount}")[side])
        said.append(BIOGENIC[self.biogenic][side])
        if self.valid_until_year_only and self.valid_until:
            year = self.valid_until.year
            said.append((f"gyldighed kun oplyst som år ({year})", f"validity told as a year only ({year})")[side])
        return "; ".join(said)


BIOGENIC = {
    "included": ("biogent kulstof er med (GWP-total)", "biogenic carbon is included (GWP-total)"),
    "excluded": ("biogent kulstof er ikke med (GWP-GHG)", "biogenic carbon is left out (GWP-GHG)"),
    "as_declared": ("biogent kulstof som EPD'en regner det (GWP)", "biogenic carbon as the EPD counts it (GWP)"),
}


def _ordered(values: Iterable[ModuleValue]) -> list[ModuleValue]:
    """Without scenario first, then the default, then the order of the file."""
    return sorted(values, key=lambda value: (value.scenario is not None, not value.default))


def _used(product: Product, module: str, scenario: str | None) -> str:
    found = _ordered([value for value in product.modules if value.module == module])
    asked = [value for value in found if scenario and (value.scenario or "").casefold() == scenario.casefold()]
    return (asked or found)[0].scenario or ""


@cache
def words() -> Mapping[str, Any]:
    """The tables of lca_data/epd/epd.yaml."""
    data: Mapping[str, Any]
    data, _ = strict_yaml.load((shelf("lca_data") / "epd" / "epd.yaml").read_bytes(), "epd/epd.yaml")
    return data


def unit_of(word: Any) -> tuple[Unit, Decimal] | None:
    """Our unit for a word, and how many of ours one of it is."""
    found = words()["units"].get(str(word or "").strip().lower())
    return None if found is None else (found[0], Decimal(found[1]))


def quantity_of(identifier: str, names: Iterable[str] = ()) -> Unit | None:
    """Our unit of a flow property: by its id, else by its name in any language."""
    known: Unit | None = words()["quantities"].get(identifier)
    if known is not None:
        return known
    table: Mapping[str, Unit] = words()["quantity_names"]
    return next((table[name.strip().lower()] for name in names if name.strip().lower() in table), None)


def read_epds(path: Path) -> list[Product]:
    """Every declaration in a file: ILCD+EPD as XML, zip or JSON, openEPD JSON, ÖKOBAUDAT CSV; raises Fault where there is none."""
    from circular.building.epd_csv import is_oekobaudat, products_of_csv
    from circular.building.epd_ilcd import is_process, product_of_xml, products_of_zip
    from circular.building.epd_ilcd_json import is_ilcd_json, product_of_ilcd_json
    from circular.building.epd_openepd import is_openepd, product_of_openepd

    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in (".xml", ".json", ".zip", ".csv") and file.is_file())  # fmt: skip
        return _of_folder(path, files)
    content = content_of(path, 100_000_000)
    file = str(path)
    found: list[Product] = []
    start = content.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\x00")[:1]
    if content[:2] == b"PK":
        found = products_of_zip(package_of(content, file), file)
        if not found:
            for name, inner in members_of(package_of(content, file), file, ".json"):
                data = json_of(inner, f"{file}:{name}")
                if is_ilcd_json(data):
                    found.append(product_of_ilcd_json(data, file, name))
    elif start == b"<":
        root = xml_of(content, file)
        if is_process(root):
            found = [product_of_xml(root, file, path.parent)]
    elif start in (b"{", b"["):
        data = json_of(content, file)
        for index, item in enumerate(data if isinstance(data, list) else [data]):
            place = f"[{index + 1}]" if isinstance(data, list) else ""
            if is_ilcd_json(item):
                found.append(product_of_ilcd_json(item, file, place))
            elif is_openepd(item):
                found.append(product_of_openepd(item, file, place))
    elif is_oekobaudat(content):
        found = products_of_csv(content, file)
    if not found:
        raise Fault(
            file,
            "",
            ("ingen EPD, som kan læses", "no EPD that can be read"),
            ("giv ILCD+EPD (XML, zip, JSON), openEPD (JSON) eller ÖKOBAUDAT (CSV)", "hand in ILCD+EPD (XML, zip, JSON), openEPD (JSON) or ÖKOBAUDAT (CSV)"),
        )  # fmt: skip
    return found


def _of_folder(path: Path, files: list[Path]) -> list[Product]:
    """The processes of an unpacked ILCD folder, or every declaration of a folder of files."""
    processes = [file for file in files if file.parent.name == "processes"] or files
    if not processes:
        raise Fault(str(path), "", ("mappen har ingen EPD'er", "the folder holds no EPDs"))
    return [product for file in processes for product in read_epds(file)]


def library_yaml(products: Iterable[Product], scenario: str | None = None, language: Language = "da") -> str:
    """The products as the project's own library file (`materials.yaml` beside the project), in one scenario."""
    from circular.building.library_out import library_text

    return library_text([product.line(scenario, language) for product in products])

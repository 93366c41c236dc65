"""Derives the tables of lca_data from their published forms, so that every figure can be traced and tested.

Usage: `python tools/derive_lca_data.py FOLDER`, where FOLDER holds br18_tabel7_2023.csv, br18_tabel7_2025.csv and
build_levetidstabel_nov2022.csv. The tables are written into lca_data; their sources stand in the YAML beside each.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LCA_DATA = ROOT / "lca_data"
sys.path.insert(0, str(ROOT))

from circular import strict_yaml  # noqa: E402
from circular.lca.tabel7 import COLUMNS, clean, layout, table_row  # noqa: E402

LIFE_COLUMNS = ("group", "group_name", "part", "part_name", "material", "years")


def materials(source: Path, edition: str) -> list[dict[str, str]]:
    """Every row of a tabel 7, in its order."""
    about, _ = strict_yaml.load((LCA_DATA / edition / "materials.yaml").read_bytes(), "materials.yaml")
    headings = {heading: key for key, named in layout()["tabel7"]["columns"].items() for heading in named}
    with source.open(encoding="utf-8-sig", newline="") as file:
        return [
            table_row(
                {headings[plain]: text for name, text in row.items() if (plain := name.lower().replace(",", "")) in headings},
                (source.name, str(line)),
                empty_is_zero=about["empty_module_is"] == "zero",
                corrections=about.get("corrections") or {},
            )
            for line, row in enumerate(csv.DictReader(file), 2)
        ]  # fmt: skip


def service_lives(source: Path) -> list[dict[str, str]]:
    """Life in years by building part and material; material `index` is the part's own figure."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        return [
            {"group": row["group"], "group_name": clean(row["group_name"]), "part": row["part_code"], "part_name": clean(row["part_name"]),
             "material": row["material_code"] or "index", "years": row["years"]}
            for row in csv.DictReader(file)
        ]  # fmt: skip


def write(rows: list[dict[str, str]], columns: tuple[str, ...], target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    folder = Path(sys.argv[1])
    for edition, name in (("br18-2023", "br18_tabel7_2023.csv"), ("br18-2025", "br18_tabel7_2025.csv")):
        write(materials(folder / name, edition), COLUMNS, LCA_DATA / edition / "materials.csv")
    lives = service_lives(folder / "build_levetidstabel_nov2022.csv")
    write(lives, LIFE_COLUMNS, LCA_DATA / "service_lives" / "build-2022-11.csv")


if __name__ == "__main__":
    main()

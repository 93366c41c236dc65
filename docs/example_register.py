"""A made-up register for pictures and tests: four years of tenders of a municipality that does not exist, and its figures.

`python docs/example_register.py register.sqlite` makes it with the commands anyone has. Every figure in it is invented.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEPARTMENTS = (
    "Center for Ejendomme",
    "Center for Skoler",
    "Center for Ældre",
    "Center for By og Miljø",
    "Center for Indkøb",
)
SUBJECTS = {
    "renovation": ("Renovering af tag", "Facaderenovering", "Modernisering af faglokaler", "Nye vinduer"),
    "new_build": ("Ny daginstitution", "Tilbygning til idrætshal"),
    "furniture": ("Skolemøbler", "Kontorinventar"),
    "cleaning": ("Rengøring af skoler",),
    "food": ("Fødevarer til køkkener",),
}  # fmt: skip
FIGURES = (
    ("CE-7", 2023, "71"), ("CE-7", 2024, "74"), ("CE-7", 2025, "77"), ("CE-10", 2022, "46"), ("CE-10", 2023, "49"), ("CE-10", 2024, "51"),
    ("CE-10", 2025, "53"), ("EN-3", 2022, "-6"), ("EN-3", 2023, "-9"), ("EN-3", 2024, "-11.5"), ("EN-3", 2025, "-16"),
    ("EN-5", 2023, "14"), ("EN-5", 2024, "11"), ("EN-5", 2025, "9"), ("EN-6", 2023, "8200000"), ("EN-6", 2024, "10400000"), ("EN-6", 2025, "11900000"),
    ("TR-2", 2024, "62"), ("TR-2", 2025, "81"), ("CO2", 2024, "41"), ("CO2", 2025, "44"),
)  # fmt: skip


def history(file: Path) -> None:
    """A tender history where demands grow commoner by the year."""
    draw = random.Random(2030)
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["navn", "fagcenter", "kategori", "kontraktværdi", "offentliggjort", "cirkulært krav", "lca", "klimavurdering"])  # fmt: skip
        for number in range(150):
            year = 2023 + number % 4
            category = draw.choice([*SUBJECTS, "renovation", "renovation"])
            told = draw.random() < 0.24 + 0.15 * (year - 2023)
            lca = draw.random() < 0.35 + 0.14 * (year - 2023) if category == "renovation" else None
            rows.writerow([
                f"{draw.choice(SUBJECTS[category])} {number + 1}", draw.choice(DEPARTMENTS[: 2 + year - 2022]), category,
                draw.randrange(4, 160) * 100_000, f"{year}-{draw.randrange(1, 11):02d}-{draw.randrange(1, 28):02d}",
                "ja" if told else "nej", "" if lca is None else "ja" if lca else "nej", "ja" if draw.random() < 0.3 else "nej",
            ])  # fmt: skip


def figures(file: Path) -> None:
    """Figures that a municipality enters from its accounts."""
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["mål", "år", "tal", "kilde"])
        rows.writerows([target, year, value, "Grønt regnskab (eksempel)"] for target, year, value in FIGURES)


def make(register: Path) -> None:
    """The register, with the shipped tender, school and stock judged into it."""
    with tempfile.TemporaryDirectory() as folder:
        past, numbers = Path(folder) / "historik.csv", Path(folder) / "tal.csv"
        history(past)
        figures(numbers)
        examples = ROOT / "examples"
        store = ["--register", str(register), "--as-of", "2026-11-24"]
        for words in (
            ["register", "import", str(past), "--register", str(register)],
            ["register", "import", str(numbers), "--what", "figures", "--register", str(register)],
            ["check", str(examples / "udbud-skole"), "--department", "Center for Ejendomme", *store],
            ["check", str(examples / "nybyg.yaml"), "--department", "Center for Ejendomme", *store],
            ["optimise", str(examples / "portefoelje.yaml"), *store],
        ):
            done = subprocess.run(
                [sys.executable, "-m", "circular", *words], cwd=ROOT, capture_output=True, text=True, check=False
            )
            if done.returncode not in (0, 1):
                sys.exit(done.stderr)


if __name__ == "__main__":
    make(Path(sys.argv[1]))

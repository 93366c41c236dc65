"""The figures of the shipped school that docs/optimise.md explains.

python -m benchmarks.school            prints them
python -m benchmarks.school --write    puts them into docs/optimise.md between its marks
"""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from circular.building import read_building
from circular.language import number
from circular.optimise import optimise
from circular.optimise.model import Plan

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "optimise.md"
START, END = "<!-- school: python -m benchmarks.school --write -->\n", "<!-- /school -->"
DAY = date(2026, 11, 24)
QUESTIONS = (
    "low_emission_class=none", "budget=none", "pin=solar/150 m² solceller", "unban=heating/Luft-vand-varmepumpe",
    "unban=heating/Luft-vand-varmepumpe;budget=10000000", "min_reused_mass_share=0.3", "budget=4000000",
)  # fmt: skip


def plan() -> Plan:
    """The school with its questions and scenarios."""
    school = read_building(ROOT / "examples" / "skole.yaml")
    return optimise(school, as_of=DAY, language="en", front=12, what_if=QUESTIONS, scenarios=True)


def tables(found: Plan) -> str:
    """What the page shows, as Markdown."""
    assert found.kg_co2e is not None and found.kg_co2e_now is not None and found.cost_dkk is not None
    saved = found.kg_co2e_now - found.kg_co2e
    per = Decimal(repr(float(found.cost_dkk) / saved * 1000))
    lines = [
        f"Today {_t(found.kg_co2e_now)} t, the plan {_t(found.kg_co2e)} t for DKK {_dkk(found.cost_dkk)}: "
        f"DKK {number(per, 'en', 0)} per tonne saved. The whole front is {len(found.front)} plans.",
        "",
        "| element | chosen | DKK | t of materials | another option | with only that changed | wins at |",
        "|---|---|---|---|---|---|---|",
    ]
    for choice in found.choices:
        for rival in choice.rivals or (None,):
            other = ("", "", "")
            if rival is not None:
                broken = f", breaks {', '.join(rival.breaks)}" if rival.breaks else ""
                wins = "" if rival.wins_at_dkk is None else f"DKK {_dkk(rival.wins_at_dkk)}"
                wins = wins if rival.wins_if_kg_less is None else f"{_t(rival.wins_if_kg_less)} t less"
                other = (rival.option, f"{_t(rival.kg_more)} t, DKK {_dkk(rival.dkk_more)}{broken}", wins)
            lines.append(f"| {choice.element} | {choice.option} | {_dkk(choice.cost_dkk)} | {_t(choice.kg_co2e)} | {' | '.join(other)} |")  # fmt: skip
    lines += ["", "| what if | outcome | DKK | t | chosen instead, or what it takes |", "|---|---|---|---|---|"]
    for one in found.what_if:
        told = "; ".join(one.changes) or " ".join(one.needs) or "the same choices"
        cost = "–" if one.cost_dkk is None else _dkk(one.cost_dkk)
        lines.append(f"| `{one.question}` | {one.status} | {cost} | {_t(one.kg_co2e)} | {told} |")
    lines += ["", "| with other figures | best, t | the plan, t | chosen instead |", "|---|---|---|---|"]
    lines += [f"| {s.name} | {_t(s.kg_co2e)} | {_t(s.plan_kg_co2e)} | {'; '.join(s.changes) or 'nothing'} |" for s in found.scenarios]  # fmt: skip
    return "\n".join(lines) + "\n"


def _t(kg: float | None) -> str:
    return "–" if kg is None else number(Decimal(repr(kg)) / 1000, "en", 1)


def _dkk(amount: Decimal) -> str:
    return number(amount, "en", 0)


def main() -> None:
    text = tables(plan())
    if "--write" not in sys.argv:
        print(text)
        return
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}{text}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

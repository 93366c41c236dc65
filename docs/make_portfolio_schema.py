"""Writes docs/schemas/portfolio.schema.json, the JSON Schema of the portfolio file.

`python docs/make_portfolio_schema.py [--check]`; with `--check` nothing is written and a stale schema gives exit code 1.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from circular.optimise.portfolio_schema import portfolio_schema

TARGET = Path(__file__).resolve().parent / "schemas" / "portfolio.schema.json"


def main() -> int:
    text = json.dumps(portfolio_schema(), ensure_ascii=False, indent=1) + "\n"
    if "--check" in sys.argv:
        stale = not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text
        if stale:
            print("docs/schemas/portfolio.schema.json is out of date: run python docs/make_portfolio_schema.py")
        return int(stale)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

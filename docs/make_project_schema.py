"""Writes docs/schemas/building.schema.json, the JSON Schema of the project file.

`python docs/make_project_schema.py [--check]`; with `--check` nothing is written and a stale schema gives exit code 1.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from circular.building.schema import project_schema

TARGET = Path(__file__).resolve().parent / "schemas" / "building.schema.json"


def main() -> int:
    text = json.dumps(project_schema(), ensure_ascii=False, indent=1) + "\n"
    if "--check" in sys.argv:
        stale = not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text
        if stale:
            print("docs/schemas/building.schema.json is out of date: run python docs/make_project_schema.py")
        return int(stale)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

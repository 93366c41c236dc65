"""The house stands: every file imports only from floors below its own, imports inside functions too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

FLOORS: dict[str, float] = {
    "faults": 0, "language": 0, "stages": 0,
    "shelf": 0.5, "collection": 0.5, "strict_yaml": 0.5, "place": 0.5, "cache": 0.5, "written": 0.5, "packed": 0.5,
    "documents": 1,
    "clauses": 2, "building": 2,
    "lca": 3, "tender": 3,
    "rulebook": 4,
    "optimise": 5, "drafting": 5, "checking_notes": 5,
    "register": 6, "remedies": 6, "checking": 6, "comparing": 6,
    "reports": 7,
    "cli": 8,
}  # fmt: skip
FREE = {"__init__", "__main__"}
ROOT = Path(__file__).resolve().parents[2] / "circular"
FILES = sorted(path for path in ROOT.rglob("*.py") if "_data" not in path.parts)


def room(path: Path) -> str:
    """The package or top-level file a source file belongs to."""
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The rooms of `circular` that a file imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names]
                if node.module == "circular"
                else [node.module or ""]
            )
        elif (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) == "import_module"
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            names = [str(node.args[0].value)]
        for name in names:
            parts = name.split(".")
            if parts[0] == "circular" and len(parts) > 1 and not parts[1].startswith("__"):
                found.add(parts[1])
    return found


def test_every_room_has_a_floor() -> None:
    assert {room(path) for path in FILES} - FREE == set(FLOORS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down(path: Path) -> None:
    own = room(path)
    if own in FREE:
        return
    above = {name for name in imports(path) if name != own and FLOORS[name] >= FLOORS[own]}
    assert not above, f"{own} stands on floor {FLOORS[own]} and imports {sorted(above)}"


def test_the_parser_sees_imports_inside_functions(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        "def f():\n    from circular.cli import main\n    import circular.lca.model\n    from circular import rulebook\n"
    )
    assert imports(sample) == {"cli", "lca", "rulebook"}

"""Python 3.11 to 3.14 and Windows by construction: syntax, removed modules, warnings, spawn, encodings, the batch file."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = [*sorted((ROOT / "circular").rglob("*.py")), ROOT / "start.py", ROOT / "cli.py"]
REMOVED = {
    "distutils", "imp", "asynchat", "asyncore", "smtpd", "cgi", "cgitb", "crypt", "aifc", "audioop", "chunk", "imghdr", "mailcap", "msilib", "nis", "nntplib",
    "ossaudiodev", "pipes", "sndhdr", "spwd", "sunau", "telnetlib", "uu", "xdrlib", "lib2to3", "pkg_resources", "setuptools",
}  # fmt: skip
GONE = {
    "datetime.utcnow", "datetime.utcfromtimestamp", "datetime.datetime.utcnow", "pkgutil.find_loader", "pkgutil.get_loader", "ast.Num", "ast.Str", "ast.Bytes",
    "asyncio.get_child_watcher", "importlib.resources.open_text", "importlib.resources.read_text", "importlib.resources.path", "locale.resetlocale", "typing.re", "typing.io",
    "unittest.makeSuite", "sqlite3.version", "shutil.rmtree.onerror", "tempfile.mktemp", "asyncio.iscoroutinefunction", "pty.master_open", "urllib.request.URLopener",
}  # fmt: skip


@pytest.fixture(scope="module")
def trees() -> list[tuple[Path, ast.Module]]:
    return [(file, ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 11))) for file in FILES]


def test_the_syntax_is_that_of_the_oldest_python_and_nothing_is_used_that_a_newer_one_removed(
    trees: list[tuple[Path, ast.Module]],
) -> None:
    found = []
    for file, tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found += [f"{file.name}: {one.name}" for one in node.names if one.name.partition(".")[0] in REMOVED]
            elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in REMOVED:
                found.append(f"{file.name}: {node.module}")
            elif isinstance(node, ast.Attribute) and ast.unparse(node) in GONE:
                found.append(f"{file.name}:{node.lineno}: {ast.unparse(node)}")
    assert found == []


def test_no_annotation_is_asked_for_at_run_time_without_the_future_import(trees: list[tuple[Path, ast.Module]]) -> None:
    """Python 3.14 reads annotations late; with the future import every version keeps them as text."""
    for file, tree in trees:
        annotated = any(isinstance(node, ast.AnnAssign | ast.arg) and getattr(node, "annotation", None) for node in ast.walk(tree))  # fmt: skip
        future = any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)
        assert future or not annotated, file


def test_processes_are_always_started_by_spawn(trees: list[tuple[Path, ast.Module]]) -> None:
    for file, tree in trees:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            assert name not in ("os.fork", "multiprocessing.Pool", "multiprocessing.Process", "Pool"), file
            if name.endswith("get_context"):
                assert ast.unparse(node.args[0]) == "'spawn'", file
            if name.endswith("ProcessPoolExecutor"):
                assert any("get_context" in ast.unparse(argument) for argument in [*node.args, *(word.value for word in node.keywords)]), file  # fmt: skip


def test_every_text_file_is_opened_with_its_encoding_named(trees: list[tuple[Path, ast.Module]]) -> None:
    found = []
    for file, tree in trees:
        if file.name == "start.py":
            continue  # reads its own stamp, which is of hexadecimal digits
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2] or ast.unparse(node.func)
            named = any(word.arg == "encoding" for word in node.keywords)
            mode = next((ast.unparse(word.value) for word in node.keywords if word.arg == "mode"), "")
            at = 1 if ast.unparse(node.func) == "open" else 0
            mode = mode or (ast.unparse(node.args[at]) if len(node.args) > at else "'r'")
            method = isinstance(node.func, ast.Attribute)
            if (
                method and name in ("read_text", "write_text") and not named and not (name == "read_text" and node.args)
            ) or (name == "open" and ast.unparse(node.func) in ("open", "io.open") and "b" not in mode and not named):
                found.append(f"{file.name}:{node.lineno}")
    assert found == []


@pytest.mark.slow
def test_importing_every_module_raises_no_deprecation_warning() -> None:
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in FILES if file.parts[len(ROOT.parts)] == "circular"]  # fmt: skip
    names = [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]
    code = "import importlib, sys, warnings\nfor name in sys.argv[1:]:\n    importlib.import_module(name)\n"
    done = subprocess.run([sys.executable, "-W", "default", "-c", code, *names], capture_output=True, text=True, cwd=ROOT, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr[-1500:]
    own = [line for line in done.stderr.splitlines() if "Warning" in line and f"{ROOT / 'circular'}" in line]
    assert own == []


@pytest.mark.slow
def test_running_on_the_example_raises_no_deprecation_warning() -> None:
    command = [sys.executable, "-W", "error::DeprecationWarning:circular", "-W", "error::PendingDeprecationWarning", "-m", "circular"]  # fmt: skip
    for words in (["check", "examples/udbud-skole", "--category", "renovation"], ["lca", "examples/skole.yaml"]):
        done = subprocess.run([*command, *words], capture_output=True, text=True, cwd=ROOT, check=False)
        assert done.returncode in (0, 1), done.stderr[-1500:]
        assert "Warning" not in done.stderr, done.stderr[-1500:]


def test_the_batch_file_is_one_for_windows_and_its_command_works(tmp_path: Path) -> None:
    content = (ROOT / "circular.bat").read_bytes()
    assert b"\r\n" in content and content.count(b"\n") == content.count(b"\r\n")
    content.decode("ascii")
    text = content.decode()
    labels = set(re.findall(r"(?m)^:(\w+)\r$", text))
    assert set(re.findall(r"goto (\w+)", text)) == labels
    (line,) = re.findall(r'start\.py" check (.*)\r', text)
    (tmp_path / "udbud").mkdir()
    (tmp_path / "udbud" / "krav.md").write_text("# Renovering\n\nMindst 20 % af murstenene skal være genbrugte.", encoding="utf-8")  # fmt: skip
    words = re.findall(r'"[^"]*"|\S+', line.replace("%ALL%", '"udbud"').replace("%REPORT%", "udbud-circular.html"))
    done = subprocess.run([sys.executable, "-m", "circular", "check", *(word.strip('"') for word in words)], cwd=tmp_path, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    assert (tmp_path / "udbud-circular.html").is_file()
    assert done.stdout


def test_the_batch_file_keeps_to_what_cmd_can_do_with_any_name() -> None:
    """Names with blanks, `&`, `(`, `!` and æøå: paths stand in quotes, no block in parentheses holds them, `!` is a letter."""
    lines = (ROOT / "circular.bat").read_text(encoding="ascii").splitlines()
    assert "DisableDelayedExpansion" in lines[3]
    for line in lines:
        code = "" if line.startswith("rem ") else line
        outside = re.sub(r'"[^"]*"', "", code)
        assert code.count('"') % 2 == 0, line
        assert not re.search(r"%~|%HERE%|%ONE%|%REPORT%", outside), line
        assert "(" not in outside or outside.startswith("for /f"), line
        assert "!" not in outside, line
        assert outside.count("%ALL%") <= 1
    assert all(line.endswith(">nul") for line in lines if line.startswith("chcp"))
    assert not any(re.match(r"shift\s*$", line) for line in lines), "a bare shift moves the file's own name too"


@pytest.mark.parametrize(("version", "fits"), [((3, 10), False), ((3, 11), True), ((3, 14), True)])
def test_the_batch_file_takes_a_python_that_is_new_enough(version: tuple[int, int], fits: bool) -> None:
    asked = set(re.findall(r'-c "(.*?)"', (ROOT / "circular.bat").read_text(encoding="ascii")))
    (code,) = asked
    code = code.replace("sys.version_info[:2]", str(version))
    assert (subprocess.run([sys.executable, "-c", code], check=False).returncode == 0) is fits

"""Every page in a real browser: nothing is fetched, nothing fails, and people who need contrast or keys are served."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from report_pages import CHROMIUM, browser, every_page

from circular.language import Language

pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]
NAMES = ("check", "check-building", "check-fault", "index", "lca", "lca-two", "plan", "plan-stock", "plan-none", "2030")
AXE_TAGS = "wcag2a,wcag2aa,wcag21a,wcag21aa,wcag22aa,best-practice"


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page in both languages as files."""
    sys.path.insert(0, str(root / "docs"))
    try:
        from example_register import make
    finally:
        sys.path.pop(0)
    made = tmp_path_factory.mktemp("pages")
    make(made / "register.sqlite")
    languages: tuple[Language, ...] = ("da", "en")
    for language in languages:
        for name, page in every_page(root, made / "register.sqlite", language).items():
            (made / f"{name}.{language}.html").write_text(page, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as opened:
        yield opened


@pytest.fixture
def look(chromium: Any, folder: Path) -> Iterator[Any]:
    """Opens a page by name; fails when it asks for anything but itself, or complains."""
    contexts: list[Any] = []
    asked: list[str] = []
    complaints: list[str] = []

    def opened(name: str, *, scheme: str = "light", width: int = 1100, script: bool = True, anchor: str = "") -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script,
            permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.goto((folder / f"{name}.html").as_uri() + anchor)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_serious(look: Any, name: str, scheme: str) -> None:
    from axe_core_python.sync_playwright import Axe

    page = look(f"{name}.da", scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS.split(",")}})
    assert [(one["id"], one["impact"], one["nodes"][0]["html"][:160]) for one in found["violations"]] == []
    assert len(found["passes"]) > 10
    texts = ("<label", "<text")
    undecided = [
        node["html"] for one in found["incomplete"] for node in one["nodes"] if not node["html"].startswith(texts)
    ]
    assert undecided == [], "axe could not tell, so nobody has looked"


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_wider_than_a_telephone(look: Any, name: str) -> None:
    page = look(f"{name}.en", width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        "[...document.querySelectorAll('button, select, input')].filter(e => e.offsetParent && e.getBoundingClientRect().height < 24).length"
    )
    assert small == 0


WIDER = {
    "WCAG 1.4.12": "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important }",
    "a wider typeface": "* { font-family: 'DejaVu Sans Mono', monospace !important }",
}


@pytest.mark.parametrize("style", WIDER.values(), ids=WIDER)
def test_no_page_grows_with_wider_letters_or_a_long_folder_name(chromium: Any, folder: Path, style: str) -> None:
    """The typeface, the reader's text spacing and the path of a case are the reader's, not ours."""
    wide = {}
    context = chromium.new_context(viewport={"width": 360, "height": 900}, bypass_csp=True)
    try:
        page = context.new_page()
        for name in NAMES:
            text = (folder / f"{name}.en.html").read_text(encoding="utf-8")
            long = folder / f"{name}.long.html"
            long.write_text(text.replace("nybyg.yaml", "a" * 60 + "/nybyg.yaml"), encoding="utf-8")
            page.goto(long.as_uri())
            page.add_style_tag(content=style)
            wide[name] = page.evaluate("document.documentElement.scrollWidth")
        assert {name: width for name, width in wide.items() if width > 360} == {}
    finally:
        context.close()


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["lca", "plan-stock", "2030"])
def test_texts_and_shapes_of_charts_stand_out(look: Any, name: str, scheme: str) -> None:
    page = look(f"{name}.da", scheme=scheme)
    card = page.evaluate("getComputedStyle(document.querySelector('.chart')).backgroundColor")
    if card == "rgba(0, 0, 0, 0)":
        card = page.evaluate("getComputedStyle(document.querySelector('article')).backgroundColor")
    fills = "[...new Set([...document.querySelectorAll('svg SELECTOR')].map(e => getComputedStyle(e).fill))]"
    texts = page.evaluate(fills.replace("SELECTOR", "text:not(.onfill)"))
    shapes = page.evaluate(fills.replace("SELECTOR", "rect:not(.band):not(.fcard)"))
    assert texts and min(_contrast(text, card) for text in texts) >= 4.5
    assert shapes and min(_contrast(shape, card) for shape in shapes) >= (3.0 if scheme == "light" else 4.0)


def test_a_deep_link_opens_what_it_points_to(look: Any) -> None:
    page = look("check.da", anchor="#CIRC-001")
    assert page.locator("#CIRC-001").is_visible()
    page.evaluate("location.hash = '#CIRC-105'")
    assert page.locator("#CIRC-105").is_visible()
    assert look("check.da", script=False, anchor="#CIRC-105").locator("#CIRC-105").is_visible()


def test_filters_and_search_narrow_the_findings(look: Any) -> None:
    page = look("check.da")
    every = page.locator("#findings article:visible").count()
    page.select_option("select[name=severity]", "must")
    musts = page.locator("#findings article:visible").count()
    assert 0 < musts < every
    assert page.locator("form.bar output").inner_text() == f"{musts} af {every} vises"
    title = page.locator("#findings article h3").nth(1).inner_text()
    page.fill("input[type=search]", title.upper())
    assert 1 <= page.locator("#findings article:visible").count() < musts
    page.fill("input[type=search]", "findes ikke noget sted")
    assert page.locator("#none").is_visible()
    page.click("button[type=reset]")
    page.wait_for_function("document.querySelector('#none').hidden")
    assert page.locator("#findings article:visible").count() == every
    page.select_option("select[name=document]", index=1)
    page.select_option("select[name=strategy]", index=1)
    assert page.locator("#findings article:visible").count() < every


def test_the_clause_is_copied(look: Any) -> None:
    page = look("check.da")
    button = page.locator("button.copy").first
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('said').textContent !== ''")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("pre").first.text_content()
    assert "kopieret" in page.locator("#said").inner_text()


@pytest.mark.parametrize("name", NAMES)
def test_every_control_is_reached_with_the_tab_key_and_shows_it(look: Any, name: str) -> None:
    page = look(f"{name}.da")
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, select, input, summary')].filter(e => e.checkVisibility({contentVisibilityAuto: false})).length"
    )
    seen: set[int] = set()
    unmarked = 0
    page.evaluate("[...document.querySelectorAll('*')].forEach((e, i) => { e.dataset.n = i })")
    for _ in range(wanted + 60):
        page.keyboard.press("Tab")
        number, marked = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e); return [+(e.dataset.n || -1), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 1] })()"
        )
        if number in seen or page.evaluate("document.activeElement === document.body"):
            break
        seen.add(number)
        unmarked += not marked
    assert len(seen) >= wanted
    assert unmarked == 0


def test_keys_lead_to_the_search_and_back(look: Any) -> None:
    page = look("check.da")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("genbrug")
    page.keyboard.press("Escape")
    assert page.input_value("input[type=search]") == ""


@pytest.mark.parametrize("name", ["index", "plan-stock", "2030", "lca"])
def test_tables_are_sorted_by_their_headings(look: Any, name: str) -> None:
    page = look(f"{name}.da")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    table = page.locator("table.sortable").first
    head = table.locator("thead th").nth(2)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    first = table.locator("tbody tr").first.inner_text()
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert table.locator("tbody tr").first.inner_text() != first


@pytest.mark.parametrize("name", NAMES)
def test_without_script_everything_can_be_read_and_no_dead_button_shows(look: Any, name: str) -> None:
    page = look(f"{name}.da", script=False)
    assert page.locator("button:visible, form.bar:visible").count() == 0
    assert page.locator("main").inner_text().strip() != ""
    for summary in page.locator("details > summary:visible").all()[:3]:
        summary.click()


def test_on_paper_everything_is_open_and_buttons_are_gone(look: Any, tmp_path: Path) -> None:
    import pypdfium2

    page = look("check.da")
    folded = page.locator("details:not([open]) pre").first.text_content().split("\n")[0][:30]
    page.pdf(path=str(tmp_path / "check.pdf"), prefer_css_page_size=True, print_background=True)
    document = pypdfium2.PdfDocument(tmp_path / "check.pdf")
    text = "\n".join(sheet.get_textpage().get_text_range() for sheet in document)
    size = document[0].get_size()
    assert (round(size[0]), round(size[1])) == (595, 842)
    assert "CIRC-001" in text and folded in text, "folded parts are not on the paper"
    assert "Kopiér klausulen" not in text and "Nulstil" not in text

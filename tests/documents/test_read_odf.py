"""OpenDocument texts and sheets: numbers, notes, boxes, tables, tracked changes, hidden and struck parts, comments."""

from __future__ import annotations

import pytest
from odf_files import cell, h, items, odf, ods, odt, p, row, table

from circular.documents.failure import Unreadable
from circular.documents.model import Block
from circular.documents.ods import read_ods
from circular.documents.odt import read_odt


def blocks(*parts: str, **more: object) -> list[Block]:
    return list(read_odt(odt(*parts, **more), "krav.odt").blocks)


def one(found: list[Block], beginning: str) -> Block:
    hits = [block for block in found if block.text.startswith(beginning)]
    assert len(hits) == 1, [block.text for block in found]
    return hits[0]


def test_headings_are_numbered_and_stand_over_what_is_below() -> None:
    found = blocks(h("Krav"), h("Materialer", 2), p("Tegl skal genbruges."), h("Energi", 2), h("Bonus"))
    assert [(b.number, b.level) for b in found if b.kind == "heading"] == [("1", 1), ("1.1", 2), ("1.2", 2), ("2", 1)]
    assert one(found, "Tegl").heading_path == ("1 Krav", "1.1 Materialer")
    assert str(one(found, "Tegl").place) == "krav.odt, afsnit 1.1, punkt 3"


def test_items_have_letters_levels_and_their_lead_in() -> None:
    inner = f"<text:list>{'<text:list-item>' + p('og veje dem') + '</text:list-item>'}</text:list>"
    found = blocks(p("Tilbudsgiver skal:"), items(p("tage møbler retur") + inner, p("levere reservedele")))
    assert [(b.number, b.level, b.lead_in) for b in found if b.kind == "list_item"] == [
        ("a)", 1, "Tilbudsgiver skal:"), ("i", 2, "Tilbudsgiver skal:"), ("b)", 1, "Tilbudsgiver skal:"),
    ]  # fmt: skip


def test_a_row_of_a_table_is_one_demand_and_merged_labels_stand_on_every_row() -> None:
    merged = cell("Genbrug", 'table:number-rows-spanned="2"')
    found = blocks(
        table(
            row("ID", "Emne", "Krav"), row("K-1", merged, "Tegl skal genbruges"),
            row("K-2", "<table:covered-table-cell/>", "Spær skal genbruges"),
        )
    )  # fmt: skip
    assert [b.text for b in found] == ["ID | Emne | Krav", "K-1 | Genbrug | Tegl skal genbruges", "K-2 | Genbrug | Spær skal genbruges"]  # fmt: skip
    assert found[2].cells[2].header == "Krav"
    assert found[2].place.cell == "tabel 1, række 3"


def test_notes_boxes_comments_headers_and_footers_have_their_part() -> None:
    note = f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>{p("Efter vægt.")}</text:note-body></text:note>'
    box = f"<draw:frame><draw:text-box>{p('Alt træ skal være FSC-mærket')}</draw:text-box></draw:frame>"
    comment = f"<office:annotation>{p('Er det realistisk?')}</office:annotation>"
    document = read_odt(
        odt(h("Krav"), p(f"Tegl skal genbruges{note} i facaden.{comment}"), p(f"Ved siden af{box}"), master=f"<style:header>{p('Nordby Kommune')}</style:header><style:footer>{p('Side 1')}</style:footer>"),
        "krav.odt",
    )  # fmt: skip
    assert [(b.place.part, b.text) for b in document.blocks] == [
        ("body", "Krav"), ("body", "Tegl skal genbruges i facaden."), ("footnote", "Efter vægt."), ("body", "Ved siden af"),
        ("textbox", "Alt træ skal være FSC-mærket"), ("header", "Nordby Kommune"), ("footer", "Side 1"),
    ]  # fmt: skip
    assert [(c.text, c.place.part, c.place.heading) for c in document.comments] == [("Er det realistisk?", "comment", "1 Krav")]  # fmt: skip


CHANGES = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info/></text:insertion></text:changed-region>'
    f'<text:changed-region text:id="c2"><text:deletion><office:change-info/>{p("bør")}</text:deletion></text:changed-region>'
    f'<text:changed-region text:id="c3"><text:deletion>{p("Plast skal undgås.")}</text:deletion></text:changed-region></text:tracked-changes>'
)


def test_insertions_count_deletions_do_not_and_both_readings_are_kept() -> None:
    document = read_odt(
        odt(CHANGES, p('Træ <text:change-start text:change-id="c1"/>skal<text:change-end text:change-id="c1"/><text:change text:change-id="c2"/> være FSC.'), '<text:change text:change-id="c3"/>', p("Sidst.")),
        "a.odt",
    )  # fmt: skip
    assert [(b.text, b.inserted) for b in document.blocks] == [("Træ skal være FSC.", True), ("Sidst.", False)]
    assert [b.text for b in document.before] == ["Træ bør være FSC.", "Plast skal undgås.", "Sidst."]


def test_struck_hidden_blanks_and_contents() -> None:
    contents = (
        f"<text:table-of-content><text:index-body>{p('1 Krav<text:tab/>3')}</text:index-body></text:table-of-content>"
    )
    hidden = f'<text:section text:display="none">{p("Skjult afsnit.")}</text:section>'
    found = blocks(
        contents, p('Behold <text:span text:style-name="Gone">slet</text:span><text:s text:c="3"/>dette'), p("Væk.", "GoneP"),
        p('<text:span text:style-name="Hid">Skjult ord.</text:span>'), hidden,
    )  # fmt: skip
    assert one(found, "1 Krav 3").toc
    assert not one(found, "Behold dette").struck
    assert [b.text for b in found if b.struck] == ["slet", "Væk."]
    assert [b.text for b in found if b.hidden] == ["Skjult ord.", "Skjult afsnit."]


def test_a_locked_or_empty_package_says_so() -> None:
    with pytest.raises(Unreadable, match="password"):
        read_odt(odf("text", p("x"), encrypted=True), "a.odt")
    assert read_odt(odt(), "a.odt").blocks == ()


def test_a_sheet_is_read_row_by_row_with_its_headers() -> None:
    merged = cell("Genbrug", 'table:number-rows-spanned="2"')
    document = read_ods(
        ods(
            table(
                row("ID", "Emne", "Krav", "Vægt"),
                row("K-1", merged, "Tegl skal genbruges", cell("40 %", 'office:value-type="percentage"')),
                row("K-2", "<table:covered-table-cell/>", "Spær skal genbruges", "", more='table:visibility="collapse"'),
                row(cell("", 'table:number-columns-repeated="16384"'), more='table:number-rows-repeated="1000000"'),
                name="Krav",
            ),
            table(row("Skjult krav om træ i facaden."), name="Gemt", style="Off"),
        ),
        "krav.ods",
    )  # fmt: skip
    assert [(b.text, b.place.part, b.place.cell, b.hidden) for b in document.blocks] == [
        ("ID | Emne | Krav | Vægt", "Krav", "B1", False), ("K-1 | Genbrug | Tegl skal genbruges | 40 %", "Krav", "C2", False),
        ("K-2 | Genbrug | Spær skal genbruges", "Krav", "C3", True), ("Skjult krav om træ i facaden.", "Gemt", "A1", True),
    ]  # fmt: skip
    assert document.blocks[1].cells[2].header == "Krav"


def test_struck_cells_hidden_columns_and_comments_of_a_sheet() -> None:
    comment = f"<table:table-cell><office:annotation>{p('Er det nok?')}</office:annotation>{p('Tegl skal genbruges')}</table:table-cell>"
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    document = read_ods(
        ods(table(row("ID", "Note", "Krav"), row("K-1", "intern", comment), row("K-2", "", cell("Udgået tekst", 'table:style-name="GoneC"')), name="Krav", before=columns)),
        "krav.ods",
    )  # fmt: skip
    assert [(b.text, b.struck, b.hidden) for b in document.blocks] == [
        ("ID | Krav", False, False), ("Note", False, True), ("K-1 | Tegl skal genbruges", False, False), ("intern", False, True),
        ("K-2", False, False), ("Udgået tekst", True, False),
    ]  # fmt: skip
    assert [(c.text, c.place.cell) for c in document.comments] == [("Er det nok?", "C2")]


def test_a_million_repeated_rows_cost_nothing() -> None:
    document = read_ods(
        ods(table(row("Tegl skal genbruges", "x", more='table:number-rows-repeated="1048576"'))), "a.ods"
    )
    assert 1 <= len(document.blocks) <= 200


def test_text_in_a_shape_that_hangs_on_a_cell_is_read_once() -> None:
    shape = f"<draw:g><draw:custom-shape>{p('Tegl skal genbruges i facaden.')}</draw:custom-shape></draw:g>"
    hung = f"<table:table-cell>{shape}{p('K-1')}</table:table-cell>"
    document = read_ods(ods(table(row("ID", "Krav"), f"<table:table-row>{hung}{cell('Krav et')}</table:table-row>")), "a.ods")  # fmt: skip
    assert [block.text for block in document.blocks].count("Tegl skal genbruges i facaden.") == 1
    assert "K-1 | Krav et" in [block.text for block in document.blocks]

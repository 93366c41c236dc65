"""Native charts of a workbook, drawn from cells of its sheets, so that they follow when a figure is changed."""

from __future__ import annotations

from typing import Any

COLOURS = {"f1": "1C6B3F", "f2": "B7791F", "f3": "2F6FA8", "f4": "A1503A", "f5": "77827B", "f6": "7D5FA8", "f7": "9A76C2", "f8": "0F8B8D", "lred": "A3271B", "lamber": "7A5200"}  # fmt: skip


def bar_chart(sheet: Any, *, title: str, names: int, columns: tuple[int, ...], rows: int, styles: tuple[str, ...], upright: bool = True, unit: str = "", first: int = 2) -> Any:  # fmt: skip
    """Stacked bars of the columns (counted from 1), their names in column `names`, from row `first` down."""
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.type = "col" if upright else "bar"
    chart.grouping, chart.overlap, chart.gapWidth = "stacked", 100, 60
    for column, style in zip(columns, styles, strict=True):
        _series(chart, sheet, column, first, rows, style)
    chart.set_categories(Reference(sheet, min_col=names, min_row=first, max_row=rows))
    if not upright:
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"
        chart.x_axis.tickLblPos = "low"
    return _dressed(chart, title, unit)


def line_over(chart: Any, sheet: Any, *, columns: tuple[int, ...], rows: int, styles: tuple[str, ...]) -> None:
    """Lines over the bars of a chart: a budget, a floor."""
    from openpyxl.chart import LineChart

    lines = LineChart()
    for column, style in zip(columns, styles, strict=True):
        made = _series(lines, sheet, column, 2, rows, style)
        made.graphicalProperties.line.solidFill = COLOURS[style]
        made.graphicalProperties.line.width = 28_000
        made.smooth = False
        if style == "lamber":
            made.graphicalProperties.line.dashStyle = "dash"
    chart += lines


def scatter_chart(sheet: Any, *, title: str, x: int, y: int, rows: int, unit_x: str, unit_y: str) -> Any:
    """Points of two columns, joined by a line."""
    from openpyxl.chart import Reference, ScatterChart, Series

    chart = ScatterChart()
    chart.style, chart.scatterStyle = 13, "lineMarker"
    made = Series(
        Reference(sheet, min_col=y, min_row=2, max_row=rows), Reference(sheet, min_col=x, min_row=2, max_row=rows)
    )
    made.marker.symbol, made.marker.size = "circle", 7
    made.marker.graphicalProperties.solidFill = COLOURS["f3"]
    made.graphicalProperties.line.solidFill = COLOURS["f3"]
    made.smooth = False
    chart.series.append(made)
    chart.legend = None
    chart.x_axis.title = unit_x
    chart.x_axis.delete = False
    return _dressed(chart, title, unit_y)


def area_chart(sheet: Any, *, title: str, names: int, columns: tuple[int, ...], rows: int, styles: tuple[str, ...], unit: str = "") -> Any:  # fmt: skip
    """Stacked areas over years."""
    from openpyxl.chart import AreaChart, Reference

    chart = AreaChart()
    chart.grouping = "stacked"
    for column, style in zip(columns, styles, strict=True):
        _series(chart, sheet, column, 2, rows, style)
    chart.set_categories(Reference(sheet, min_col=names, min_row=2, max_row=rows))
    return _dressed(chart, title, unit)


def _series(chart: Any, sheet: Any, column: int, first: int, rows: int, style: str) -> Any:
    from openpyxl.chart import Reference, Series

    made = Series(
        Reference(sheet, min_col=column, min_row=first, max_row=rows), title=str(sheet.cell(1, column).value or "")
    )
    made.graphicalProperties.solidFill = COLOURS[style]
    chart.series.append(made)
    return made


def _dressed(chart: Any, title: str, unit: str) -> Any:
    """Title, size, and axes that are drawn (openpyxl leaves them out by itself)."""
    chart.title, chart.width, chart.height = title, 24, 10
    chart.y_axis.title = unit or None
    chart.x_axis.delete = chart.y_axis.delete = False
    if chart.legend is not None:
        chart.legend.position = "b"
    return chart

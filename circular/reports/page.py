"""The shell of every web page: one file, no request to anywhere, a policy that allows its own script and style and no other."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from circular.language import Language, day, number
from circular.place import Place
from circular.reports.plain import scrubbed

if TYPE_CHECKING:
    from jinja2 import Environment


def page(template: str, language: Language, **values: Any) -> str:
    """The page that a template of `reports/templates` makes of the values; every text is escaped and cleaned."""
    from markupsafe import Markup

    style, script = asset("page.css"), asset("page.js")
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        _environment(language)
        .get_template(template)
        .render(policy=policy, style=Markup(style), script=Markup(script), **values)  # noqa: S704
    )


@cache
def asset(name: str) -> str:
    """The text of a file of `reports/templates`."""
    return (files("circular.reports") / "templates" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment(language: Language) -> Environment:
    """What every template knows: `t(da, en)` says the text of the page's language, `n` writes a number in it."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    side = 0 if language == "da" else 1

    def t(da: Any, en: Any) -> Any:
        return (da, en)[side]

    def n(value: Decimal | float | int | None, decimals: int | None = None) -> str:
        return "–" if value is None else number(value, language, decimals)

    def counted(count: int, one: tuple[str, str], many: tuple[str, str]) -> str:
        return f"{number(count, language, 0)} {one[side] if count == 1 else many[side]}"

    def on(value: date) -> str:
        return day(value, language)

    def where(value: Place) -> str:
        return value.text(language)

    environment = Environment(
        loader=FunctionLoader(asset), autoescape=True, undefined=StrictUndefined, finalize=_clean,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals.update(t=t, n=n, counted=counted, language=language, da=language == "da")
    environment.filters.update(day=on, place=where, svg=Markup)
    return environment


def _clean(value: Any) -> Any:
    return scrubbed(value) if type(value) is str else value

"""One look: colors and sizes of type stand in the theme, and every text can be read on every ground (`docs/design.md`)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import product

import pytest

from app.theme import _DARK, _LIGHT, Colors
from tests.architecture.source import Module, modules, text_of
from tests.fixtures.contrast import contrast

HEX = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b")
TYPE_SIZE = re.compile(r"font(?:-size)?\s*:[^;]*\d+(?:px|pt)")
INKS = ("text", "muted", "accent", "danger", "good", "caution")
GROUNDS = ("base", "side", "hover", "selected", "found")
RULE = re.compile(r"([^{}]+)\{([^}]*)\}")
PAIR = re.compile(r"(?<![\w-])(background|color): @(\w+);")


def literals(module: Module) -> Iterator[str]:
    for line, text in module.strings():
        if HEX.search(text) or TYPE_SIZE.search(text):
            yield f"{module.path}:{line} {text!r}"
    for call in module.calls():
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        values = [each.value for each in call.args if isinstance(each, ast.Constant)]
        fixed = bool(values) and len(values) == len(call.args)
        clear = len(values) == 4 and values[3] == 0  # nothing is seen of it
        if (name == "QColor" and fixed and not clear) or name == "setPixelSize":
            yield f"{module.path}:{call.lineno} {name}{tuple(values)}"


def test_the_rule_sees_a_color_and_a_size_outside_of_the_theme() -> None:
    for told in (
        'QColor("red")',
        "QColor(12, 30, 40)",
        'sheet = "color: #FF8800"',
        "font.setPixelSize(12)",
        'sheet = "font-size: 11px"',
    ):
        assert list(literals(Module("app/page.py", told))), told
    for fine in ("QColor(0, 0, 0, 0)", 'title = "## Heading #5"', "QColor(*mixed)"):
        assert not list(literals(Module("app/page.py", fine))), fine


def test_only_the_theme_knows_colors_and_sizes_of_type() -> None:
    elsewhere = [module for module in modules("app") if module.path != "app/theme.py"]
    assert [line for module in elsewhere for line in literals(module)] == []


@pytest.mark.parametrize("colors", [_LIGHT, _DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground(colors: Colors) -> None:
    pairs = {(ink, ground) for ink, ground in product(INKS, GROUNDS)}
    for _, body in RULE.findall(text_of("resources/styles/window.qss")):
        told = dict(PAIR.findall(body))
        if len(told) == 2:
            pairs.add((told["color"], told["background"]))
    weak = [
        f"{ink} on {ground}: {ratio:.2f}"
        for ink, ground in sorted(pairs)
        if (ratio := contrast(getattr(colors, ink), getattr(colors, ground))) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("colors", [_LIGHT, _DARK], ids=["light", "dark"])
def test_the_page_of_the_design_names_every_color(colors: Colors) -> None:
    page = text_of("docs/design.md")
    assert [
        each.name for each in fields(colors) if getattr(colors, each.name).name().upper() not in page
    ] == []

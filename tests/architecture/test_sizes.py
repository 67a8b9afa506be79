"""How large a thing is stands in the theme and in `app/sizes.py`, and nowhere else in pixels (`docs/design.md`)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Module, modules

HOMES = ("app/theme.py", "app/sizes.py")
GRID = "GRID"
SIZED = re.compile(
    r"resize|setFixed(Size|Width|Height)|set(Minimum|Maximum|Base)(Size|Width|Height)|setSizes|setIconSize|icon|pixmap"
    r"|set(Contents|Viewport|Text)Margins|set(Top|Bottom|Left|Right)Margin|setDocumentMargin|setIndentation|setIndentWidth"
    r"|set(Horizontal|Vertical)?Spacing|addSpacing|QSizeF?|QMarginsF?|drawRoundedRect|addRoundedRect"
)
NAMED = re.compile(
    r"_?(WIDTHS?|HEIGHTS?|ICON|MARGIN|COLUMN|FIELD)"
)  # what such a constant is, wherever it flows
BORDER = 2  # rings and hairlines, and the room for them
STEPS = 16  # of the grid: what is wider is no space between two things, and has a name
ROWS = ("ROW", "SIDE_ROW")
SAME = ("min", "max", "round", "int", "float")


def is_space(node: ast.expr, constants: dict[str, ast.expr]) -> bool:
    """Whether it is some steps of the grid, or so many of what has a name at home: `3 * GRID`, `_ROWS * SIDE_ROW`."""
    if isinstance(node, ast.Name) and node.id in constants:
        return is_space(constants[node.id], {})
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mult):
        return False
    for steps, unit in ((node.left, node.right), (node.right, node.left)):
        if isinstance(unit, ast.Name) and unit.id == GRID:
            return not (isinstance(steps, ast.Constant) and int(str(steps.value)) > STEPS)
        if is_space(unit, constants) or (isinstance(unit, ast.Name) and unit.id in ROWS):
            return True
    return False


def of_the_grid(node: ast.BinOp) -> bool:
    return any(isinstance(each, ast.Name) and each.id == GRID for each in (node.left, node.right))


def numbers(node: ast.AST, constants: dict[str, ast.expr]) -> Iterator[float]:
    """The numbers that a size is made of, in the call itself or by the name of a constant."""
    if isinstance(node, ast.expr) and is_space(node, constants):
        return
    parts: list[ast.AST] = []
    match node:
        case ast.Constant(value=int() | float() as value):
            if value > BORDER:
                yield value
        case ast.Name(id=name) if name in constants:
            yield from numbers(constants[name], {})
        case ast.IfExp(body=one, orelse=other):
            parts = [one, other]
        case ast.Call(func=ast.Name(id=name), args=args) if name in SAME:  # what goes in comes out
            parts = [*args]
        case ast.Call():
            pass  # it is what that says
        case ast.BinOp(op=ast.Mult() | ast.Div() | ast.FloorDiv() | ast.LShift()):
            # So much of something is no size of its own, unless it is the grid; a constant in it is.
            grid = of_the_grid(node)
            parts = [each for each in (node.left, node.right) if grid or not isinstance(each, ast.Constant)]
        case _:
            parts = [*ast.iter_child_nodes(node)]
    for part in parts:
        yield from numbers(part, constants)


def constants_of(module: Module) -> dict[str, ast.expr]:
    """The module's own constants, each with what it is."""
    found: dict[str, ast.expr] = {}
    for node in module.tree.body:
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        target = node.targets[0]
        if isinstance(target, ast.Name):
            found[target.id] = node.value
        elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            names = (each.id for each in target.elts if isinstance(each, ast.Name))
            found |= dict(zip(names, node.value.elts, strict=True))
    return found


def pixels(module: Module) -> Iterator[str]:
    constants = constants_of(module)
    for name, value in constants.items():
        if NAMED.fullmatch(name) and (found := list(numbers(value, {}))):
            yield f"{module.path} {name} = {found}"
    for call in module.calls():
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if not SIZED.fullmatch(name):
            continue
        told = [*call.args, *(each.value for each in call.keywords)]
        if found := [number for each in told for number in numbers(each, constants)]:
            yield f"{module.path}:{call.lineno} {ast.unparse(call)} {found}"


def test_the_rule_sees_a_size_in_pixels() -> None:
    for told in (
        "sheet.resize(560, 360)",
        "_WIDTH = 340\nsheet.setFixedWidth(_WIDTH)",
        "_WIDE, _HIGH = 600, 300\nsheet.resize(_WIDE, _HIGH * text)",
        "row.setContentsMargins(GRID, 12, GRID, 0)",
        "_SIZE = QSize(14, 14)",
        "return QSize(min(words, 64), HEIGHT)",
        "sheet.resize(200 * GRID, 2 * GRID)",
        "_WIDTH = 340",
        "_LINE = 24\nself.setFixedHeight(_LINE * len(self._bars))",
        "return QSize(words + 16 + 7 * GRID, HEIGHT)",
    ):
        assert list(pixels(Module("app/page.py", told))), told
    for fine in (
        "column.setContentsMargins(4 * GRID, GRID, 2, 0)",
        "_SIDE = 6 * GRID\ncolumn.setSpacing(_SIDE)",
        "sheet.resize(room.width() * 3 // 4, room.height())",
        "self.setFixedHeight(3 * self.fontMetrics().lineSpacing() + GRID)",
        "_ROWS = 11\nreturn QSize(PALETTE, _ROWS * SIDE_ROW)",
        "_LONGEST = 60\nlabel.setText(words[:_LONGEST])",
    ):
        assert not list(pixels(Module("app/page.py", fine))), fine


def test_no_size_in_pixels_stands_outside_of_its_home() -> None:
    elsewhere = [module for module in modules("app") if module.path not in HOMES]
    assert [line for module in elsewhere for line in pixels(module)] == []

"""Functions and files stay small enough to be read in one sitting."""

from __future__ import annotations

import ast
from textwrap import dedent

from tests.architecture.source import Function, Module, modules

FUNCTION_LIMIT, FUNCTION_AIM = 45, 25
FILE_LIMIT, FILE_AIM = 400, 300
SHARE = 0.9


def length(function: Function) -> int:
    """Lines from `def` to the end, without the docstring: a promise spelled out must not count against its function."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def long_functions(module: Module, limit: int) -> list[str]:
    return [
        f"{module.path}:{function.lineno} {function.name} has {length(function)} lines"
        for function in module.functions()
        if length(function) > limit
    ]


def test_the_rule_sees_a_function_that_is_too_long_and_forgives_its_docstring() -> None:
    body = "    x = 1\n" * FUNCTION_LIMIT
    assert long_functions(Module("a.py", f"def f():\n{body}"), FUNCTION_LIMIT)
    told = dedent('''\
        def f():
            """One

            promise."""
        ''')
    assert not long_functions(Module("a.py", told + body.removesuffix("    x = 1\n")), FUNCTION_LIMIT)


def test_no_function_is_longer_than_the_limit() -> None:
    assert [line for module in modules() for line in long_functions(module, FUNCTION_LIMIT)] == []


def test_nine_functions_in_ten_fit_the_aim() -> None:
    lengths = [length(function) for module in modules() for function in module.functions()]
    assert sum(lines <= FUNCTION_AIM for lines in lengths) >= SHARE * len(lengths)


def test_no_file_is_longer_than_the_limit() -> None:
    assert [f"{module.path} has {module.lines}" for module in modules() if module.lines > FILE_LIMIT] == []


def test_nine_files_in_ten_fit_the_aim() -> None:
    lengths = [module.lines for module in modules()]
    assert sum(lines <= FILE_AIM for lines in lengths) >= SHARE * len(lengths)

"""Modules introduce themselves, names mean something, and an exception to a rule gives its reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Module, modules

EMPTY_NAMES = {"Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Base", "Impl"}
EMPTY_FILES = {"manager", "managers", "helper", "helpers", "util", "utils", "base", "impl", "misc", "common"}
# One of these silences a tool: it has to say which complaint (in brackets or after the colon), and then why.
SILENCE = re.compile(r"#\s*(type:\s*ignore|noqa|pragma:|mypy:|ruff:)", re.IGNORECASE)
REASONED = re.compile(
    r"#\s*(type:\s*ignore\[[\w, -]+\]|noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|pragma: no (cover|branch))"
    r"[\s#:—–-]+\w.{3,}"
)


def words_in(name: str) -> set[str]:
    return set(re.findall(r"[A-Z][a-z0-9]*", name))


def empty_names(module: Module) -> Iterator[str]:
    if module.path.rpartition("/")[2].removesuffix(".py") in EMPTY_FILES:
        yield f"{module.path} is named for nothing in particular"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and words_in(node.name) & EMPTY_NAMES:
            yield f"{module.path}:{node.lineno} {node.name}"


def silences_without_reason(module: Module) -> Iterator[str]:
    for line, comment in module.comments():
        # Several silences may share a line, each with a reason of its own or one for all at the end.
        if SILENCE.search(comment) and not REASONED.search(comment):
            yield f"{module.path}:{line} {comment}"


def test_every_module_opens_with_what_it_owns() -> None:
    written = [module for module in modules() if module.tree.body]
    assert [module.path for module in written if not ast.get_docstring(module.tree)] == []


def test_the_rule_sees_names_that_say_nothing() -> None:
    assert list(empty_names(Module("core/store.py", "class NoteManager: ...")))
    assert list(empty_names(Module("core/store.py", "class BaseNote: ...")))
    assert list(empty_names(Module("core/utils.py", "")))
    assert not list(empty_names(Module("core/store.py", "class DatabaseUnavailable: ...")))


def test_no_name_says_nothing() -> None:
    assert [line for module in modules() for line in empty_names(module)] == []


def test_the_rule_sees_a_silence_without_code_or_reason() -> None:
    for silent in (
        "# noqa",
        "# noqa: E501",
        "# type: ignore",
        "# type: ignore[arg-type]",
        "# pragma: no cover",
    ):
        assert list(silences_without_reason(Module("a.py", f"x = 1  {silent}\n"))), silent
    for told in ("# noqa: A002 - the contract's own name", "# type: ignore[misc]  # Qt says Any"):
        assert not list(silences_without_reason(Module("a.py", f"x = 1  {told}\n"))), told


def test_every_silence_has_a_code_and_a_reason() -> None:
    assert [line for module in modules() for line in silences_without_reason(module)] == []

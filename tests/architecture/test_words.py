"""What keeps the window in its languages: words are said when they are shown, and can be found; all are translated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages import pofile

ROOT = Path(__file__).resolve().parents[2]
ENGLISH_ONLY = ("app/cli/", "sync/server/")
SAYING = {"tr", "tr_n"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for room in ("app", "core", "sync"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(ENGLISH_ONLY):
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def said_at(node: ast.AST) -> Iterator[ast.Call]:
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id in SAYING:
            yield each


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: all but the insides of functions. Their defaults and decorators do run."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            yield from node.args.defaults
            yield from (each for each in node.args.kw_defaults if each)
        elif isinstance(node, ast.Call):
            yield node
            yield from at_import(node)
        else:
            yield from at_import(node)


def test_no_word_is_said_before_the_language_is_known() -> None:
    early = [
        f"{name}:{node.lineno}"
        for name, tree in modules()
        for node in at_import(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING
    ]
    assert not early, "tr_noop marks words of a table; tr says them where they are shown"


def test_whoever_translates_can_find_every_word() -> None:
    """A text put together in the call cannot be looked up: what changes in it goes by name."""
    hidden = [
        f"{name}:{call.lineno}"
        for name, tree in modules()
        for call in said_at(tree)
        for text in call.args[: 2 if isinstance(call.func, ast.Name) and call.func.id == "tr_n" else 1]
        if isinstance(text, ast.JoinedStr | ast.BinOp)
        or (isinstance(call.func, ast.Name) and call.func.id == "tr_n" and not isinstance(text, ast.Constant))
    ]
    assert not hidden


def test_figures_have_their_thousands_apart_in_one_way() -> None:
    """By `thousands`, which knows it; what it is made of is the one exception."""
    apart = [
        path.relative_to(ROOT).as_posix()
        for room in ("app", "core", "sync")
        for path in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr)
        if any(isinstance(part, ast.Constant) and "," in str(part.value) for part in node.format_spec.values)
    ]
    assert apart == ["core/language.py"]


def test_no_word_is_said_inside_of_another_text() -> None:
    """What looks for the words reads an f-string as one piece, and does not see what is said in it."""
    inside = [
        f"{name}:{text.lineno}"
        for name, tree in modules()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in said_at(text)
        if isinstance(call.args[0], ast.Constant)
    ]
    assert not inside


def test_every_value_that_a_text_names_is_given() -> None:
    """A value that is missing fails where the text is said, which may be an error that nobody saw yet."""
    wrong = [
        f"{name}:{call.lineno}" for name, tree in modules() for call in said_at(tree) if not _given(call)
    ]
    assert not wrong, "the names in a text and the values given with it differ"


def _given(call: ast.Call) -> bool:
    counted = isinstance(call.func, ast.Name) and call.func.id == "tr_n"
    texts = [each.value for each in call.args[: 2 if counted else 1] if isinstance(each, ast.Constant)]
    names = {each.arg for each in call.keywords}
    if not texts or None in names:  # words of a table, or values of a mapping: known when they are said
        return True
    itself = {"n"} if counted else set()
    return set().union(*(places(str(text)) for text in texts)) - itself == names - itself


@pytest.mark.parametrize(
    "path", sorted((ROOT / "resources" / "languages").glob("*.po")), ids=lambda path: path.stem
)
def test_a_language_says_everything_that_the_window_says(path: Path) -> None:
    with path.open("rb") as written:
        said = {_forms(each.id): _forms(each.string) for each in pofile.read_po(written) if each.id}
    spoken = set(recipe().spoken())
    assert set(said) == spoken, "make languages puts what is new into the file, and takes out what is gone"
    assert not [forms for forms, words in said.items() if not all(words)], "not translated"
    wrong = [forms for forms, words in said.items() if any(not _fits(forms, each) for each in words)]
    assert not wrong, "the places for values differ"
    again = [each for words in said.values() for each in words if each in (each + each)[1:-1] and " " in each]
    assert not again, "it says the same more than once"


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)


def _fits(forms: tuple[str, ...], translation: str) -> bool:
    """One of the counted forms may say its number in words."""
    wanted, named = places(forms[-1]), places(translation)
    return named <= wanted | places(forms[0]) and wanted - named <= ({"n"} if len(forms) > 1 else set())


def places(text: str) -> set[str]:
    """The names of the values in a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def recipe() -> Any:
    """`.make/languages.py`."""
    spec = spec_from_file_location("languages", ROOT / ".make" / "languages.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

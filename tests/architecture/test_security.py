"""`docs/security.md` is true where it names a test, and statements to the server's database are made of constants."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import ROOT, Module, modules, text_of

TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
RISK = re.compile(r"^\| (API\d+) \|.*\|([^|]*)\|$", re.MULTILINE)
STATEMENT = re.compile(r"\b(select|insert into|update|delete from|where|order by)\b", re.IGNORECASE)
ASSEMBLED = {("sync/server/memories.py", "where")}
"""Parts that a function puts together from constants."""


def missing(text: str) -> list[str]:
    """The tests that a text names and that are not there."""
    named = TEST.findall(text)
    return [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).exists() or not re.search(rf"def {name}\(", (ROOT / path).read_text())
    ]


def interpolations(module: Module) -> Iterator[str]:
    """What is put into the text of a statement and is no constant: a constant's name is in capitals."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.JoinedStr):
            continue
        text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        if not STATEMENT.search(text):
            continue
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                name = root_name(part.value)
                if not name.lstrip("_").isupper() and (module.path, name) not in ASSEMBLED:
                    yield f"{module.path}:{node.lineno} {ast.unparse(part.value)}"


def root_name(node: ast.expr) -> str:
    """The name that an expression begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def test_each_of_the_ten_risks_has_an_answer_and_a_test_that_lives() -> None:
    text = text_of("docs/security.md")
    rows = RISK.findall(text)
    assert [name for name, _ in rows] == [f"API{number}" for number in range(1, 11)]
    assert [name for name, held in rows if not TEST.search(held)] == []
    assert missing(text) == []


def test_the_rules_see_what_they_forbid() -> None:
    assert missing("`tests/architecture/test_security.py::test_that_is_not_here`")
    assert list(interpolations(Module("sync/server/a.py", 'x = f"select a from b where c = {given}"')))
    assert list(interpolations(Module("sync/server/a.py", 'x = f"select a from {request.table}"')))
    assert not list(interpolations(Module("sync/server/a.py", 'x = f"select {_COLUMNS} from {ORDERS[key]}"')))


def test_statements_are_put_together_from_constants_only() -> None:
    server = [module for module in modules("sync") if module.path.startswith("sync/server/")]
    assert server
    assert [line for module in server for line in interpolations(module)] == []

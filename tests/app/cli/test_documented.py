"""Every command and option of the command line stands in docs/using.md, and every name that is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import typer

from app.cli.attached import file_values
from app.cli.embedding import comparison_values, model_values
from app.cli.program import program
from app.cli.searching import related_values, result_values, why_values
from core import (
    Attachment,
    Channel,
    Comparison,
    Coverage,
    EmbeddingModel,
    Evidence,
    Excerpt,
    Hit,
    Part,
    Query,
    Reason,
    Related,
    SearchResult,
    Summary,
    Why,
)

TEXT = (Path(__file__).parents[3] / "docs" / "using.md").read_text().partition("## The command line")[2]


def test_every_command_is_documented_with_its_options() -> None:
    group = typer.main.get_command(program)
    commands = group.commands  # type: ignore[attr-defined]  # a program with several commands is a group
    everywhere = ("--help", "--home", "--database", "--json")
    missing = [
        f"{name} {option}"
        for name, command in commands.items()
        for parameter in command.params
        for option in [
            "",
            *(each for each in parameter.opts if each.startswith("--") and each not in everywhere),
        ]
        if option not in _syntax(name)
    ]
    assert len(commands) >= 16
    assert missing == []
    assert [option for option in everywhere if f"`{option}" not in TEXT] == []


def test_the_documents_of_searches_have_the_names_that_are_documented() -> None:
    evidence = (Evidence(Channel.WORDS, 1, 0.5, 1.0, ("word",)),)
    now = datetime.now(UTC)
    hit = Hit(UUID(int=1), "title", Excerpt("text", ((0, 4),)), 1.0, ("tag",), now, evidence, "source")
    query = Query(parts=(Part(0, 5, "query", "word"),))
    reasons = (Reason("words", "It does not hold them.", "Leave one away."),)
    documents = {
        "search": result_values(
            SearchResult("query", (hit,), 1, coverage=Coverage("model", 1, 2), understood=query)
        ),
        "why": why_values(Why(UUID(int=1), "title", "query", 1, evidence, reasons)),
        "related": {
            "id": "",
            "related": [related_values(Related(UUID(int=1), "title", "text", 1.0, "reason", (), now))],
        },
    }
    _compare(documents)


def test_the_documents_about_models_have_the_names_that_are_documented() -> None:
    now = datetime.now(UTC)
    found = (Summary(UUID(int=1), "title", "text", (), now, now, None, 1),)
    model = EmbeddingModel("model", 384, 1, 2)
    documents = {
        "embed --models": {"models": [model_values(model)]},
        "embed --compare": {"model": "", "queries": [comparison_values(Comparison("q", 1, found, found))]},
    }
    _compare(documents)


def test_the_document_about_files_has_the_names_that_are_documented() -> None:
    files = [file_values(Attachment("0" * 64, "name", "text/plain", 1))]
    _compare({"files": {"id": "", "files": files, "saved": None}})


def _compare(documents: Mapping[str, object]) -> None:
    for name, document in documents.items():
        assert _documented(name) == _names(document), name


def _documented(command: str) -> list[str]:
    """The names of a command's JSON document in their order, as documented."""
    row = next(row for row in TEXT.splitlines() if row.startswith(f'| `{command}` | `{{"'))
    return re.findall(r'"(\w+)"', row)


def _names(document: object) -> list[str]:
    """All names in a document, with those inside behind the one that holds them."""
    if isinstance(document, dict):
        return [name for key, value in document.items() for name in (key, *_names(value))]
    if isinstance(document, list):
        return _names(document[0]) if document else []
    return []


def _syntax(name: str) -> str:
    """What the table of commands says of one."""
    rows = [row for row in TEXT.splitlines() if row.startswith("|") and re.search(rf"`{name}[ `]", row)]
    assert rows, f"{name} is not documented"
    return rows[0]

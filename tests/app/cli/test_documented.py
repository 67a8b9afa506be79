"""Every command and option of the command line stands in docs/using.md, and every name that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import typer

from app.account.engine import Device
from app.account.overview import Overview
from app.account.told import Standing
from app.cli.account import account_values, device_values
from app.cli.attached import file_values, limit_values, unused_values, uses_values
from app.cli.batches import batch_values, undoing_values, verified_values
from app.cli.conflicts import conflict_values
from app.cli.embedding import comparison_values, model_values
from app.cli.far_files import far_values, freed_values
from app.cli.file_texts import reading_values
from app.cli.importing import plan_values
from app.cli.program import program
from app.cli.searching import related_values, result_values, why_values
from app.cli.spaces import space_values
from app.cli.telling_sync import round_values, status_values
from core import (
    Account,
    Attachment,
    Batch,
    BatchState,
    Channel,
    Checked,
    Comparison,
    Conflict,
    Coverage,
    Deviation,
    EmbeddingModel,
    Evidence,
    Excerpt,
    FarStanding,
    FileWait,
    Freed,
    Hit,
    Limits,
    Owner,
    Part,
    Plan,
    Problem,
    Query,
    Reason,
    Received,
    Recognized,
    Related,
    Report,
    Risk,
    RoundNote,
    SearchResult,
    SetAside,
    Sources,
    Space,
    Summary,
    TableCount,
    Touched,
    Undoing,
    Unused,
    Verified,
    Why,
)
from core.typed import Typed
from core.v2.values import SetAside as RowSetAside
from sync.comparing import Compared
from sync.state import Word

TEXT = (Path(__file__).parents[3] / "docs" / "using.md").read_text().partition("## The command line")[2]


def test_every_command_is_documented_with_its_options() -> None:
    commands = dict(_commands(typer.main.get_command(program)))
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
    assert len(commands) >= 22
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
    files = [{**file_values(Attachment("0" * 64, "name", "text/plain", 1)), "text": None}]
    _compare({"files --read": reading_values(True, 1, 1, ((UUID(int=1), "title", "name", "words"),))})
    _compare({"files": {"id": "", "files": files, "saved": None, "refused": [{"words": "", "hint": ""}]}})
    attachment, now = Attachment("0" * 64, "name", "text/plain", 1), datetime.now(UTC)
    found = (Summary(UUID(int=1), "title", "text", (), now, now, None, 1),)
    _compare({"files --used": uses_values(attachment, found)})
    _compare({"files --unused": unused_values(Unused(), removed=False)})
    _compare({"files --store": far_values(FarStanding(None))})
    _compare({"files --free": freed_values(Freed(), removed=False)})
    _compare({"files --limit": limit_values(Limits(1))})


def test_the_documents_about_imports_have_the_names_that_are_documented() -> None:
    now, one = datetime.now(UTC), UUID(int=1)
    report = Report(
        "v2.sql",
        1,
        whole=True,
        dry_run=True,
        finished=True,
        started_at=now,
        finished_at=now,
        tables=(TableCount("memories", "memories", "A", 1, 1, 0, 0),),
        not_carried={},
        embeddings=0,
        remarks={},
        set_aside=(RowSetAside("memories", None, 1, "code", "reason", "remedy", ""),),
    )
    plan = Plan(
        Sources(),
        (Recognized("v2.sql", "dump", "words"),),
        report,
        (Owner("1", "me", 1),),
        (Problem("words", "remedy"),),
        1.0,
        1,
        1,
    )
    batch = Batch(one, BatchState.FINISHED, now, now, ("v2.sql",))
    verified = Verified(one, 1, 0, 1, 0, True, (Deviation(one, "", "changed"),), (Checked("link", 1, 0, 0),))
    undoing = Undoing(one, 1, 0, 0, (Touched(one, "", "edited"),))
    planned = {name: value for name, value in plan_values(plan).items() if name not in report.as_json()}
    _compare(
        {
            "import-v2": report.as_json(),
            "import-v2 --dry-run": planned,
            "import list": {"batches": [batch_values(batch)]},
            "import verify": verified_values(verified),
            "import undo": undoing_values(undoing),
        }
    )


def test_the_documents_about_sync_have_the_names_that_are_documented() -> None:
    now, one = datetime.now(UTC), UUID(int=1)
    account = Account("https://a.example", "me", one, one, "Laptop")
    risk = Risk(frozenset({one}), frozenset({one}), 1)
    told = Overview(
        account,
        1,
        (FileWait("0" * 64, "name", 1, outgoing=True),),
        (SetAside(one, one, incoming=False, code="", words="", since=now),),
        risk,
        None,
        (),
        (RoundNote(now, now, 1, 1, "synced"),),
    )
    conflict = Conflict(2, 2, "present", Typed("other", one, now, one), "both")
    space = Space(one, "Garden", "me", own=True, may_write=True, members={"you": False})
    found = Compared(frozenset({one}), frozenset({one}))
    _compare(
        {
            "sign-in": account_values(account),
            "sync": round_values(Standing(Word.NEEDS_YOU, held=risk, compared=found), Received(), 0, told),
            "status": status_values(told, "synced", 1, "keyring"),
            "conflicts show": {"id": "", "title": "", "conflicts": [conflict_values(conflict, one)]},
            "spaces": {"spaces": [space_values(space)]},
            "devices": {
                "devices": [device_values(Device(one, "Laptop", this=True, last_seen=now, behind=0))]
            },
        }
    )


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its whole name, those in groups too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _compare(documents: Mapping[str, object]) -> None:
    for name, document in documents.items():
        assert _documented(name) == _names(document), name


def _documented(command: str) -> list[str]:
    """The names of a command's JSON document in their order, as documented."""
    row = next(row for row in TEXT.splitlines() if row.startswith(f"| `{command}` | ") and '`{"' in row)
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

"""How imports that were made are listed, verified and taken back on the command line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from core import Batch, BatchState, Checked, Deviation, Touched, Undoing, Verified
from tests.app.cli.conftest import CommandLine

FIRST, SECOND, NOTE = UUID(int=0xA1 << 120), UUID(int=0xB2 << 120), UUID(int=7)
DAY = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@dataclass
class Recorded:
    """A migration with two imports behind it, which notes down what it was asked."""

    asked: list[Any] = field(default_factory=list)
    verified: Verified = field(default_factory=lambda: Verified(SECOND, 5, 5, 0, 0, True))

    def batches(self) -> tuple[Batch, ...]:
        second = Batch(
            SECOND, BatchState.FINISHED, DAY, DAY, ("new.sql", "points.json"), 4, 0, 1, 0, complete=True
        )
        return second, Batch(FIRST, BatchState.UNFINISHED, DAY, None, ("old.sql",))

    def resumable(self) -> Batch | None:
        return None

    def verify(self, batch: UUID | None, *_: object) -> Verified:
        self.asked.append(batch)
        return self.verified

    def undoing(self, batch: UUID, *_: object) -> Undoing:
        self.asked.append(("undoing", batch))
        return Undoing(batch, 12, 3, 2, (Touched(NOTE, "Boiler", "edited"), Touched(NOTE, "", "linked")))

    def undo(self, batch: UUID, *, everything: bool, told: object, cancelled: object) -> Undoing:
        self.asked.append(("undo", batch, everything))
        return replace(self.undoing(batch), done=True)


@pytest.fixture
def migration(monkeypatch: pytest.MonkeyPatch) -> Recorded:
    recorded = Recorded()
    monkeypatch.setattr("core.brain.Brain.migration", recorded)
    return recorded


def test_imports_are_listed(second_brain: CommandLine, migration: Recorded) -> None:
    told = second_brain.json("import", "list")["batches"]
    assert [each["id"] for each in told] == [str(SECOND), str(FIRST)]
    assert (told[0]["names"], told[0]["complete"]) == (["new.sql", "points.json"], True)
    assert (told[1]["state"], told[1]["finished_at"]) == ("unfinished", None)
    lines = second_brain.text("import", "list").splitlines()
    assert lines[0].split("\t")[0] == str(SECOND)
    assert lines[0].endswith("4 notes created, 0 updated; 0 rows set aside\tnew.sql, points.json")


def test_options_may_stand_anywhere(second_brain: CommandLine, migration: Recorded) -> None:
    for given in (["--json", "import", "list"], ["import", "--json", "list"], ["import", "list", "--json"]):
        assert second_brain.text(*given).startswith('{"batches"')


def test_an_import_is_meant_by_a_piece_of_its_id(second_brain: CommandLine, migration: Recorded) -> None:
    for given in ((), ("b20000",), (str(SECOND),), ("…" + str(FIRST)[:8],)):
        second_brain.text("import", "verify", *given)
    assert migration.asked == [None, SECOND, SECOND, FIRST]
    for wrong in ("abcdef", "b2", "'; drop"):
        told = second_brain.json("import", "verify", wrong, code=1)
        assert "import list" in told["error"]["hint"]
    told = second_brain.json("import", "verify", "000000", code=1)
    assert "2 ids" in told["error"]["words"]


def test_where_all_is_as_it_came_verifying_says_so(second_brain: CommandLine, migration: Recorded) -> None:
    told = second_brain.json("import", "verify")
    assert (told["sound"], told["checked"], told["deviations"]) == (True, 5, [])
    assert "All is well." in second_brain.text("import", "verify")


def test_what_was_lost_is_named_and_is_a_problem(second_brain: CommandLine, migration: Recorded) -> None:
    deviations = (Deviation(NOTE, "Boiler", "changed", DAY, "device-1"), Deviation(NOTE, "", "missing"))
    migration.verified = Verified(SECOND, 5, 3, 1, 1, False, deviations)
    told = second_brain.json("import", "verify", code=1)
    assert told["deviations"][0] == {
        "id": str(NOTE),
        "title": "Boiler",
        "what": "",
        "kind": "changed",
        "since": DAY.isoformat(),
        "device": "device-1",
    }
    assert told["deviations"][1]["since"] is None
    text = second_brain("import", "verify")
    assert text.exit_code == 1
    for words in (
        "3 as they came, 1 changed since, 1 lost",
        "Its manifest was changed",
        "on the device device-1",
    ):
        assert words in text.stdout
    lost = Deviation(NOTE, "Boiler", "missing", what="file plan.pdf")
    migration.verified = Verified(SECOND, 5, 5, 0, 0, True, (lost,), (Checked("file", 3, 1, 1),))
    assert second_brain.json("import", "verify", code=1)["others"] == [
        {"kind": "file", "checked": 3, "changed": 1, "lost": 1}
    ]
    text = second_brain("import", "verify")
    assert "3 files: 1 as they came, 1 taken away since, 1 lost." in text.stdout
    assert "Boiler · file plan.pdf" in text.stdout
    migration.verified = replace(migration.verified, others=(), manifest_intact=None)
    assert "not on this machine" in second_brain.text("import", "verify")


def test_taking_back_asks_with_the_real_number(second_brain: CommandLine, migration: Recorded) -> None:
    result = second_brain("import", "undo", "b20000", stdin="n\n")
    assert (result.exit_code, "Nothing was taken back." in result.stdout) == (1, True)
    assert "Take 12 notes back and put 3 notes back as before?" in result.stderr
    assert "Used since the import, and kept (2):" in result.stdout
    assert f"{NOTE}\tBoiler\tedited" in result.stdout
    assert second_brain("import", "undo", "b20000", stdin="").exit_code == 1
    assert "undo" not in [each[0] for each in migration.asked]
    result = second_brain("import", "undo", "b20000", "--everything", stdin="y\n")
    assert (result.exit_code, "Take 14 notes back" in result.stderr) == (0, True)
    assert migration.asked[-2:] == [("undo", SECOND, True), ("undoing", SECOND)]
    assert "Took back 12 notes." in result.stdout


def test_taking_back_can_be_tried_first(second_brain: CommandLine, migration: Recorded) -> None:
    told = second_brain.json("import", "undo", "b20000", "--dry-run")
    assert (told["done"], told["removed"], told["restored"], told["kept"]) == (False, 12, 3, 2)
    assert told["touched"][0] == {"id": str(NOTE), "title": "Boiler", "how": "edited"}
    assert "This would take back" in second_brain.text("import", "undo", "b20000", "--dry-run")
    assert {each[0] for each in migration.asked} == {"undoing"}


def test_a_script_has_to_say_yes(second_brain: CommandLine, migration: Recorded) -> None:
    assert second_brain("import", "undo", "b20000", "--json").exit_code == 2
    assert second_brain("import", "undo").exit_code == 2
    assert second_brain.json("import", "undo", "b20000", "--yes")["done"] is True


def test_where_nothing_was_imported_that_is_said(
    second_brain: CommandLine, migration: Recorded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Recorded, "batches", lambda _: ())
    assert second_brain.json("import", "list") == {"batches": []}
    assert "import-v2" in second_brain("import", "list").stderr
    for given in (["show"], ["retry"], ["undo", "b20000", "--yes"], ["verify", "b20000"]):
        told = second_brain.json("import", *given, code=1)
        assert "Nothing was imported" in told["error"]["words"]
    told = second_brain.json("import", "resume", code=1)
    assert "import-v2" in told["error"]["hint"]

"""An import from its plan to its undoing, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from tests.app.cli.conftest import CommandLine
from tests.app.cli.test_importing import written


def test_an_import_is_planned_made_shown_verified_and_taken_back(
    second_brain: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = second_brain.capture("a note of my own")
    dump = written(tmp_path / "v2.sql", "Boiler", "Ferry", "Garden")
    plan = second_brain.json("import-v2", dump, "--dry-run")
    assert (plan["tables"][0]["created"], plan["recognized"][0]["kind"]) == (3, "dump")
    assert second_brain.json("import", "list")["batches"] == []
    made = second_brain.json("import-v2", dump)
    assert (made["complete"], made["tables"][0]["created"]) == (True, 3)

    (batch,) = second_brain.json("import", "list")["batches"]
    assert (batch["state"], batch["created"], batch["names"]) == ("finished", 3, ["v2.sql"])
    shown = second_brain.json("import", "show", batch["id"][-6:], "--report", tmp_path / "again.json")
    assert shown["tables"] == made["tables"]
    assert json.loads((tmp_path / "again.json").read_text()) == shown
    assert second_brain.json("import", "verify")["same"] == 3
    assert second_brain.json("doctor")["checks"][-1]["ok"] is True

    edited = next(note["id"] for note in second_brain.json("list")["notes"] if note["title"] == "Ferry")
    monkeypatch.setenv("VISUAL", "sed -i s/Ferry/Ferries/")
    second_brain.text("edit", edited)
    told = second_brain.json("import", "verify")
    assert (told["sound"], told["same"], told["changed"]) == (True, 2, 1)
    assert [each["id"] for each in told["deviations"]] == [edited]

    would = second_brain.json("import", "undo", batch["id"], "--dry-run")
    assert (would["done"], would["removed"], would["kept"]) == (False, 2, 1)
    assert [each["id"] for each in would["touched"]] == [edited]
    done = second_brain.json("import", "undo", batch["id"], "--yes")
    assert (done["done"], done["removed"], done["kept"]) == (True, 2, 1)
    assert {note["id"] for note in second_brain.json("list")["notes"]} == {own, edited}
    assert second_brain.json("import", "list")["batches"][0]["state"] == "undone"
    assert second_brain.json("doctor", "--replay")["ok"] is True


def test_rows_that_were_set_aside_are_tried_again(second_brain: CommandLine, tmp_path: Path) -> None:
    dump = written(tmp_path / "v2.sql", "Boiler", "Ferry")
    second_brain.text("import-v2", written(tmp_path / "older.sql", "Another boiler"))
    told = second_brain.json("import-v2", dump)
    assert [row["reason"] != "" for row in told["set_aside"]] == [True]
    again = second_brain.json("import", "retry")
    assert (again["complete"], len(again["set_aside"])) == (True, 1)
    assert second_brain.json("list")["total"] == 2


def test_an_import_that_was_cut_off_is_told_by_the_doctor_and_gone_on_with(
    second_brain: CommandLine, tmp_path: Path
) -> None:
    dump = written(tmp_path / "v2.sql", *(f"note {number}" for number in range(3_000)))
    with psycopg.connect(second_brain.database.replace("+psycopg", "", 1), autocommit=True) as other:
        second_brain.text("list")
        other.execute(
            "create function stop() returns trigger language plpgsql as $$ begin"
            " if (select count(*) from memories) > 1500 then raise exception 'cut off'; end if; return null; end $$;"
            "create trigger stop after insert on memories for each statement execute function stop()"
        )
        assert second_brain("import-v2", dump).exit_code == 1
        other.execute("drop trigger stop on memories")
    assert 0 < second_brain.json("list", "-n", "1")["total"] < 3_000
    found = second_brain.json("doctor", code=1)["checks"][-1]
    assert (found["name"], found["hint"]) == ("import", "Go on with: second-brain import resume")
    moved = dump.rename(tmp_path / "elsewhere.sql")
    found = second_brain.json("doctor", code=1)["checks"][-1]
    assert "second-brain import undo" in found["hint"]
    told = second_brain.json("import", "resume", code=1)["error"]
    assert "v2.sql" in told["words"]
    assert "nothing comes twice" in told["hint"]
    moved.rename(dump)
    told = second_brain.json("import", "resume")
    assert told["complete"] is True
    assert second_brain.json("list", "-n", "1")["total"] == 3_000
    assert second_brain.json("doctor")["checks"][-1]["ok"] is True
    assert [each["state"] for each in second_brain.json("import", "list")["batches"]] == ["finished"]

"""The doctor on the command line: what is wrong, what helps, what was mended."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from app.cli.doctor import replayed_words
from core.store.replay import Replayed
from tests.app.cli.conftest import CommandLine

AROUND = "home privacy disk remains s3 leftovers clock keyring model"
INSIDE = (
    "database pgvector history append-only time search orphans vocabulary indexes statistics vectors meaning "
    "durability checksums files import"
)


@pytest.fixture(autouse=True)
def no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's settings of an earlier version lie around."""
    monkeypatch.chdir(tmp_path)
    for name in ("QDRANT_URL", "QDRANT_API_KEY", "OPENAI_API_KEY", "TZ"):
        monkeypatch.delenv(name, raising=False)


def harm(second_brain: CommandLine, statement: str) -> None:
    with psycopg.connect(second_brain.database.replace("+psycopg", "", 1)) as connection:
        connection.execute(statement.encode())


def test_the_doctor_looks_at_everything(second_brain: CommandLine) -> None:
    second_brain.capture("text")
    told = second_brain.json("doctor", "--replay")
    assert told["ok"] is True
    names = "ok version home database notes trash events drafts home_size checks mended"
    assert list(told) == names.split()
    assert list(told["database"]) == "embedded server pgvector schema known_schema size".split()
    assert (told["notes"], told["events"], told["database"]["embedded"]) == (1, 1, False)
    assert [check["name"] for check in told["checks"]] == f"{AROUND} {INSIDE} replay".split()
    assert {tuple(check) for check in told["checks"]} == {("name", "ok", "words", "hint", "mend")}
    text = second_brain.text("doctor")
    assert "pgvector" in text
    assert "to do         No note can be found by its meaning yet." in text


def test_the_words_of_a_replay_account_for_every_event() -> None:
    told = Replayed(6, 1, {}, gave_way=1, of_others=0)
    assert (
        replayed_words(told)
        == "6 of 7 events count, and give exactly the 1 note that is there; 1 gave way to a merge, and stayed."
    )
    assert replayed_words(Replayed(7, 2, {}, 0, 0)) == (
        "All 7 events count, and give exactly the 2 notes that are there."
    )
    assert "2 for what was imported" in replayed_words(Replayed(7, 2, {}, 0, 2))


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ("delete from memories", "replay"),
        ("delete from search_documents", "search"),
        ("update log_head set position = 7", "history"),
        ("alter table events disable trigger append_only", "append-only"),
    ],
)
def test_the_doctor_finds_what_is_wrong(second_brain: CommandLine, damage: str, check: str) -> None:
    second_brain.capture("text")
    harm(second_brain, damage)
    told = second_brain.json("doctor", "--replay", code=1)
    assert told["ok"] is False
    assert check in [each["name"] for each in told["checks"] if not each["ok"]]
    assert "PROBLEM" in second_brain("doctor", "--replay").stdout


def test_the_doctor_mends_when_told_to_says_what_and_looks_again(second_brain: CommandLine) -> None:
    second_brain.capture("text")
    harm(second_brain, "delete from search_documents; drop trigger append_only on events")
    (second_brain.home / "x.1.new").touch()
    found = second_brain("doctor")
    assert (found.exit_code, "second-brain doctor --fix" in found.stdout) == (1, True)
    told = second_brain.text("doctor", "--fix")
    assert "mended        Protected the history from changes again." in told
    assert "mended        Indexed the words of 1 note." in told
    assert "PROBLEM" not in told
    assert second_brain.json("doctor", "--replay")["mended"] == []
    assert second_brain.json("search", "text")["total"] == 1


def test_what_the_doctor_cannot_mend_stays_a_problem(second_brain: CommandLine) -> None:
    second_brain.capture("text")
    harm(second_brain, "update log_head set position = 7; delete from search_documents")
    told = second_brain.json("doctor", "--fix", code=1)
    assert [each["name"] for each in told["checks"] if not each["ok"]] == ["history"]
    assert len(told["mended"]) == 1


def test_the_doctor_speaks_even_when_the_database_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = CommandLine(tmp_path / "home", "postgresql://me:hunter2@127.0.0.1:1/none")
    told = gone.json("doctor", code=1)
    assert [each["name"] for each in told["checks"]] == f"{AROUND} database".split()
    assert [each["name"] for each in told["checks"] if not each["ok"]] == ["database"]
    assert told["checks"][-1]["hint"]
    assert "database" not in told
    monkeypatch.setattr("core.surroundings.LOW", 1 << 62)
    monkeypatch.setenv("QDRANT_URL", "http://me:hunter3@host")
    told = gone.json("doctor", "--fix", code=1)
    assert [each["name"] for each in told["checks"] if not each["ok"]] == ["disk", "leftovers", "database"]
    assert "hunter" not in str(told)

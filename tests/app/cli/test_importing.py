"""Bringing a v2 over, from the command line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from app.cli.importing import Given
from app.words import THIN
from core import BrainError
from core.brain import Brain
from tests.app.cli.conftest import CommandLine
from tests.app.cli.test_program import ROOT, command, on_a_terminal

BEFORE = """--
-- PostgreSQL database dump
--

CREATE TABLE public.memories (
    id uuid NOT NULL,
    content text NOT NULL,
    tags text[],
    created_at timestamp with time zone,
    updated_at timestamp with time zone
);

COPY public.memories (id, content, tags, created_at, updated_at) FROM stdin;
"""
ROW = "5b1f6e0e-6b1c-4a53-9d0b-{:012}\t{}\t{{house}}\t2024-05-01 10:00:00+00\t2024-05-02 10:00:00+00\n"
AFTER = """\\.

--
-- PostgreSQL database dump complete
--
"""


def written(path: Path, *texts: str) -> Path:
    """A dump of a v2 with these notes."""
    rows = "".join(ROW.format(number, text) for number, text in enumerate(texts))
    path.write_text(BEFORE + rows + AFTER)
    return path


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A dump with one note."""
    return written(tmp_path / "v2.sql", "Call the plumber")


def test_a_v2_dump_comes_in_with_a_report(second_brain: CommandLine, dump: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    dry = second_brain.json("import-v2", "--dump", dump, "--dry-run")
    assert (dry["dry_run"], dry["complete"], dry["tables"][0]["created"]) == (True, True, 1)
    assert second_brain.json("list")["total"] == 0
    told = second_brain.json("import-v2", "--dump", dump, "--report", report)
    assert json.loads(report.read_text()) == told
    assert second_brain.json("list")["notes"][0]["title"] == "Call the plumber"
    again = second_brain.text("import-v2", "--dump", dump, "--report", tmp_path / "report.txt")
    assert again == (tmp_path / "report.txt").read_text()
    assert "1 here already" in again


def test_a_file_is_what_it_is_whatever_it_is_called(second_brain: CommandLine, tmp_path: Path) -> None:
    dump = written(tmp_path / "holiday.jpg", "Call the plumber")
    assert second_brain.json("import-v2", dump, "--dry-run")["tables"][0]["created"] == 1
    assert second_brain.json("import-v2", dump)["tables"][0]["created"] == 1


def test_a_dry_run_says_what_a_person_should_know_before(
    second_brain: CommandLine, dump: Path, tmp_path: Path
) -> None:
    told = second_brain.text("import-v2", dump, "--dry-run", "--report", tmp_path / "plan.txt")
    assert "What an import would do with v2.sql" in told
    assert "\n\nIt will take a moment and" in told
    assert "What an import would do" in (tmp_path / "plan.txt").read_text()


def test_a_report_that_cannot_be_written_stops_the_import_before_it_begins(
    second_brain: CommandLine, dump: Path, tmp_path: Path
) -> None:
    for place in (tmp_path / "not" / "there.json", tmp_path):
        told = second_brain.json("import-v2", "--dump", dump, "--report", place, code=1)
        assert "Nothing was imported" in told["error"]["hint"]
    assert second_brain.json("list")["total"] == 0
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".new")]


def test_a_dump_that_is_none_is_told_in_words(second_brain: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("hello")
    for given in (["--dump"], []):
        told = second_brain.json("import-v2", *given, tmp_path / "a.sql", code=1)
        assert told["error"]["words"]
        assert told["error"]["hint"]


def test_nothing_to_import_is_wrong_usage(second_brain: CommandLine) -> None:
    result = second_brain("import-v2", "--dry-run")
    assert (result.exit_code, "--source-db" in result.stderr) == (2, True)
    assert second_brain("import-v2", "x", "--duplicates", "overwrite").exit_code == 2
    assert not second_brain.home.exists()


def test_two_dumps_are_told_in_words(second_brain: CommandLine, dump: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other.sql", "b")
    for given in (
        [dump, other],
        ["--dump", dump, other],
        ["--dump", dump, "--source-db", "postgresql://h/d"],
    ):
        told = second_brain.json("import-v2", *given, code=1)
        assert "one dump or one database at a time" in told["error"]["words"]


def test_named_files_and_those_that_are_recognized_come_together(brain: Brain, dump: Path) -> None:
    named = [Path("points.json")], [Path("files.tar")]
    sources = Given([dump], None, *named, None).sources(brain)
    assert (sources.dump, sources.qdrant, sources.attachments) == (dump, (named[0][0],), (named[1][0],))
    with pytest.raises(BrainError, match="one dump"):
        Given([dump], dump, (), (), None).sources(brain)


def test_a_database_of_a_v2_is_read_by_its_address(
    second_brain: CommandLine, bare_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = bare_database_url.replace("+psycopg", "", 1)
    with psycopg.connect(address) as v2:
        v2.execute("create table memories (id uuid, content text, tags text[], created_at timestamptz)")
        v2.execute("insert into memories values (gen_random_uuid(), 'Call the plumber', '{house}', now())")
    secret = urlsplit(address).password or "?"
    monkeypatch.setenv("PGPASSWORD", secret)
    bare = address.replace(f":{secret}@", "@", 1)
    plan = second_brain("import-v2", "--source-db", bare, "--dry-run")
    assert (plan.exit_code, secret in plan.output) == (0, False)
    assert "the database of a v2" in plan.stdout
    monkeypatch.setenv("PGPASSWORD", secret)
    told = second_brain("import-v2", "--source-db", bare, "--json")
    assert (told.exit_code, secret in told.output) == (0, False)
    assert json.loads(told.stdout)["tables"][0]["created"] == 1
    assert second_brain.json("list")["notes"][0]["title"] == "Call the plumber"
    assert secret not in second_brain.text("import", "list")


def test_an_address_that_does_not_answer_is_told_without_its_password(second_brain: CommandLine) -> None:
    result = second_brain("import-v2", "--source-db", "postgresql://me:hunter2@127.0.0.1:1/v2", "--json")
    assert result.exit_code == 1
    assert "hunter2" not in result.output


def test_ctrl_c_ends_an_import_between_two_batches_and_the_same_command_goes_on(
    second_brain: CommandLine, tmp_path: Path
) -> None:
    dump, total = written(tmp_path / "many.sql", *(f"note {number}" for number in range(8_000))), 8_000
    process = subprocess.Popen(
        command(second_brain, "import-v2", str(dump), "--no-backup", "--json"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with psycopg.connect(second_brain.database.replace("+psycopg", "", 1), autocommit=True) as watching:
        while watching.execute("select count(*) from memories").fetchone() == (0,):
            assert process.poll() is None
            time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130, err
    told = json.loads(out)
    assert (told["finished"], told["complete"]) == (False, False)
    here = second_brain.json("list", "-n", "1")["total"]
    assert 0 < here < total
    rest = second_brain.json("import-v2", dump, "--no-backup")
    assert second_brain.json("list", "-n", "1")["total"] == total
    assert (rest["finished"], rest["complete"]) == (True, True)


def test_on_a_terminal_an_import_shows_how_far_it_is(second_brain: CommandLine, tmp_path: Path) -> None:
    dump = written(tmp_path / "many.sql", *(f"note {number}" for number in range(2_000)))
    seen = on_a_terminal(command(second_brain, "import-v2", str(dump)))
    assert "Reading" in seen
    assert f"2{THIN}000 created" in seen


def test_the_help_of_the_group_lists_its_commands(second_brain: CommandLine) -> None:
    listed = second_brain.text("import", "--help")
    for name in "list show verify undo retry resume".split():
        assert name in listed
    assert second_brain("import").exit_code == 2
    assert second_brain("import", "frobnicate").exit_code == 2
    assert os.path.lexists(second_brain.home) is False

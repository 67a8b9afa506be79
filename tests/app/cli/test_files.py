"""Files in and out, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.app.cli.conftest import CommandLine


def test_import_notes_counts_and_tells_what_it_set_aside(second_brain: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_text('{"text": "a"}\n{"text": "b"}\nnonsense\n')
    assert second_brain.json("import-notes", path, "--dry-run")["created"] == 2
    assert second_brain.json("list")["total"] == 0
    told = second_brain.json("import-notes", path)
    names = "path format dry_run finished source created identical set_aside passed_over listed complete"
    assert list(told) == names.split()
    assert list(told["listed"][0]) == "file line id reason remedy".split()
    assert (told["source"], told["created"], told["set_aside"], told["complete"]) == (3, 2, 1, True)
    text = second_brain.text("import-notes", path)
    assert "3 notes" in text
    assert "0 created, 2 here already, 1 set aside" in text
    assert "notes.jsonl, line 3: The line is not JSON" in text


@pytest.mark.parametrize("form", ["jsonl", "markdown"])
def test_export_writes_what_import_notes_reads(second_brain: CommandLine, tmp_path: Path, form: str) -> None:
    second_brain.capture("a", "--tag", "x")
    second_brain.text("delete", second_brain.capture("b"))
    told = second_brain.json("export", tmp_path / "out", "--format", form)
    assert list(told) == ["path", "format", "notes", "trash", "size"]
    assert (told["notes"], told["trash"]) == (2, 1)
    assert second_brain.json("import-notes", tmp_path / "out")["identical"] == 2
    again = second_brain("export", tmp_path / "out", "--format", form)
    assert (again.exit_code, again.stderr != "") == (1, True)


def test_an_export_replaces_a_file_only_when_told(second_brain: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("mine")
    assert "--replace" in second_brain.json("export", path, code=1)["error"]["hint"]
    assert path.read_text() == "mine"
    second_brain.text("export", path, "--replace")
    assert path.read_text() == ""


DUMP = """--
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
5b1f6e0e-6b1c-4a53-9d0b-51d4b8e3a7c4\tCall the plumber\t{house}\t2024-05-01 10:00:00+00\t2024-05-02 10:00:00+00
\\.

--
-- PostgreSQL database dump complete
--
"""


def test_a_v2_dump_comes_in_with_a_report(second_brain: CommandLine, tmp_path: Path) -> None:
    dump, report = tmp_path / "v2.sql", tmp_path / "report.json"
    dump.write_text(DUMP)
    dry = second_brain.json("import-v2", "--dump", dump, "--dry-run")
    assert (dry["dry_run"], dry["complete"], dry["tables"][0]["created"]) == (True, True, 1)
    assert second_brain.json("list")["total"] == 0
    told = second_brain.json("import-v2", "--dump", dump, "--report", report)
    assert json.loads(report.read_text()) == told
    assert second_brain.json("list")["notes"][0]["title"] == "Call the plumber"
    again = second_brain.text("import-v2", "--dump", dump, "--report", tmp_path / "report.txt")
    assert again == (tmp_path / "report.txt").read_text()
    assert "1 here already" in again


def test_a_report_that_cannot_be_written_stops_the_import_before_it_begins(
    second_brain: CommandLine, tmp_path: Path
) -> None:
    dump = tmp_path / "v2.sql"
    dump.write_text(DUMP)
    for place in (tmp_path / "not" / "there.json", tmp_path):
        told = second_brain.json("import-v2", "--dump", dump, "--report", place, code=1)
        assert "Nothing was imported" in told["error"]["hint"]
    assert second_brain.json("list")["total"] == 0
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".new")]


def test_a_dump_that_is_none_is_told_in_words(second_brain: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("hello")
    assert second_brain.json("import-v2", "--dump", tmp_path / "a.sql", code=1)["error"]["words"]
    assert second_brain("import-v2").exit_code == 2

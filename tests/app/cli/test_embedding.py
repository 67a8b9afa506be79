"""Embedding from the command line: it is told how far it is, stopped, paused, and goes on."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.app.cli.conftest import CommandLine
from tests.app.cli.test_program import ROOT, command

STATUS = ["model", "embedded", "total", "paused"]
NOTHING = {"model": None, "embedded": 0, "total": 1, "paused": False}
MANY = 800


@pytest.fixture
def many(second_brain: CommandLine, tmp_path: Path, installed_model: str) -> CommandLine:
    """A notebook whose notes take a model some seconds."""
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f'{{"text": "note {n}: {"word " * 80}"}}\n' for n in range(MANY)))
    second_brain.text("import-notes", path)
    return second_brain


class Working:
    """`second-brain embed` on a terminal, at work."""

    def __init__(self, process: subprocess.Popen[bytes], terminal: int) -> None:
        self.process = process
        self._terminal = terminal
        self._seen = b""

    def wait_for(self, words: str) -> None:
        while words.encode() not in self._seen:
            self._seen += os.read(self._terminal, 4096)

    def end(self) -> tuple[int, str]:
        """Its exit code, and all that was seen."""
        try:
            while piece := os.read(self._terminal, 4096):
                self._seen += piece
        except OSError:  # how Linux says that the other end of a terminal is closed
            pass
        return self.process.wait(60), " ".join(self._seen.decode().split())


@contextmanager
def embedding(second_brain: CommandLine) -> Iterator[Working]:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(second_brain, "embed"),
        cwd=ROOT,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        working = Working(process, ours)
        working.wait_for("Reading notes for their meaning")
        while not second_brain.json("embed", "--status")["embedded"]:
            time.sleep(0.1)
        yield working
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_embedding_ends_with_every_note_findable(second_brain: CommandLine, installed_model: str) -> None:
    boiler = second_brain.capture("Mr. Novak repaired the boiler")
    assert second_brain.json("embed", "--status") == NOTHING
    assert "Begin with: second-brain embed" in second_brain.text("embed", "--status")
    second_brain.capture("Flour, water and salt")
    told = {"model": installed_model, "embedded": 2, "total": 2, "paused": False}
    assert second_brain.json("embed") == second_brain.json("embed", "--status") == told
    words = f"2 of 2 notes can be found by meaning, by {installed_model}.\n"
    assert second_brain.text("embed", "--status") == second_brain.text("embed") == words
    found = second_brain.json("search", "--mode", "meaning", "who mended the heating")
    assert (found["mode"], found["hits"][0]["id"], found["coverage"]) == ("meaning", boiler, told)


def test_what_is_written_later_counts_until_it_is_embedded_too(
    second_brain: CommandLine, installed_model: str
) -> None:
    second_brain.capture("one")
    second_brain.json("embed")
    second_brain.capture("two")
    assert list(second_brain.json("embed", "--status").values()) == [installed_model, 1, 2, False]
    asked = second_brain("search", "two", "--mode", "both")
    assert "1 of 2 notes can be found by meaning so far. Go on with: second-brain embed\n" in asked.stderr
    assert second_brain.json("embed")["embedded"] == 2


def test_without_a_model_it_is_said_what_works_and_what_to_do(
    second_brain: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.embedding.local_model", lambda *_: None)
    second_brain.capture("one")
    result = second_brain("embed")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "not installed" in result.stderr
    assert "Search by words works. Run `make model`" in result.stderr
    assert "make model" in second_brain.json("embed", code=1)["error"]["hint"]
    assert second_brain.json("embed", "--status") == NOTHING
    assert second_brain.json("embed", "--models") == {"models": []}
    assert "make model" in second_brain("embed", "--models").stderr
    assert "Begin with: second-brain embed" in second_brain("search", "one", "--mode", "both").stderr


def test_a_notebook_that_comes_to_a_machine_without_its_model_says_so(
    second_brain: CommandLine, monkeypatch: pytest.MonkeyPatch, installed_model: str
) -> None:
    second_brain.capture("one")
    second_brain.json("embed")
    monkeypatch.setattr("core.embedding.local_model", lambda *_: None)
    second_brain.capture("two")
    assert "make model" in second_brain.json("embed", code=1)["error"]["hint"]
    assert second_brain.json("embed", "--status")["embedded"] == 1
    assert "cannot be used here" in second_brain.text("embed", "--models")
    asked = second_brain("search", "one", "--mode", "both").stderr
    assert "cannot be used here. What is missing says: second-brain embed" in asked


def test_a_pause_holds_until_it_is_lifted(second_brain: CommandLine, installed_model: str) -> None:
    second_brain.capture("one")
    assert second_brain.json("embed", "--pause") == NOTHING | {"paused": True}
    assert "second-brain embed --resume" in second_brain.json("embed", code=1)["error"]["hint"]
    assert "paused until: second-brain embed --resume" in second_brain.text("embed", "--status")
    assert second_brain.json("embed", "--resume") == NOTHING
    assert list(second_brain.json("embed").values()) == [installed_model, 1, 1, False]


def test_a_search_under_a_pause_names_the_way_on(second_brain: CommandLine, installed_model: str) -> None:
    second_brain.capture("one")
    second_brain.json("embed")
    second_brain.capture("two")
    second_brain.json("embed", "--pause")
    asked = second_brain("search", "one", "--mode", "both")
    assert "Go on with: second-brain embed --resume" in asked.stderr


def test_models_are_listed_with_what_they_can_find(second_brain: CommandLine, installed_model: str) -> None:
    second_brain.capture("one")
    (before,) = second_brain.json("embed", "--models")["models"]
    assert (before["name"], before["installed"], before["serving"]) == (installed_model, True, False)
    second_brain.json("embed", "--model", installed_model)
    (listed,) = second_brain.json("embed", "--models")["models"]
    assert list(listed) == "name dimensions local installed serving filling imported embedded total".split()
    assert listed | {"local": True, "serving": True, "embedded": 1, "total": 1} == listed
    row = [installed_model, "answers searches", "on this machine", "1 of 1 note"]
    assert second_brain.text("embed", "--models").rstrip("\n").split("\t") == row


def test_two_models_are_compared_by_kept_searches_or_by_given_ones(
    second_brain: CommandLine, installed_model: str
) -> None:
    boiler = second_brain.capture("Mr. Novak repaired the boiler")
    told = second_brain.json("embed", "--compare", installed_model, code=1)["error"]
    assert "second-brain embed" in told["hint"]
    second_brain.json("embed")
    assert "--query" in second_brain("embed", "--compare", installed_model).stderr
    second_brain.text("search", "--save", "house", "heating")
    same = [{"id": boiler, "title": "Mr. Novak repaired the boiler"}]
    (kept,) = second_brain.json("embed", "--compare", installed_model)["queries"]
    assert kept == {"query": "heating", "shared": 1, "now": same, "with_model": same}
    given = second_brain.text("embed", "--compare", installed_model, "--query", "a", "--query", "b")
    assert given == "a: 1 of 1 are the same\nb: 1 of 1 are the same\n"


def test_the_model_that_answers_can_be_switched_to_again_and_is_not_forgotten(
    second_brain: CommandLine, installed_model: str
) -> None:
    second_brain.capture("one")
    second_brain.json("embed")
    assert second_brain.json("embed", "--switch", installed_model)["embedded"] == 1
    assert (
        "Switch to another model"
        in second_brain.json("embed", "--forget", installed_model, code=1)["error"]["hint"]
    )
    assert second_brain.json("embed", "--status")["embedded"] == 1


@pytest.mark.parametrize("option", ["--model", "--switch", "--compare", "--forget"])
def test_a_model_that_there_is_not_is_told_in_words(second_brain: CommandLine, option: str) -> None:
    told = second_brain.json("embed", option, "bert", code=1)["error"]
    assert told["words"] and told["hint"]


@pytest.mark.parametrize(
    "wrong",
    [
        ["--status", "--pause"],
        ["--models", "--switch", "x"],
        ["--query", "x"],
        ["--status", "--query", "x"],
    ],
)
def test_one_thing_is_asked_at_a_time(second_brain: CommandLine, wrong: list[str]) -> None:
    assert second_brain("embed", *wrong).exit_code == 2
    assert not second_brain.home.exists()


@pytest.mark.timeout(1200)
def test_ctrl_c_stops_embedding_and_the_next_one_goes_on(many: CommandLine) -> None:
    with embedding(many) as working:
        working.process.send_signal(signal.SIGINT)
        code, seen = working.end()
    assert (code, "the next time it goes on from there" in seen) == (130, True)
    half = many.json("embed", "--status")
    assert 0 < half["embedded"] < half["total"] == MANY
    assert many.json("embed")["embedded"] == MANY


@pytest.mark.timeout(1200)
def test_a_pause_ends_the_work_of_another_program(many: CommandLine) -> None:
    with embedding(many) as working:
        many.json("embed", "--pause")
        code, seen = working.end()
    assert (code, "It is paused until: second-brain embed --resume" in seen) == (1, True)
    assert 0 < many.json("embed", "--status")["embedded"] < MANY

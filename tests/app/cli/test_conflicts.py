"""Settling on the command line what could not be merged."""

from __future__ import annotations

import uuid

import pytest

from core import open_brain
from tests.app.cli.conftest import CommandLine


@pytest.fixture
def note(second_brain: CommandLine) -> str:
    """A note in which the same words were changed in two places: by this device, and behind its back."""
    with open_brain(second_brain.home, second_brain.database) as brain:
        note = brain.create_memory("Meet at 9.\nBring cake.").memory
        brain.update_memory(note, "Meet at 10.\nBring cake.")
        brain.write(note, "Meet at 11.\nBring cake.", 1)
        assert brain.memory(note).clashes
    return str(note)


def test_nothing_in_conflict_is_said(second_brain: CommandLine) -> None:
    note = second_brain.capture("Bread")
    assert second_brain.json("conflicts", "list") == {"conflicts": []}
    assert second_brain("conflicts", "list").stderr == "No note is in conflict.\n"
    assert second_brain("conflicts", "show", note).stderr == "This note is in no conflict.\n"
    assert "no conflict" in second_brain.json("conflicts", "settle", note, "--mine", code=1)["error"]["words"]


def test_both_texts_are_shown_and_one_of_them_is_chosen(second_brain: CommandLine, note: str) -> None:
    assert [each["id"] for each in second_brain.json("conflicts", "list")["conflicts"]] == [note]
    told = second_brain.json("conflicts", "show", note)
    (conflict,) = told["conflicts"]
    assert {conflict["mine"], conflict["theirs"]} == {"Meet at 10.\nBring cake.", "Meet at 11.\nBring cake."}
    assert "10" in conflict["both"] and "11" in conflict["both"] and "<<<<" not in conflict["both"]
    shown = second_brain.text("conflicts", "show", note)
    assert "--- mine\n" in shown and "--- theirs\n" in shown and "--- both\n" in shown
    settled = second_brain.json("conflicts", "settle", note, "--theirs")
    assert settled == {"id": note, "version": conflict["version"], "left": 0}
    assert second_brain.text("show", note) == conflict["theirs"]
    assert second_brain.json("conflicts", "list") == {"conflicts": []}


@pytest.mark.parametrize("choice", ["mine", "both"])
def test_the_other_ways_out(second_brain: CommandLine, note: str, choice: str) -> None:
    (conflict,) = second_brain.json("conflicts", "show", note)["conflicts"]
    told = second_brain.text("conflicts", "settle", note, f"--{choice}")
    assert second_brain.text("show", note) == conflict[choice]
    command = told.splitlines()[0].partition("second-brain ")[2].split()
    every_text = second_brain.text(*command)  # as it says
    assert conflict["theirs"] in every_text and conflict["mine"] in every_text
    plain = second_brain("history", note)
    assert "--texts shows them" in plain.stderr and conflict["theirs"] not in plain.stdout


@pytest.mark.parametrize("said", [(), ("--mine", "--both")])
def test_one_way_has_to_be_said(second_brain: CommandLine, note: str, said: tuple[str, ...]) -> None:
    assert second_brain("conflicts", "settle", note, *said).exit_code == 2


def test_a_version_that_is_in_no_conflict_is_told_with_those_that_are(
    second_brain: CommandLine, note: str
) -> None:
    told = second_brain.json("conflicts", "settle", note, "--mine", "--version", "99", code=1)["error"]
    assert "conflicts at the versions" in told["words"]
    assert second_brain("conflicts", "show", str(uuid.uuid4())).exit_code == 1

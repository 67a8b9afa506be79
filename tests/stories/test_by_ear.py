"""Somebody who does not see the screen writes a note, hears what happened and what leaves the machine, and reads the guide.

By keys alone on the real window; what they know of it is what the system tells a screen reader (AT-SPI): roles, names, where
the keyboard is, and what is said by itself.
"""

from __future__ import annotations

from functools import partial

import pytest

from core.brain import Brain
from tests.fixtures.screen_reader import INSIDE, ScreenReader


@pytest.fixture
def notes(brain: Brain) -> None:
    brain.create_memory("# Walk\n\nAlong the river")


def test_a_note_is_written_and_looked_back_on_by_ear(
    notes: None, brain: Brain, screen_reader: ScreenReader
) -> None:
    reader = screen_reader
    reader.wait_for(lambda: reader.find("Notes"))
    reader.tell("notes")
    a_note_is_written(reader, brain)
    its_history_is_heard(reader)
    the_day_is_heard(reader)
    what_leaves_is_heard(reader)
    the_guide_is_read_from_its_contents(reader)


def types(reader: ScreenReader, word: str) -> None:
    for letter in word:
        reader.tell(f"key {letter}")


def a_note_is_written(reader: ScreenReader, brain: Brain) -> None:
    reader.tell("key Ctrl+N")
    reader.await_focus("text “Text of the note”")
    types(reader, "MILK")
    reader.await_words("saved here")
    reader.wait_for(lambda: brain.counts().memories == 2)
    reader.wait_for(lambda: any(each.lower().startswith("milk") for each in rows(reader, "Notes")))


def its_history_is_heard(reader: ScreenReader) -> None:
    reader.tell("key Ctrl+Shift+H")
    reader.await_focus("list “What happened to the note, the newest first”")
    reader.wait_for(partial(hears, reader, "What happened to the note, the newest first", "Written, "))
    reader.tell("key Esc")
    reader.await_focus("text “Text of the note”")


def the_day_is_heard(reader: ScreenReader) -> None:
    """Two notes, and by whom; the chart says its day in words."""
    reader.tell("key Ctrl+Shift+A")
    reader.wait_for(lambda: reader.find("Today 2 changes · this week 2 changes"))
    every = [each.name for window in reader.windows() for each in window.all]
    assert any(each.endswith(": 2 changes") for each in every), "the chart"
    assert any("1 note written" in each or "2 notes written" in each for each in every)
    reader.tell("key Esc")


def what_leaves_is_heard(reader: ScreenReader) -> None:
    reader.tell("key Ctrl+,")
    reader.await_focus("text “Find a setting”")
    types(reader, "TELEMETRY")
    reader.await_words("1 of ")
    heard = {each.name for window in reader.windows() for each in window.all}
    assert "Sync: no. No server gets your notes." in heard
    assert "OpenAI: no. Nothing is sent. Notes are read for their meaning on this machine." in heard
    for _ in range(2):
        reader.tell("key Esc")


def the_guide_is_read_from_its_contents(reader: ScreenReader) -> None:
    reader.tell("key F1")
    reader.await_focus("text “Find”")
    reader.wait_for(partial(hears, reader, "Contents", "The window"))
    types(reader, "KEYRING")
    reader.await_words("keyring")
    reader.tell("key Esc")


def rows(reader: ScreenReader, name: str) -> list[str]:
    """What the rows of a list say."""
    every = (each for window in reader.windows() for each in window.all if each.name == name)
    return [row.name for each in every for row in each.all if row.role in INSIDE]


def hears(reader: ScreenReader, name: str, words: str) -> bool:
    """Whether a row of a list begins so."""
    return any(each.startswith(words) for each in rows(reader, name))

"""Today's note and templates."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.capture.making import Making
from app.capture.templates import begin_day, days_note, fill, start_from, templates
from app.session import Session
from core.brain import Brain

NOW = datetime(2026, 11, 28, 14, 5, tzinfo=UTC)
DAY = date(2026, 11, 28)


@settings(max_examples=50, deadline=None)
@given(st.text("{} datetilm\n", max_size=40), st.text(max_size=10))
def test_what_is_no_placeholder_stays_as_it_is(text: str, title: str) -> None:
    if not any(f"{{{{{name}}}}}" in text.replace(" ", "") for name in ("date", "time", "title")):
        assert fill(text, title, NOW) == text


def test_placeholders_are_filled_in_once() -> None:
    assert (
        fill("{{date}} {{ TIME }} {{title}} {{name}}", "{{date}}", NOW)
        == "2026-11-28 14:05 {{date}} {{name}}"
    )


def test_the_note_of_a_day_is_made_once_and_found_however_it_came(brain: Brain) -> None:
    assert days_note(brain, DAY, "journal") is None
    made = begin_day(brain, DAY, "journal", NOW).memory
    assert days_note(brain, DAY, "journal") == made
    assert (brain.memory(made).title, brain.memory(made).tags) == ("2026-11-28", ("journal",))
    brain.update_memory(made, "# A good day")
    assert days_note(brain, DAY, "journal") == made
    brain.delete(made)
    assert days_note(brain, DAY, "journal") is None
    again = begin_day(brain, DAY, "journal", NOW).memory
    assert again != made and days_note(brain, DAY, "journal") == again
    brought = brain.create_memory("# 2026-11-27\n\nFrom elsewhere", tags=["Journal"]).memory
    assert days_note(brain, date(2026, 11, 27), "journal") == brought


def test_a_day_begins_as_its_template_does(brain: Brain) -> None:
    brain.create_memory("# {{title}}\n\n## Plans at {{time}}\n", tags=["template", "journal", "private"])
    made = brain.memory(begin_day(brain, DAY, "journal", NOW).memory)
    assert made.content == "# 2026-11-28\n\n## Plans at 14:05\n"
    assert sorted(made.tags) == ["journal", "private"]


def test_a_title_without_a_place_becomes_the_heading(brain: Brain) -> None:
    brain.create_memory("- [ ] agenda\n", tags=["template", "work"])
    (found,) = templates(brain)
    template = brain.memory(found.id)
    assert start_from(template, "Meeting", NOW).text == "# Meeting\n\n- [ ] agenda\n"
    assert start_from(template, "", NOW) == start_from(template, "  ".strip(), NOW)
    assert start_from(template, "", NOW).tags == ("work",)


@pytest.mark.parametrize(
    ("content", "made"),
    [
        ("# Meeting\n\n## Agenda\n", "# Call\n\n## Agenda\n"),
        ("# Meeting {{date}}\n\nat {{time}}", "# Call\n\nat 14:05"),
        ("# \n\n- [ ] agenda", "# Call\n\n- [ ] agenda"),
        ("Meeting notes\n\nWho was there:", "# Call\n\nWho was there:"),
        ("Meeting notes\r\n\r\nWho", "# Call\r\n\r\nWho"),
        ("---\nkind: talk\n---\n\n# Meeting\n", "---\nkind: talk\n---\n\n# Call\n"),
        ("---\nday: {{date}}\n---\n- [ ] plan", "---\nday: 2026-11-28\n---\n# Call\n\n- [ ] plan"),
        ("    code", "# Call\n\n    code"),
        ("## Agenda\n", "# Call\n\n## Agenda\n"),
        ("Dear Jana,\n\nthanks", "# Call\n\nDear Jana,\n\nthanks"),
        ("Date: {{date}}\n\nthanks", "# Call\n\nDate: 2026-11-28\n\nthanks"),
        ("one line\nand another", "# Call\n\none line\nand another"),
        ("Call {{title}}\n\n# Meeting", "Call Call\n\n# Meeting"),
    ],
)
def test_a_title_takes_the_place_of_the_templates_own_so_that_there_are_not_two(
    brain: Brain, content: str, made: str
) -> None:
    template = brain.memory(brain.create_memory(content, tags=["template"]).memory)
    assert start_from(template, "Call", NOW).text == made


def test_a_key_that_is_held_down_makes_one_note_of_the_day(
    qtbot: QtBot, brain: Brain, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = next(each for each in session._window.findChildren(Making))
    monkeypatch.setattr("app.capture.making.days_note", lambda *_: None)
    part.open_today()
    qtbot.waitUntil(lambda: session.notebook is not None and session.notebook.editor.note is not None)
    monkeypatch.undo()
    part._begin(datetime.now().astimezone(), "journal")  # it was looked for before the first one was there
    qtbot.wait(300)
    assert brain.counts().memories == 1


def test_both_are_reached_by_the_keyboard(qtbot: QtBot, session: Session) -> None:
    window, notebook, brain = session._window, session.notebook, session._brain
    assert notebook is not None and brain is not None
    window.actions_["go.trash"].trigger()
    qtbot.waitUntil(lambda: notebook.places.view.trash)
    window.actions_["note.today"].trigger()
    qtbot.waitUntil(
        lambda: notebook.editor.text.toPlainText().startswith(f"# {datetime.now().astimezone():%Y-%m-%d}")
    )
    first = notebook.editor.note
    assert not notebook.places.view.trash  # where the note that is made would not be listed
    window.actions_["note.today"].trigger()
    making = next(each for each in window.findChildren(Making))
    sheet = making.sheet
    qtbot.wait(500)  # today's note comes forward once more, and would close what is open over it
    window.actions_["note.from_template"].trigger()
    qtbot.waitUntil(sheet.isVisible)
    assert sheet.list.count() == 0  # it says how to make one
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert notebook.editor.note == first and brain.counts().memories == 1
    for name in ("one", "two"):
        brain.create_memory(f"{name}: {{{{title}}}}", tags=["template"])
    window.actions_["note.from_template"].trigger()
    qtbot.waitUntil(lambda: sheet.list.count() == 2)
    qtbot.keyClicks(sheet.title, "Lisbon")
    qtbot.keyClick(sheet.title, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: notebook.editor.text.toPlainText() == "one: Lisbon")

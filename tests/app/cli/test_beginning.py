"""Today's note and templates on the command line."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from app.cli.beginning import journal_tag
from app.remembered import Remembered
from core.brain import Brain
from tests.app.cli.conftest import CommandLine


def day() -> str:
    return f"{datetime.now().astimezone():%Y-%m-%d}"


def test_the_note_of_today_is_made_once_and_is_the_one_that_the_window_opens(
    second_brain: CommandLine, brain: Brain
) -> None:
    Remembered(second_brain.home).journal_tag = "Tagebuch, privat"
    brain.create_memory("# {{title}}\n\n## Plan", tags=["template", "Tagebuch, privat"])
    before = day()
    told = second_brain.json("today")
    now = datetime.now().astimezone()
    if now.date().isoformat() != before:  # the day ended just now
        pytest.skip("midnight")
    assert told == {"id": told["id"], "title": before, "made": True}
    made = brain.memory(UUID(told["id"]))
    assert (made.content, made.tags) == (f"# {before}\n\n## Plan", ("Tagebuch, privat",))
    assert brain.templates.note_of(now.date(), "Tagebuch, privat") == made.id
    assert second_brain.text("today").strip() == told["id"]
    assert second_brain.json("today") == {**told, "made": False}
    second_brain.text("delete", told["id"])
    assert second_brain.json("today")["id"] != told["id"], "what is in the trash stays there"


def test_a_note_is_made_from_a_template_by_its_title_or_id(second_brain: CommandLine, brain: Brain) -> None:
    nothing = second_brain("template")
    assert (nothing.exit_code, nothing.stdout) == (0, "") and "No note is a template yet" in nothing.stderr
    meeting = brain.create_memory("# {{title}}\n\nWho was there", tags=["template", "work"]).memory
    recipe = brain.create_memory("# Recipe\n\nWhat it takes", tags=["template"]).memory
    assert second_brain.json("template") == {
        "templates": [{"id": str(recipe), "title": "Recipe"}, {"id": str(meeting), "title": "{{title}}"}]
    }
    assert second_brain.text("template").splitlines()[0].endswith("\tRecipe")
    soup = brain.memory(UUID(second_brain.text("template", "recipe", "Soup").strip()))
    assert (soup.content, soup.tags) == ("# Soup\n\nWhat it takes", ())
    talk = brain.memory(UUID(second_brain.json("template", str(meeting)[-8:], "Talk")["id"]))
    assert (talk.content, talk.tags) == ("# Talk\n\nWho was there", ("work",))
    plain = brain.memory(UUID(second_brain.text("template", "Recipe").strip()))
    assert plain.content == "# Recipe\n\nWhat it takes"

    there = brain.counts().memories
    told = second_brain.json("template", "Letter", code=1)["error"]
    assert "No template is called “Letter”" in told["words"] and "second-brain template" in told["hint"]
    brain.create_memory("# Recipe", tags=["template"])
    assert "2 templates are called" in second_brain.json("template", "Recipe", code=1)["error"]["words"]
    assert brain.counts().memories == there + 1


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "journal",
        "Täglich/日記 🌱",
        "@home",
        "@@",
        'a, b; "c" = d\\e',
        "100 %",
        "#[x]",
        "a=b",
        "two words",
        "\tx",
    ],
)
def test_the_tag_of_the_days_is_read_as_the_window_wrote_it(second_brain: CommandLine, tag: str) -> None:
    second_brain.home.mkdir(exist_ok=True)
    remembered = Remembered(second_brain.home)
    remembered.journal_tag = tag
    remembered.searched('capture: [x] "y" ; = \\ %')
    remembered.save()
    assert journal_tag(second_brain.home) == remembered.journal_tag
    (second_brain.home / "window.ini").write_text("nonsense")
    assert journal_tag(second_brain.home) == "journal"

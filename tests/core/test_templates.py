"""Notes that begin with something: templates, and the note of a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Barrier, Thread
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import open_brain
from core.brain import Brain
from core.errors import NotFound
from core.events import new_id
from core.templates import fill, start_from

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
    assert brain.templates.note_of(DAY, "journal") is None
    made = brain.templates.begin_day(DAY, "journal", NOW).memory
    assert brain.templates.note_of(DAY, "journal") == made
    assert (brain.memory(made).title, brain.memory(made).tags) == ("2026-11-28", ("journal",))
    brain.update_memory(made, "# A good day")
    assert brain.templates.note_of(DAY, "journal") == made
    brain.delete(made)
    assert brain.templates.note_of(DAY, "journal") is None
    again = brain.templates.begin_day(DAY, "journal", NOW).memory
    assert again != made and brain.templates.note_of(DAY, "journal") == again
    brought = brain.create_memory("# 2026-11-27\n\nFrom elsewhere", tags=["Journal"]).memory
    assert brain.templates.note_of(date(2026, 11, 27), "journal") == brought


def test_a_day_begins_as_its_template_does(brain: Brain) -> None:
    brain.create_memory("# {{title}}\n\n## Plans at {{time}}\n", tags=["template", "journal", "private"])
    made = brain.memory(brain.templates.begin_day(DAY, "journal", NOW).memory)
    assert made.content == "# 2026-11-28\n\n## Plans at 14:05\n"
    assert sorted(made.tags) == ["journal", "private"]


def test_a_title_without_a_place_becomes_the_heading(brain: Brain) -> None:
    brain.create_memory("- [ ] agenda\n", tags=["template", "work"])
    (found,) = brain.templates.listed()
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


def test_a_note_is_made_from_a_template(brain: Brain) -> None:
    template = brain.create_memory("# {{title}}\n", tags=["template", "talk"]).memory
    made = brain.memory(brain.templates.begin(template, "Gardeners", NOW).memory)
    assert (made.content, made.tags) == ("# Gardeners\n", ("talk",))
    with pytest.raises(NotFound):
        brain.templates.begin(new_id(), "Gardeners", NOW)


def begin(day: date, brain: Brain) -> UUID:
    return brain.templates.begin_day(day, "journal", NOW).memory


def at_the_same_moment(brains: list[Brain], ask: Callable[[Brain], UUID]) -> set[UUID]:
    """What all of them answer who ask at once."""
    together, answers = Barrier(len(brains)), list[UUID]()

    def asked(brain: Brain) -> None:
        together.wait()
        answers.append(ask(brain))

    threads = [Thread(target=asked, args=(each,)) for each in brains]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(brains)
    return set(answers)


@pytest.mark.parametrize("thrown_away", [0, 1, 2])
def test_windows_that_begin_the_day_at_one_moment_make_one_note(
    brain: Brain, database_url: str, tmp_path: Path, thrown_away: int
) -> None:
    with open_brain(tmp_path / "home", database_url) as other:
        for number in range(8):
            day = DAY + timedelta(number)
            for each in range(thrown_away):
                gone = brain.templates.begin_day(day, "journal", NOW).memory
                brain.delete(gone)
                if each % 2:
                    brain.purge(gone)
            begun = at_the_same_moment([brain, other] * 2, partial(begin, day))
            assert begun == {brain.templates.note_of(day, "journal")}
        assert brain.counts().memories == 8


def test_a_day_that_was_begun_and_thrown_away_many_times_still_has_one_note(
    brain: Brain, quiet_log: None
) -> None:
    for _ in range(20):
        brain.delete(brain.templates.begin_day(DAY, "journal", NOW).memory)
    made = brain.templates.begin_day(DAY, "journal", NOW).memory
    brain.update_memory(made, "# A good day")
    assert brain.templates.begin_day(DAY, "journal", NOW).memory == made
    assert (brain.counts().memories, brain.memory(made).content) == (1, "# A good day")


def test_a_days_tag_may_hold_signs_that_mean_something_in_a_query(brain: Brain) -> None:
    brain.create_memory("{{date}}\n", tags=["template", 'my "day"'])
    made = brain.templates.begin_day(DAY, 'my "day"', NOW).memory
    assert brain.memory(made).content == "2026-11-28\n"
    assert brain.templates.note_of(DAY, 'My "Day"') == made

"""What is shown around a found word: the words that a reader of the note sees, with the found ones marked."""

from __future__ import annotations

import pytest

from core import Brain, Mode

LONG = "and some more of the page that nobody asked for, as pages have it. " * 12


def excerpt(brain: Brain, typed: str) -> tuple[str, list[str]]:
    """What is shown of the only note that is found, and what is marked in it."""
    (hit,) = brain.search(typed, mode=Mode.WORDS).hits
    return hit.excerpt.text, [hit.excerpt.text[start:end] for start, end in hit.excerpt.marks]


@pytest.mark.parametrize(
    ("line", "typed", "seen", "marked"),
    [
        ("> [!warning] Hot water", "water", "Hot water", ["water"]),
        ("> [!warning]\n> Mind it", "warning", "Warning Mind it", ["Warning"]),
        ("See [[Cellar plan|the plan]] first", "plan", "See the plan first", ["plan"]),
        ("![[gauge.png|200]] reads high", "gauge", "gauge.png reads high", ["gauge.png"]),
        ("| Bed | Crop |\n|---|---|\n| 1 | **leeks** |", "leeks", "Bed Crop 1 leeks", ["leeks"]),
        ("<div>a <b>pump</b></div>", "pump", "a pump", ["pump"]),
    ],
)
def test_an_excerpt_says_what_a_reader_sees(
    brain: Brain, line: str, typed: str, seen: str, marked: list[str]
) -> None:
    brain.create_memory(f"# Boiler\n\n{line}")
    assert excerpt(brain, typed) == (seen, marked)


def test_a_word_that_only_the_target_of_a_link_holds_is_found_and_the_note_begins(brain: Brain) -> None:
    brain.create_memory("# Boiler\n\nIt hums. See [[Cellar plan|this]].")
    assert excerpt(brain, "cellar") == ("It hums. See this.", [])


def test_properties_are_searched_and_not_shown(brain: Brain) -> None:
    brain.create_memory("---\naliases: [kettle]\n---\n# Boiler\n\nIt hums.")
    assert excerpt(brain, "kettle") == ("It hums.", [])


@pytest.mark.parametrize(
    "line",
    [
        "[[Cellar plan of the house that was built in Kiel before the war|the needle]]",
        "**bold from the beginning of a long sentence to the needle and on to its very end**",
        "[the needle](https://example.org/" + "path/" * 80 + ")",
        "| a cell of many words, as tables of recipes have them, to the brim | needle | " + "cell | " * 60,
    ],
)
def test_no_mark_is_cut_in_two_where_a_long_text_is(brain: Brain, line: str) -> None:
    brain.create_memory(f"# Boiler\n\n{LONG}{line} {LONG}")
    brain.create_memory(f"# Kettle\n\n{LONG}\n\n{line}\n\n{LONG}")
    for hit in brain.search("needle", mode=Mode.WORDS).hits:
        text = hit.excerpt.text
        assert [text[start:end] for start, end in hit.excerpt.marks] == ["needle"]
        assert not any(sign in text for sign in ("[", "]", "**", "path", "http"))
        assert len(text) <= 260


def test_the_list_shows_the_same_words(brain: Brain) -> None:
    brain.create_memory("# Boiler\n\n> [!warning] Hot water\n\n![[gauge.png|200]]")
    (row,) = brain.memories().items
    assert (row.title, row.excerpt) == ("Boiler", "Hot water gauge.png")


SHOPPING = """# Shopping

for Sunday

- [x] call **mum**
- [ ] buy [oat milk](https://example.org)
- [ ] eggs
> 1. [ ] a ==cake==
- [X] find the list
- [ ]
"""


@pytest.mark.parametrize(
    ("note", "typed", "seen"),
    [
        (SHOPPING, "has:open-task", "buy oat milk +2 more"),
        (SHOPPING, "has:done-task", "call mum +1 more"),
        (SHOPPING, "has:open-task -has:image", "buy oat milk +2 more"),
        (SHOPPING, "has:image OR has:open-task", "buy oat milk +2 more"),
        ("# Trip\n\nto Kiel\n\n- [ ] book", "-has:image", "to Kiel book"),
        (SHOPPING, "shopping has:open-task", "buy oat milk +2 more"),  # the word stands in the title alone
        ("# Trip\n\nto Kiel\n\n2) [ ] book\r\n", "has:open-task", "book"),
        ("# Trip\n\nto Kiel\n\n- [ ]\n", "has:open-task", "to Kiel [ ]"),  # nothing is said there
        ("# Trip\n\nto Kiel\n\n- [x] book", "-has:open-task", "to Kiel book"),
        (f"# Trip\n\n{LONG * 20}\n\n- [ ] book\n{LONG * 20}\n- [ ] pack", "has:open-task", "book +1 more"),
    ],
)
def test_who_asks_for_tasks_reads_in_each_row_what_is_to_be_done(
    brain: Brain, note: str, typed: str, seen: str
) -> None:
    brain.create_memory(note)
    assert excerpt(brain, typed)[0] == seen


def test_a_task_that_was_ticked_gives_way_to_the_next_and_was_the_first_before(brain: Brain) -> None:
    note = brain.create_memory(SHOPPING).memory
    before = brain.memory(note).updated_at
    brain.update_memory(note, SHOPPING.replace("[ ] buy", "[x] buy"))
    assert excerpt(brain, "has:open-task")[0] == "eggs +1 more"
    assert excerpt(brain, "has:done-task")[0] == "call mum +2 more"
    assert excerpt(brain, f"has:open-task as-of:{before.isoformat()}")[0] == "buy oat milk +2 more"


def test_words_beside_a_task_are_shown_where_they_stand(brain: Brain) -> None:
    brain.create_memory(SHOPPING)
    text, marked = excerpt(brain, "cake has:open-task")
    assert marked == ["cake"] and "a cake" in text

"""Finding notes by their words."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import Brain, Channel, QueryError


def found(brain: Brain, text: str, limit: int = 20) -> list[str]:
    return [hit.title for hit in brain.search(text, limit).hits]


def test_all_words_must_occur(brain: Brain) -> None:
    brain.create_memory("Tomatoes\n\nwater daily")
    brain.create_memory("Roses\n\nwater weekly")
    assert found(brain, "water daily") == ["Tomatoes"]
    assert found(brain, "daily water") == ["Tomatoes"]
    assert sorted(found(brain, "water")) == ["Roses", "Tomatoes"]


def test_the_last_word_may_be_half_typed(brain: Brain) -> None:
    brain.create_memory("Astronomy\n\nthe telescope")
    for typed in ("t", "tele", "telescope", "astronomy tel"):
        assert found(brain, typed) == ["Astronomy"]
    assert found(brain, "tel astronomy ") == [
        "Astronomy"
    ]  # a part of a word counts where hardly a note holds it alone


def test_a_misspelt_word_finds_what_was_meant_and_says_so(brain: Brain) -> None:
    brain.create_memory("Astronomy\n\nthe telescope")
    result = brain.search("telescpoe")
    assert [hit.title for hit in result.hits] == ["Astronomy"]
    assert result.suggestion == "telescope"
    assert [evidence.channel for evidence in result.hits[0].why] == [Channel.MISSPELT]
    assert found(brain, '"telescpoe"') == []


def test_other_forms_of_a_word_are_found(brain: Brain) -> None:
    brain.create_memory("Log\n\nI was running with the dogs")
    assert found(brain, "run dog") == ["Log"]
    assert found(brain, "running dogs ") == ["Log"]


def test_accents_and_case_do_not_matter(brain: Brain) -> None:
    brain.create_memory("Müllers Café")
    for typed in ("muller", "CAFE", "café", "Müllers"):
        assert found(brain, typed) == ["Müllers Café"]


def test_a_phrase_keeps_its_words_together(brain: Brain) -> None:
    brain.create_memory("One\n\nred wooden house")
    brain.create_memory("Two\n\nhouse with red wooden door")
    assert found(brain, '"wooden house"') == ["One"]
    assert found(brain, '"wooden house') == ["One"]


def test_the_exact_title_comes_first_whatever_else_matches(brain: Brain) -> None:
    for number in range(30):
        brain.create_memory(f"note {number}\n\n" + "plan plan plan " * 20)
    brain.create_memory("plan")
    for number in range(30):
        brain.create_memory(f"plan plan {number}\n\nplan")
    assert found(brain, "plan")[0] == "plan"
    assert found(brain, "PLAN")[0] == "plan"


def test_the_title_counts_more_than_the_text(brain: Brain) -> None:
    brain.create_memory("Bread\n\nflour and water")
    brain.create_memory("Shopping\n\nbread, bread and more bread")
    assert found(brain, "bread")[0] == "Bread"


def test_tags_are_words_too(brain: Brain) -> None:
    memory = brain.create_memory("Plan", tags=["garden"]).memory
    assert found(brain, "garden") == ["Plan"]
    brain.untag(memory, "garden")
    assert found(brain, "garden") == []


@pytest.mark.parametrize(
    "typed", ["C++", ".env", "a@b.c", "#1234", "- [ ]", "/usr/lib/x.so", "50%", "日本", "語", "_"]
)
def test_signs_paths_and_unspaced_scripts_are_found_as_typed(brain: Brain, typed: str) -> None:
    brain.create_memory(
        "Wanted\n\nC++ and .env for a@b.c in #1234\n- [ ] /usr/lib/x.so 50% 今日は日本語を勉強した a_b"
    )
    brain.create_memory("Other\n\nC and env for ab 1234")
    assert "Wanted" in found(brain, typed)


@pytest.mark.parametrize("typed", ["C++", ".env", "a@b.c", "#1234", "- [ ]", "/usr/lib/x.so"])
def test_signs_and_paths_are_not_taken_for_the_words_in_them(brain: Brain, typed: str) -> None:
    brain.create_memory("Wanted\n\nC++ and .env for a@b.c in #1234\n- [ ] /usr/lib/x.so")
    brain.create_memory("Other\n\nC and env for a b c, usr lib x so 1234")
    assert found(brain, typed)[0] == "Wanted"
    assert found(brain, f'"{typed}"') == ["Wanted"]


def test_an_excerpt_shows_and_marks_what_was_found(brain: Brain) -> None:
    brain.create_memory("Title\n\n" + "before " * 500 + "the needle in " + "after " * 500)
    (hit,) = brain.search("needle").hits
    assert [hit.excerpt.text[start:end] for start, end in hit.excerpt.marks] == ["needle"]
    assert len(hit.excerpt.text) < 400
    assert "\n" not in hit.excerpt.text


def test_an_excerpt_is_in_plain_words_and_does_not_repeat_the_title(brain: Brain) -> None:
    brain.create_memory(
        "# Garden plan\n\n| Bed | Crop |\n|---|---|\n| 1 | **leeks** and [kale](https://example.org) |\n- last"
    )
    (hit,) = brain.search("leeks garden").hits
    assert hit.excerpt.text == "Bed Crop 1 leeks and kale last"
    assert [hit.excerpt.text[start:end] for start, end in hit.excerpt.marks] == ["leeks"]


def test_the_limit_cuts_the_hits_and_not_the_total(brain: Brain) -> None:
    for number in range(30):
        brain.create_memory(f"note {number}")
    result = brain.search("note", limit=7)
    assert (len(result.hits), result.total, result.at_least) == (7, 30, False)


def test_a_changed_note_is_found_by_its_new_words_only(brain: Brain) -> None:
    memory = brain.create_memory("Old words").memory
    brain.update_memory(memory, "New text")
    assert found(brain, "old") == []
    assert found(brain, "new") == ["New text"]


def test_nothing_typed_finds_nothing(brain: Brain) -> None:
    brain.create_memory("x")
    assert brain.search("  ").hits == ()
    assert brain.search("").total == 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("'\"\\:*&|!()<>-%_\0 ab"), st.characters(codec="utf-8")),
        max_size=40,
    )
)
def test_only_a_filter_that_is_none_is_an_error(brain: Brain, typed: str) -> None:
    with suppress(QueryError):
        result = brain.search(typed)
        assert result.total >= len(result.hits)


@pytest.mark.parametrize("typed", ["word " * 2_000, "x" * 100_000, "a*" * 500, "(" * 10_000, "' " * 3_000])
def test_a_paste_into_the_search_box_is_no_error_either(brain: Brain, typed: str) -> None:
    brain.create_memory("word")
    brain.search(typed)


def test_a_tag_of_any_length_is_kept_and_the_note_is_found(brain: Brain) -> None:
    brain.create_memory("Plan", tags=["very long " * 300, "x" * 900])
    assert found(brain, "plan") == ["Plan"]
    assert found(brain, "very long") == ["Plan"]


@pytest.mark.parametrize("note", ["{} on something", "A title\n\nand below it {} on something"])
def test_exact_beats_prefix_beats_stem_beats_part(brain: Brain, note: str) -> None:
    for word in ("forerunst", "running", "runstitch", "runs"):
        brain.create_memory(note.format(word))
    excerpts = [hit.excerpt.text + hit.title for hit in brain.search("runs").hits]
    assert [next(word for word in ("forerunst", "running", "runstitch", "runs ") if word in text) for text in excerpts] == [
        "runs ", "runstitch", "running", "forerunst"
    ]  # fmt: skip


def test_one_and_two_letter_words_of_unspaced_scripts_are_found(brain: Brain) -> None:
    for text in ("我在学习数学", "東京の天気", "학교에서 배웠다", "ฉันชอบกาแฟ"):
        brain.create_memory(text)
    for typed, text in (
        ("学", "我在学习数学"),
        ("数学", "我在学习数学"),
        ("天", "東京の天気"),
        ("학교", "학교에서 배웠다"),
        ("กาแฟ", "ฉันชอบกาแฟ"),
    ):
        assert found(brain, typed) == [text], typed


def test_a_long_note_does_not_outrank_the_right_short_one(brain: Brain) -> None:
    brain.create_memory("Everything\n\n" + "words upon words about harbors and ships and more " * 4_000)
    brain.create_memory("Travel\n\nthe harbor of Kiel")
    assert found(brain, "harbor")[0] == "Travel"


def test_words_side_by_side_count_more_than_words_apart(brain: Brain) -> None:
    brain.create_memory("One\n\nthe red fox and then another thing, a wooden door")
    brain.create_memory("Two\n\nthe red door and then another thing, a wooden fox")
    assert found(brain, "red fox ")[0] == "One"
    assert found(brain, "red door ")[0] == "Two"

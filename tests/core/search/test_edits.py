"""Filters put into a query by a click, and taken out again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search.edits import query_holds, query_set, query_shortened, query_toggled, tag_filter
from core.search.query import QueryError, parse


@pytest.mark.parametrize("tag", ["work", "two words", 'with "quotes"', "año", "a:b", "work*", "-x"])
@pytest.mark.parametrize("text", ["", "boiler", "boiler (heating OR gas) -draft", "#house"])
def test_a_tag_is_put_in_and_taken_out_again(tag: str, text: str) -> None:
    with_it = query_toggled(text, tag_filter(tag))
    assert query_holds(with_it, tag_filter(tag))
    assert query_toggled(with_it, tag_filter(tag)) == text


def test_a_tag_is_recognized_however_it_is_typed() -> None:
    assert query_toggled("boiler #Work pipe", tag_filter("work")) == "boiler pipe"
    assert query_toggled('tag:"Work" boiler', tag_filter("Work")) == "boiler"


def test_it_is_told_which_of_many_stand_in_the_text() -> None:
    assert query_holds("tag:a boiler sort:title", "tag:b", "tag:a", "sort:title") == {"tag:a", "sort:title"}
    assert query_holds("taag:a", "tag:a") == set()


def test_one_sort_and_one_time_take_the_place_of_another() -> None:
    assert query_set("boiler sort:title", "sort:created") == "boiler sort:created"
    assert query_set("created:2025 boiler", "created:today") == "boiler created:today"
    assert query_set("boiler created:today", "created:today") == "boiler"


def test_the_last_word_is_dropped_and_filters_stay() -> None:
    assert query_shortened("cold water boiler tag:house") == "cold water tag:house"
    assert query_shortened('cold "hot water"') == "cold"
    assert query_shortened("boiler tag:house") == ""


@given(st.text())
def test_whatever_is_typed_can_be_changed_by_a_click(text: str) -> None:
    changed = query_toggled(text, "tag:work")
    query_shortened(text)
    try:
        parse(text)
    except QueryError:
        assert changed.endswith("tag:work")

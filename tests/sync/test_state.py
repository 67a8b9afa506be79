"""The words for how it stands, and what holds for every move between states. The table itself is in `sync/SPEC.md`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Risk
from sync.state import (
    Ask,
    BackingOff,
    Busy,
    Do,
    Due,
    Finished,
    Held,
    HeldBack,
    Join,
    Lost,
    NeedsYou,
    Occurrence,
    Offline,
    Online,
    Pause,
    Paused,
    SignedOut,
    SignInAgain,
    State,
    Synced,
    Word,
    Working,
    Written,
    after,
    due_at,
    told,
    word_of,
)
from tests.sync.test_spec import OCCURRENCES, STATES

NOTHING = Risk(frozenset(), frozenset(), 0)
states = st.sampled_from(list(STATES.values()))
occurrences = st.lists(st.sampled_from(list(OCCURRENCES.values())), max_size=30)


@pytest.mark.parametrize(
    ("state", "waiting", "words"),
    [
        (Synced(), 0, "synced"),
        (Working(), 3, "saving to the server, 3 left"),
        (Working(), 0, "fetching from the server"),
        (Offline(0), 2, "offline, 2 waiting"),
        (Offline(0), 0, "offline"),
        (BackingOff(0), 2, "saving to the server, 2 left"),
        (Held(NOTHING), 0, "needs you"),
        (NeedsYou(0, "No."), 1, "needs you, 1 waiting"),
        (SignInAgain(), 4, "sign in again, 4 waiting"),
        (Paused(), 4, "paused, 4 waiting"),
        (SignedOut(), 4, "signed out"),
    ],
)
def test_each_state_has_its_words(state: State, waiting: int, words: str) -> None:
    assert told(word_of(state, waiting), waiting) == words


@given(states, st.integers(1, 1_000), st.floats(0, 1_000), st.integers(0, 3))
def test_it_never_says_synced_while_something_waits(
    state: State, waiting: int, still: float, aside: int
) -> None:
    assert word_of(state, waiting, aside=aside, still=still) is not Word.SYNCED


def test_it_says_synced_only_after_a_round_that_came_to_its_end() -> None:
    assert [name for name, state in STATES.items() if word_of(state, 0) is Word.SYNCED] == ["Synced"]


def test_a_queue_that_stands_still_for_a_minute_with_a_server_there_is_an_alarm() -> None:
    for state in (Working(), Synced(), BackingOff(0)):
        assert word_of(state, 1, still=61) is Word.NEEDS_YOU
        assert word_of(state, 1, still=59) is Word.SAVING
        assert word_of(state, 0, still=61) is not Word.NEEDS_YOU
    assert word_of(Offline(0), 1, still=61) is Word.OFFLINE


def test_a_note_that_was_set_aside_needs_a_person() -> None:
    assert word_of(Synced(), 0, aside=1) is Word.NEEDS_YOU


@given(states, occurrences)
def test_at_most_one_round_is_under_way(state: State, happened: list[Occurrence]) -> None:
    under_way = isinstance(state, Working)
    for occurrence in happened:
        ends = occurrence in (OCCURRENCES[name] for name in ENDS)
        if ends and not under_way:
            continue  # a round that is not there cannot end
        before, (state, do) = state, after(state, occurrence)
        if do in (Do.BEGIN, Do.TAKE):
            assert not under_way or ends
            under_way = True
        elif do is Do.CANCEL or ends:
            under_way = False
        assert under_way == isinstance(state, Working), (before, occurrence)


ENDS = ("Finished", "Lost", "Busy", "HeldBack", "Denied", "Refusal")


@given(states, occurrences)
def test_whatever_happened_a_person_gets_a_round_by_asking_or_is_told_what_is_in_the_way(
    state: State, happened: list[Occurrence]
) -> None:
    for occurrence in happened:
        state, _ = after(state, occurrence)
    asked, _ = after(state, Ask())
    assert isinstance(asked, Working | Paused | SignedOut)


def test_what_is_written_during_a_round_gets_another_one() -> None:
    state, do = after(Working(), Written())
    assert do is Do.NOTHING
    assert after(state, Finished()) == (Working(), Do.BEGIN)


def test_failures_are_counted_until_a_round_comes_to_its_end() -> None:
    state: State = Working()
    for tries in (1, 2, 3):
        state, _ = after(state, Busy(5.0) if tries == 2 else Lost(5.0))
        assert isinstance(state, Offline | BackingOff)
        assert (state.tries, due_at(state)) == (tries, 5.0)
        state, _ = after(state, Due())
    state, _ = after(state, Finished())
    state, _ = after(state, Written())
    assert state == Working(tries=0)


def test_what_is_held_waits_for_a_person_whatever_else_happens() -> None:
    held, _ = after(Working(), HeldBack(NOTHING))
    for occurrence in (Written(), Online(), Due()):
        assert after(held, occurrence) == (held, Do.NOTHING)


def test_pausing_stops_the_round_under_way() -> None:
    assert after(Working(), Pause()) == (Paused(), Do.CANCEL)
    assert after(Paused(), Finished()) == (Paused(), Do.NOTHING)
    assert after(Paused(), Join()) == (Working(), Do.BEGIN)

"""Going to a note by its name, and lists with pinned notes first and in groups."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from core import Memory, Order, Unsaved, View
from core.brain import Brain


def titled(brain: Brain, *titles: str) -> list[UUID]:
    """A note of each title, a day apart, the last one the newest."""
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    made = [
        Memory.create(f"# {title}\n\nwords", brain.user_id, created_at=start + timedelta(days=number))
        for number, title in enumerate(titles)
    ]
    brain._log.append((), lambda _: made)
    return [memory.id for memory in made]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("garden", ["Garden", "Garden plan", "The old garden", "Teagarden"]),
        ("GARDEN  pl", ["Garden plan"]),
        ("plan gar", ["Garden plan"]),
        ("gdn", ["Garden plan", "Teagarden", "Garden", "The old garden"]),
        ("100%", ["100% sure"]),
        ("a_b", ["a_b"]),
        ("\\", ["back\\slash"]),
        ("ÖL", ["Öl und Essig"]),
        ("%", ["100% sure"]),
        ("nowhere", []),
        ("   ", []),
    ],
)
def test_a_note_is_found_by_letters_of_its_title_best_first(
    brain: Brain, typed: str, found: list[str]
) -> None:
    (gone, *_) = titled(brain, "Garden in the trash", "The old garden", "Garden", "Teagarden", "Garden plan")
    titled(brain, "100% sure", "acb", "a_b", "back\\slash", "Öl und Essig")
    brain.delete(gone)
    titles = [each.title for each in brain.ways.called_like(typed)]
    assert sorted(titles) == sorted(found)
    assert typed == "gdn" or titles == found


def test_of_many_that_begin_so_the_one_of_just_that_name_is_first(brain: Brain) -> None:
    titled(brain, "note", *(f"note {number}" for number in range(40)))
    found = brain.ways.called_like("Note", 5)
    assert [each.title for each in found] == ["note", "note 39", "note 38", "note 37", "note 36"]


def test_pinned_notes_come_first_and_pinning_is_an_event_of_the_note(brain: Brain) -> None:
    old, middle, new = titled(brain, "Old", "Middle", "New")
    before = brain.memory(old).version
    brain.ways.pin([old])
    assert brain.memory(old).metadata == {"pinned": True}
    assert brain.memory(old).version == before + 1
    listing = brain.ways.listing(View(order=Order.CREATED))
    assert (list(listing.ids), listing.pinned, listing.runs) == ([old, new, middle], 1, ())
    assert [row.id for row in brain.ways.first_page().items][:1] == [old]
    assert [row.pinned for row in brain.summaries([old, new])] == [True, False]
    assert [hit.id for hit in brain.search("is:pinned").hits] == [old]
    brain.ways.pin([old], False)
    assert brain.ways.listing(View(order=Order.CREATED)).pinned == 0
    assert brain.memory(old).metadata == {}
    assert brain.upkeep.replay().equal


def test_a_list_by_title_falls_into_letters(brain: Brain) -> None:
    titled(brain, "apple", "Anchor", "bread", "7 days", "Zebra")
    (pinned,) = titled(brain, "Bridge")
    brain.ways.pin([pinned])
    listing = brain.ways.listing(View(order=Order.TITLE), grouped=True)
    assert listing.ids[0] == pinned
    assert listing.runs == (("#", 1), ("A", 2), ("B", 1), ("Z", 1))
    assert sum(count for _, count in listing.runs) + listing.pinned == len(listing.ids)


def test_a_list_by_date_falls_into_the_spans_that_were_asked_for(brain: Brain) -> None:
    titled(brain, *(f"Day {number}" for number in range(10)))
    start = datetime(2026, 3, 1, tzinfo=UTC)
    starts = [start + timedelta(days=days) for days in (2, 7, 9, 20)]
    listing = brain.ways.listing(View(order=Order.CREATED), starts, grouped=True)
    assert listing.runs == (("3", 1), ("2", 2), ("1", 5), ("0", 2))


def test_a_list_falls_into_groups_by_the_first_tag_of_each_note(brain: Brain) -> None:
    tagged = {
        title: brain.create_memory(f"# {title}", tags=tags).memory
        for title, tags in {
            "roof": ["house", "work"],
            "boiler": ["House"],
            "plan": ["work"],
            "loose": [],
            "first": ["a"],
        }.items()
    }
    brain.ways.pin([tagged["first"]])
    listing = brain.ways.by_tag(View(order=Order.TITLE))
    assert (listing.pinned, listing.runs) == (1, (("House", 1), ("house", 1), ("work", 1), ("", 1)))
    assert list(listing.ids) == [tagged[each] for each in ("first", "boiler", "roof", "plan", "loose")]
    of_house = brain.ways.by_tag(View(tag="house"))
    assert of_house.runs == (("work", 1),)
    assert brain.undo.offers().undo is not None
    assert brain.undo.undo() is not None
    assert brain.ways.by_tag(View()).pinned == 0


def test_a_note_that_is_written_in_stands_where_it_will_once_that_is_saved(brain: Brain) -> None:
    plum, *_, pear = titled(brain, "Plum", "Apple", "Quince", "Pear")
    brain.ways.pin([pear])
    brain.tag(plum, "house/roof")
    views = [
        View(tag, untagged, trash, order, below)
        for order, (tag, untagged, trash, below) in product(
            Order,
            [
                (None, False, False, False),
                ("house", False, False, True),
                ("garden", False, False, False),
                (None, True, False, False),
                (None, False, True, False),
            ],
        )
    ]
    new, texts = brain.device_id, {"Zucchini": None, "Fig": ("garden",)}  # any id that no note has
    for title, tags in texts.items():
        note = plum if tags is None else new
        unsaved = Unsaved.of(note, f"# {title}\n\nwords", datetime.now(UTC), tags)
        told = [listings(brain, replace(view, unsaved=(unsaved,))) for view in views]
        if tags is None:
            brain.update_memory(note, f"# {title}\n\nwords")
        else:
            brain.create_memory(f"# {title}\n\nwords", tags=tags, id=new)
        assert told == [listings(brain, view) for view in views]
        row = brain.summaries([note])[0]
        assert (row.title, row.excerpt) == (unsaved.title, unsaved.excerpt)


def listings(brain: Brain, view: View) -> list[object]:
    """A view in each of the ways in which it can be listed."""
    starts = [datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)]
    ways = brain.ways
    return [
        list(brain.memory_ids(view)),
        *(
            (list(listing.ids), listing.pinned, listing.runs)
            for listing in (ways.listing(view), ways.listing(view, starts, grouped=True), ways.by_tag(view))
        ),
    ]

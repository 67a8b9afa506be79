"""Notes that have to do with another one."""

from __future__ import annotations

from uuid import UUID

from core import Brain


def related(brain: Brain, memory: UUID) -> list[tuple[str, str]]:
    return [(each.title, each.reason) for each in brain.related(memory)]


def test_links_both_ways_come_first(brain: Brain) -> None:
    here = brain.create_memory("Here", tags=["a"]).memory
    there = brain.create_memory("There").memory
    back = brain.create_memory("Back").memory
    brain.create_memory("Tagged", tags=["a"])
    brain.link(here, there)
    brain.link(back, here, "source")
    assert related(brain, here) == [
        ("There", "linked from here"),
        ("Back", "links here (source)"),
        ("Tagged", "shares the tag a"),
    ]


def test_links_in_the_text_are_a_reason_both_ways(brain: Brain) -> None:
    here = brain.create_memory("Here\n\nsee [[There]] and [[Nowhere]] and [[here]]").memory
    brain.create_memory("There")
    brain.create_memory("Back\n\nas [[here]] says")
    told = {title: reason.split(" · ")[0] for title, reason in related(brain, here)}
    assert told == {"Back": "links here", "There": "linked from here"}


def test_a_rare_tag_says_more_than_a_frequent_one(brain: Brain) -> None:
    here = brain.create_memory("Here", tags=["often", "rare"]).memory
    for number in range(5):
        brain.create_memory(f"Often {number}", tags=["often"])
    brain.create_memory("Rare", tags=["rare"])
    brain.create_memory("Both", tags=["often", "rare"])
    assert related(brain, here)[:2] == [
        ("Both", "shares the tags rare, often"),
        ("Rare", "shares the tag rare"),
    ]


def test_notes_with_the_same_rare_words_are_found_before_there_are_vectors(brain: Brain) -> None:
    here = brain.create_memory("Telescopes\n\nthe great refractor of the observatory").memory
    brain.create_memory("Trip\n\nwe saw the refractor")
    brain.create_memory("Groceries\n\nmilk and bread")
    assert related(brain, here) == [("Trip", "uses the same rare words")]


def test_what_is_in_the_trash_is_not_related(brain: Brain) -> None:
    here = brain.create_memory("Here").memory
    gone = brain.create_memory("Gone").memory
    brain.link(here, gone)
    brain.delete(gone)
    assert related(brain, here) == []
    assert related(brain, gone) == [("Here", "links here")]

"""Two histories of one note become one, in a user's words."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from core import events
from core.errors import BrainError
from core.events import Event
from core.history import typed_texts
from core.memory import Memory
from core.merge import integrate, merge_text
from tests.core.copies import ME, NOTE, START, Device, Server, folded, meet, pair, told


def test_a_line_in_the_train_and_a_line_at_home_are_both_there() -> None:
    server, laptop, desktop = pair("# Trip\n\nTickets\nHotel\n")
    laptop.write("# Trip\n\nTickets for two\nHotel\n")
    desktop.write("# Trip\n\nTickets\nHotel by the sea\n")
    assert meet(server, laptop, desktop).content == "# Trip\n\nTickets for two\nHotel by the sea\n"
    assert laptop.typed | desktop.typed <= told(server.stream)
    assert not folded(server.stream).clashes


def test_lines_that_both_added_at_the_end_are_both_there() -> None:
    server, laptop, desktop = pair("Buy\n- milk")
    laptop.write("Buy\n- milk\n- tea")
    desktop.write("Buy\n- milk\n- salt")
    assert meet(server, laptop, desktop).content == "Buy\n- milk\n- salt\n- tea"


def test_two_numbers_for_one_are_a_clash_that_keeps_both_and_writes_no_marks() -> None:
    server, laptop, desktop = pair("Meet at 9.\nBring cake.")
    laptop.write("Meet at 10.\nBring cake.")
    desktop.write("Meet at 11.\nBring cake.")
    memory = meet(server, laptop, desktop)
    assert memory.content == "Meet at 10.\nBring cake."
    assert memory.clashes == (3,)
    assert [typed.text for typed in typed_texts(server.stream, 3)] == ["Meet at 11.\nBring cake."]
    assert desktop.last.memory is not None
    laptop.do(lambda memory: memory.update("Meet at 10 or 11.\nBring cake.").settle(memory.clashes))
    assert meet(server, laptop, desktop).clashes == ()


def test_what_both_typed_alike_counts_once() -> None:
    server, laptop, desktop = pair("a")
    laptop.write("a and b")
    desktop.write("a and")
    desktop.write("a and b")
    assert meet(server, laptop, desktop).content == "a and b"
    assert "a and" in told(server.stream)


def test_untouched_by_the_other_side_our_steps_stay_steps() -> None:
    server, laptop, desktop = pair("one")
    laptop.do(lambda memory: memory.tag(["seen"]))
    laptop.sync(server)
    for text in ("one two", "one two three"):
        desktop.write(text)
    first = desktop.stream[1]
    meet(server, laptop, desktop)
    assert [event.event_type for event in server.stream[2:]] == [events.UPDATED] * 2
    again = server.stream[2]
    assert again.causation_id == first.event_id != again.event_id
    assert (again.clock, again.device_id, again.occurred_at) == (
        first.clock,
        first.device_id,
        first.occurred_at,
    )


def test_the_later_property_counts_whoever_comes_first() -> None:
    for first in (0, 1):
        server, laptop, desktop = pair("x")
        laptop.do(lambda memory: memory.update(set_metadata={"due": "may", "who": "me"}))
        desktop.clock += 1 << 30
        desktop.do(lambda memory: memory.update(set_metadata={"due": "june"}))
        order = (laptop, desktop) if first else (desktop, laptop)
        assert meet(server, *order).metadata == {"due": "june", "who": "me"}


def test_an_added_tag_beats_its_removal() -> None:
    server, laptop, desktop = pair("x", ["old"])
    laptop.do(lambda memory: memory.untag(["old"]).tag(["new"]))
    desktop.do(lambda memory: memory.untag(["old"]))
    desktop.do(lambda memory: memory.tag(["old", "new"]))
    desktop.do(lambda memory: memory.untag(["new"]))
    assert set(meet(server, laptop, desktop).tags) == {"old", "new"}


@pytest.mark.parametrize("first", [0, 1])
def test_an_edit_beats_the_trash(first: int) -> None:
    server, laptop, desktop = pair("x")
    laptop.do(Memory.delete)
    desktop.write("x, and more")
    order = (laptop, desktop) if first else (desktop, laptop)
    order[0].sync(server)
    order[1].sync(server)
    assert order[1].last.revived
    memory = meet(server, laptop, desktop)
    assert (memory.content, memory.deleted_at) == ("x, and more", None)


def test_a_note_without_edits_stays_in_the_trash() -> None:
    server, laptop, desktop = pair("x")
    laptop.do(Memory.delete)
    desktop.do(lambda memory: memory.tag(["t"]))
    assert meet(server, desktop, laptop).deleted_at is not None


def test_what_was_typed_into_a_note_that_is_gone_for_good_becomes_a_note() -> None:
    server, laptop, desktop = pair("x", ["t"])
    laptop.do(Memory.purge)
    laptop.sync(server)
    desktop.write("x y")
    desktop.write("x y z")
    desktop.sync(server)
    (copy,) = desktop.copies
    assert copy.content == "x y z"
    assert copy.tags == ("t",)
    assert [(link.target, link.kind) for link in copy.links] == [(NOTE, "conflict")]
    assert {"x y", "x y z"} <= told(copy.collect_events())
    assert meet(server, laptop, desktop).purged


def test_the_same_note_imported_on_both_is_one() -> None:
    server, laptop, desktop = Server(), Device(), Device()
    laptop.create("imported", ["a"])
    desktop.create("imported", ["a"])
    laptop.sync(server)
    assert desktop.pull(server).superseded
    assert desktop.waiting == 0
    desktop.write("imported and edited")
    assert meet(server, laptop, desktop).content == "imported and edited"


def test_a_note_created_twice_with_different_words_keeps_both() -> None:
    server, laptop, desktop = Server(), Device(), Device()
    laptop.create("one", ["a"])
    desktop.create("two", ["b"])
    memory = meet(server, laptop, desktop)
    assert memory.content == "one"
    assert memory.tags == ("a", "b")
    assert len(memory.clashes) == 1
    assert {"one", "two"} <= told(server.stream)


def test_an_echo_changes_nothing() -> None:
    server, laptop, _ = pair("x")
    laptop.write("y")
    assert server.push(laptop.stream[1:])
    done = laptop.pull(server, after=0)
    assert not done.superseded
    assert not done.appended
    assert done.echoes == tuple(event.event_id for event in server.stream)


def test_events_that_are_missing_in_between_are_a_gap() -> None:
    server, laptop, desktop = pair("x")
    laptop.write("y")
    laptop.write("z")
    laptop.sync(server)
    assert integrate(desktop.stream, 0, server.stream[2:]).gap
    assert integrate([], 0, server.stream[1:]).gap


def test_a_server_restored_from_a_backup_gets_everything_again_once() -> None:
    server, laptop, desktop = pair("x")
    laptop.write("x y")
    laptop.do(lambda memory: memory.tag(["t"]))
    meet(server, laptop, desktop)
    phone = Device(stream=server.stream[:1])
    del server.stream[1:]
    phone.write("w x")
    phone.sync(server)
    for device in (laptop, desktop):
        device.pull(server, after=0)
        server.push(device.stream[len(device.stream) - device.waiting :])
        device.waiting = 0
    memory = meet(server, phone, laptop, desktop)
    assert memory.content == "w x y"
    assert memory.tags == ("t",)
    assert len(server.stream) == 4


def test_a_clash_that_was_looked_at_here_and_went_on_there_is_one_again_only_if_it_clashes() -> None:
    server, laptop, desktop = pair("at 9")
    laptop.write("at 10")
    desktop.write("at 11")
    meet(server, laptop, desktop)
    laptop.do(lambda memory: memory.update("at 12").settle(memory.clashes))
    desktop.do(lambda memory: memory.update("at 10\nor so"))
    memory = meet(server, laptop, desktop)
    assert memory.content == "at 12\nor so"
    assert memory.clashes == ()


def test_malformed_events_are_refused_and_nothing_else() -> None:
    server, _, desktop = pair("x")
    wrongs: list[dict[str, Any]] = [
        {"splices": [[9, 9, ""]], "sha256": ""},
        {"content": 5},
        {"merged": 7},
        {"metadata": []},
    ]
    for data in wrongs:
        wrong = Event(uuid4(), NOTE, events.UPDATED, 2, ME, START, data, device_id=ME, clock=1)
        with pytest.raises((ValueError, BrainError), match=r"malformed|does not fit"):
            integrate(desktop.stream, 0, [*server.stream, wrong])


def test_a_merge_does_not_depend_on_the_side() -> None:
    assert merge_text("a\nb", "a\nb\nx", "a\nb\ny") == merge_text("a\nb", "a\nb\ny", "a\nb\nx")

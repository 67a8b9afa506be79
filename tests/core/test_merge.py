"""Two histories of one note become one: in a user's words, and for any edits of two and three devices."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import event as note
from hypothesis import given, settings
from hypothesis import strategies as st

from core import events
from core.errors import BrainError
from core.events import Event
from core.history import typed_texts
from core.memory import Memory, evolve
from core.merge import Integrated, integrate, merge_text

ME = uuid4()
NOTE = uuid4()
START = datetime(2026, 1, 1, tzinfo=UTC)


def folded(stream: Sequence[Event]) -> Memory:
    memory = None
    for event in stream:
        memory = evolve(memory, event)
    assert memory is not None
    return memory


@dataclass
class Server:
    """Takes an event where it follows the last one."""

    stream: list[Event] = field(default_factory=list)

    def push(self, batch: Sequence[Event]) -> bool:
        """Store what follows; False at the first that does not."""
        for event in batch:
            if event.stream_version != len(self.stream) + 1:
                return False
            self.stream.append(event)
        return True


@dataclass
class Device:
    """A copy of one stream, and how much of it waits."""

    name: UUID = field(default_factory=uuid4)
    stream: list[Event] = field(default_factory=list)
    waiting: int = 0
    clock: int = 0
    typed: set[str] = field(default_factory=set)
    copies: list[Memory] = field(default_factory=list)
    last: Integrated = field(default_factory=Integrated)

    def do(self, command: Callable[[Memory], Memory]) -> None:
        """Do something to the note, offline."""
        before = folded(self.stream)
        self._record(command(before).collect_events())

    def create(self, content: str, tags: Sequence[str] = ()) -> None:
        self._record(Memory.create(content, ME, tags, id=NOTE).collect_events())

    def write(self, text: str) -> None:
        self.do(lambda memory: memory.update(text))

    def text(self) -> str:
        return folded(self.stream).content

    def pull(self, server: Server, after: int | None = None) -> Integrated:
        """Take what the server has beyond what was sent."""
        known = len(self.stream) - self.waiting if after is None else after
        done = integrate(self.stream, self.waiting, server.stream[known:])
        assert not done.gap
        gone = set(done.superseded)
        kept = [event for event in self.stream if event.event_id not in gone]
        if done.appended:
            self.waiting = len(done.appended) - done.received
        else:
            self.waiting = len(kept) - len(server.stream)
        self.stream = [*kept, *done.appended]
        self.clock = max([self.clock, *(event.clock or 0 for event in done.appended)])
        if done.copy is not None:
            self.copies.append(done.copy)
        assert done.memory == (folded(self.stream) if self.stream else None)
        self.last = done
        return done

    def sync(self, server: Server) -> None:
        """Pull, push."""
        self.pull(server)
        assert server.push(self.stream[len(self.stream) - self.waiting :])
        self.waiting = 0

    def _record(self, recorded: Sequence[Event]) -> None:
        for event in recorded:
            self.clock += 1 << 16
            stamped = replace(
                event,
                device_id=self.name,
                clock=self.clock,
                occurred_at=START + timedelta(seconds=self.clock),
            )
            self.stream.append(stamped)
            self.waiting += 1
            if event.event_type in (events.CREATED, events.UPDATED):
                self.typed.add(folded(self.stream).content)


def pair(text: str, tags: Sequence[str] = ()) -> tuple[Server, Device, Device]:
    """A note that the laptop and the desktop both have."""
    server, laptop, desktop = Server(), Device(), Device()
    laptop.create(text, tags)
    laptop.sync(server)
    desktop.sync(server)
    return server, laptop, desktop


def meet(server: Server, *devices: Device) -> Memory:
    """Everybody syncs, twice, so that all have all."""
    for device in (*devices, *devices):
        device.sync(server)
    memory = folded(server.stream)
    for device in devices:
        assert folded(device.stream) == memory
        assert [each.event_id for each in device.stream] == [each.event_id for each in server.stream]
    return memory


def told(stream: Sequence[Event]) -> set[str]:
    """Every text in a history, also those that gave way to a merged one."""
    found: set[str] = set()
    memory = None
    for event in stream:
        memory = evolve(memory, event)
        found.add(memory.content)
        found.update(typed.text for typed in typed_texts(stream, event.stream_version))
    return found


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


_TEXT = st.lists(
    st.sampled_from(["alpha", "beta gamma", "at 9", "", "- milk", "<<<", "ü😀"]), max_size=5
).map("\n".join)
_TAGS = st.sampled_from(["a", "b", "c"])


_KINDS = "text text line word tag untag set unset link unlink attach detach delete restore settle".split()


@dataclass(frozen=True)
class Edit:
    """Something that a person does to a note, alive or in the trash."""

    kind: str
    text: str
    tag: str
    number: int

    def __call__(self, memory: Memory) -> Memory:
        lines = memory.content.split("\n")
        at = self.number % len(lines)
        number, tag = self.number % 5, self.tag
        word = f"{lines[at]} w{self.number}"
        steps: dict[str, Callable[[], Memory]] = {
            "text": lambda: memory.update(self.text),
            "line": lambda: memory.update("\n".join([*lines[:at], f"new {self.number}", *lines[at:]])),
            "word": lambda: memory.update("\n".join([*lines[:at], word, *lines[at + 1 :]])),
            "tag": lambda: memory.tag([tag]),
            "untag": lambda: memory.untag([tag]),
            "set": lambda: memory.update(set_metadata={tag: number}),
            "unset": lambda: memory.update(unset_metadata=[tag]),
            "link": lambda: memory.link(UUID(int=number), tag),
            "unlink": lambda: memory.unlink(UUID(int=number), tag),
            "attach": lambda: memory.attach(f"{number:064x}", tag, "text/plain", number),
            "detach": lambda: memory.detach(f"{number:064x}", tag),
            "delete": memory.delete,
            "restore": memory.restore,
            "settle": lambda: memory.settle(memory.clashes),
        }
        return steps[self.kind]()


_EDITS = st.builds(Edit, st.sampled_from(_KINDS), _TEXT, _TAGS, st.integers(0, 99))
_DEVICES = 3
_STEPS = st.lists(
    st.tuples(st.integers(0, _DEVICES - 1), st.one_of(_EDITS, _EDITS, st.sampled_from(["sync", "pull"]))),
    min_size=3,
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(_TEXT, _STEPS, st.randoms(use_true_random=False))
def test_devices_that_hold_what_the_server_holds_are_the_same(
    text: str, steps: Sequence[tuple[int, Edit | str]], chance: random.Random
) -> None:
    server, devices = Server(), [Device() for _ in range(_DEVICES)]
    devices[0].create(text, ["a"])
    devices[0].sync(server)
    for device in devices[1:]:
        device.sync(server)
    for which, step in steps:
        if step == "sync":
            devices[which].sync(server)
        elif step == "pull":
            devices[which].pull(server)
        elif isinstance(step, Edit):
            devices[which].do(step)
        if chance.random() < 0.2:
            sent = len(devices[which].stream) - devices[which].waiting
            devices[which].pull(server, after=chance.randrange(sent + 1))
    order = list(devices)
    chance.shuffle(order)
    memory = meet(server, *order)
    note(f"clashes: {len(memory.clashes)}")
    assert set().union(*(device.typed for device in devices)) <= told(server.stream)
    assert not any(device.copies for device in devices)
    again = integrate(devices[0].stream, 0, server.stream)
    assert not again.appended
    assert not again.superseded
    for line in memory.content.split("\n"):
        assert not line.startswith((">>>", "==="))


@settings(max_examples=150, deadline=None)
@given(
    _TEXT,
    st.lists(
        st.tuples(
            st.integers(0, _DEVICES - 1),
            st.one_of(_EDITS, _EDITS, st.sampled_from(["sync", "restore", "purge"])),
        ),
        min_size=3,
        max_size=25,
    ),
    st.randoms(use_true_random=False),
)
def test_servers_that_lose_events_and_notes_that_go_for_good_lose_no_text(
    text: str, steps: Sequence[tuple[int, Edit | str]], chance: random.Random
) -> None:
    server, devices = Server(), [Device() for _ in range(_DEVICES)]
    devices[0].create(text, ["a"])
    devices[0].sync(server)
    for device in devices[1:]:
        device.sync(server)
    for which, step in steps:
        device = devices[which]
        if step == "sync":
            device.sync(server)
        elif step == "restore":
            del server.stream[chance.randrange(1, len(server.stream) + 1) :]
            for each in devices:
                each.waiting = len(each.stream)
        elif step == "purge":
            device.do(Memory.purge)
        elif isinstance(step, Edit) and not folded(device.stream).purged:
            device.do(step)
    memory = meet(server, *devices)
    kept = told(server.stream).union(
        *(told(copy.collect_events()) for each in devices for copy in each.copies)
    )
    note(f"purged: {memory.purged}")
    gone_by_choice = {which for which, step in steps if step == "purge"}
    for which, device in enumerate(devices):
        assert which in gone_by_choice or device.typed <= kept


@settings(max_examples=150, deadline=None)
@given(_TEXT, st.lists(_EDITS, max_size=6), st.lists(_EDITS, max_size=6))
def test_additions_are_never_lost(text: str, here: Sequence[Edit], there: Sequence[Edit]) -> None:
    server, laptop, desktop = pair(text, ["a"])
    for device, edits in ((laptop, here), (desktop, there)):
        for edit in edits:
            device.do(edit)
    both = [folded(each.stream) for each in (laptop, desktop)]
    added = [_additions(each.stream[1:]) for each in (laptop, desktop)]
    memory = meet(server, laptop, desktop)
    for side, new in zip(both, added, strict=True):
        present = {("tag", tag) for tag in side.tags} | {(str(link.target), link.kind) for link in side.links}
        after = {("tag", tag) for tag in memory.tags} | {
            (str(link.target), link.kind) for link in memory.links
        }
        assert present & new <= after


def _additions(stream: Sequence[Event]) -> set[tuple[str, str]]:
    tags = {("tag", tag) for each in stream if each.event_type == events.TAGGED for tag in each.data["tags"]}
    links = {(each.data["target"], each.data["kind"]) for each in stream if each.event_type == events.LINKED}
    return tags | links


def test_a_merge_does_not_depend_on_the_side() -> None:
    assert merge_text("a\nb", "a\nb\nx", "a\nb\ny") == merge_text("a\nb", "a\nb\ny", "a\nb\nx")

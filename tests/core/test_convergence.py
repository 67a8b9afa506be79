"""Whatever three devices do to one note, in any order: they end with the same, and nothing typed is lost."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hypothesis import event as note
from hypothesis import given, settings
from hypothesis import strategies as st

from core import events
from core.events import Event
from core.memory import Memory
from core.merge import integrate
from tests.core.copies import Device, Server, folded, meet, pair, told

_TEXT = st.lists(
    st.sampled_from(["alpha", "beta gamma", "at 9", "", "- milk", "<<<", "ü😀"]), max_size=5
).map("\n".join)
_TAGS = st.sampled_from(["a", "b", "c"])


_KINDS = (
    "text text line word tag untag set unset link unlink attach detach delete restore settle over".split()
)


@dataclass(frozen=True)
class Edit:
    """Something that a person does to a note, alive or in the trash."""

    kind: str
    text: str
    tag: str
    number: int

    def by(self, device: Device) -> None:
        """Let it happen on a device."""
        if self.kind == "over":
            device.type_over(self.text, self.number % 7)
        else:
            device.do(self)

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
            step.by(devices[which])
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
            step.by(device)
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
            edit.by(device)
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

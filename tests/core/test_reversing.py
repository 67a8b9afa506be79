"""Taking back what events did to one note, by itself: whatever was done, and in whatever order it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from core.actions import REDO, UNDO, Seen, stacks
from core.events import Event, new_id
from core.memory import Memory, evolve
from core.reversing import Reversed, do_again, steps_of, take_back

OWNER = new_id()
FILE = "a" * 64
COMMANDS = st.one_of(
    st.tuples(st.just("text"), st.sampled_from(["", "one", "one\ntwo", "two\nthree", "one\ntwo\nthree 🌊"])),
    st.tuples(st.just("tag"), st.sampled_from("abc")),
    st.tuples(st.just("untag"), st.sampled_from("abc")),
    st.tuples(st.just("set"), st.sampled_from("xy")),
    st.tuples(st.just("unset"), st.sampled_from("xy")),
    st.tuples(st.just("link"), st.sampled_from(["related", "part"])),
    st.tuples(st.just("unlink"), st.sampled_from(["related", "part"])),
    st.tuples(st.just("attach"), st.sampled_from(["a.txt", "b.txt"])),
    st.tuples(st.just("detach"), st.sampled_from(["a.txt", "b.txt"])),
    st.tuples(st.just("delete"), st.just("")),
    st.tuples(st.just("restore"), st.just("")),
)
ACTIONS = st.lists(st.lists(COMMANDS, min_size=1, max_size=4), min_size=1, max_size=6)
TARGET = new_id()


DEEDS: dict[str, Callable[[Memory, str], Memory]] = {
    "text": Memory.update,
    "tag": lambda memory, value: memory.tag([value]),
    "untag": lambda memory, value: memory.untag([value]),
    "set": lambda memory, value: memory.update(set_metadata={value: memory.version}),
    "unset": lambda memory, value: memory.update(unset_metadata=[value]),
    "link": lambda memory, value: memory.link(TARGET, value),
    "unlink": lambda memory, value: memory.unlink(TARGET, value),
    "attach": lambda memory, value: memory.attach(FILE, value, "text/plain", 3),
    "detach": lambda memory, value: memory.detach(FILE, value),
    "delete": lambda memory, _: memory.delete(),
    "restore": lambda memory, _: memory.restore(),
}


def state(memory: Memory) -> dict[str, Any]:
    """What a person sees of a note but its times and the order of its tags."""
    return {
        "text": memory.content,
        "tags": set(memory.tags),
        "metadata": dict(memory.metadata),
        "links": {(each.target, each.kind) for each in memory.links},
        "files": set(memory.attachments),
        "trash": memory.deleted_at is not None,
    }


class Told:
    """A note's stream while actions happen to it."""

    def __init__(self, text: str = "one") -> None:
        self.first = new_id()
        made = Memory.create(text, OWNER)
        self.stream = [replace(each, correlation_id=self.first) for each in made.collect_events()]

    @property
    def memory(self) -> Memory:
        memory: Memory | None = None
        for event in self.stream:
            memory = evolve(memory, event)
        assert memory is not None
        return memory

    def append(self, after: Memory) -> UUID:
        action = new_id()
        known = {event.event_id for event in self.stream}
        news = [event for event in after.collect_events() if event.event_id not in known]
        self.stream += [replace(event, correlation_id=action) for event in news]
        return action

    def act(self, commands: list[tuple[str, str]]) -> UUID:
        memory = self.memory
        for command in commands:
            memory = DEEDS[command[0]](memory, command[1])
        return self.append(memory)

    def undo(self, action: UUID) -> Reversed:
        result = take_back(self.memory, steps_of(self.stream, action))
        self.append(result.memory)
        return result

    def redo(self, action: UUID) -> Reversed:
        result = do_again(self.memory, steps_of(self.stream, action))
        self.append(result.memory)
        return result


@given(ACTIONS)
@settings(max_examples=60, deadline=None)
def test_undoing_everything_step_by_step_passes_through_every_earlier_state_and_redoing_comes_back(
    actions: list[list[tuple[str, str]]],
) -> None:
    note = Told()
    before: list[dict[str, Any]] = []
    done: list[UUID] = []
    for commands in actions:
        before.append(state(note.memory))
        done.append(note.act(commands))
    states = [*before, state(note.memory)]
    for at in reversed(range(len(done))):
        assert not note.undo(done[at]).kept
        assert state(note.memory) == states[at]
    for at, action in enumerate(done):
        assert not note.redo(action).kept
        assert state(note.memory) == states[at + 1]
    assert state(note.memory) == states[-1]


def test_a_new_note_goes_to_the_trash_and_comes_back() -> None:
    note = Told()
    note.undo(note.first)
    assert note.memory.deleted_at is not None
    assert note.memory.content == "one"
    note.redo(note.first)
    assert note.memory.deleted_at is None


def test_what_was_written_since_stays_beside_what_is_taken_back() -> None:
    note = Told("first\n\nmiddle\n\nlast")
    edit = note.act([("text", "first line\n\nmiddle\n\nlast")])
    note.act([("text", "first line\n\nmiddle\n\nlast one")])
    assert not note.undo(edit).kept
    assert note.memory.content == "first\n\nmiddle\n\nlast one"
    note.redo(edit)
    assert note.memory.content == "first line\n\nmiddle\n\nlast one"


def test_a_later_text_in_the_same_words_is_never_thrown_away() -> None:
    note = Told("a plan")
    edit = note.act([("text", "a good plan"), ("tag", "work")])
    note.act([("text", "a great deal")])
    assert note.undo(edit).kept
    assert note.memory.content == "a great deal"
    assert note.memory.tags == ()


def test_a_note_that_was_written_in_since_does_not_go_to_the_trash() -> None:
    note = Told()
    note.act([("text", "written elsewhere")])
    assert note.undo(note.first).kept
    assert note.memory.deleted_at is None


def seen(first: int, kind: str = "", of: UUID | None = None, *, ended: bool = True) -> Seen:
    return Seen(UUID(int=first), first, {"kind": kind, "of": str(of)} if kind else None, ended)


def test_something_new_ends_what_could_be_done_again() -> None:
    one, two = seen(1), seen(2)
    undone = seen(3, UNDO, two.id)
    assert stacks([one, two, undone]).undo == (one.id,)
    assert stacks([one, two, undone]).redo == (two.id,)
    assert stacks([one, two, undone, seen(4, REDO, two.id)]).undo == (one.id, two.id)
    new = seen(4)
    assert (stacks([new, undone, two, one]).undo, stacks([new, undone, two, one]).redo) == (
        (one.id, new.id),
        (),
    )


def test_what_was_stopped_on_the_way_can_go_on_and_back() -> None:
    one = seen(1)
    begun = seen(2, UNDO, one.id, ended=False)
    assert (stacks([one, begun]).undo, stacks([one, begun]).redo) == ((one.id,), (one.id,))
    back = seen(3, REDO, one.id)
    assert (stacks([one, begun, back]).undo, stacks([one, begun, back]).redo) == ((one.id,), ())


def test_the_fold_of_the_log_takes_every_event_of_an_undo() -> None:
    note = Told()
    note.undo(note.act([("text", "other"), ("tag", "a")]))
    folded: Memory | None = None
    for event in note.stream:
        assert isinstance(event, Event)
        folded = evolve(folded, event)
    assert folded == note.memory

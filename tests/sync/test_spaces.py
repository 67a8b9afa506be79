"""Two people, each with a notebook, at the real server: what one shares the other has, as far as they may; and nothing that
anybody typed is lost when it is taken away again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core import Brain, BrainError, Step
from core.spaces import FILE
from core.store.cluster import Cluster
from sync.client import Client
from sync.spaces import SpacesThere
from sync.syncing import Sync
from sync.vault import InMemory, Kept
from tests.fixtures.devices import Signed, device, signed_in


class Person:
    """Somebody with a notebook who is signed in."""

    def __init__(self, brain: Brain, sync: Sync, client: Client, token: str) -> None:
        self.brain, self.sync = brain, sync
        self.spaces = SpacesThere(brain, InMemory(Kept(token, "", 0.0)))

    def round(self) -> None:
        assert self.sync.once().words == "synced"


@pytest.fixture
def people(
    cluster: Cluster, template_database: str, tmp_path: Path, team_url: str, signed: Signed
) -> Iterator[tuple[Person, Person]]:
    """Ada and Bob."""
    with ExitStack() as stack:
        made = []
        for name in ("ada", "bob"):
            brain = stack.enter_context(device(cluster, template_database, tmp_path, f"of_{name}"))
            token = signed(name)["Authorization"].removeprefix("Bearer ")
            sync, client = stack.enter_context(signed_in(brain, team_url, token))
            person = Person(brain, sync, client, token)
            stack.callback(person.spaces.close)
            made.append(person)
        yield made[0], made[1]


def test_a_note_in_a_space_is_with_the_other_who_writes_as_far_as_they_may(
    people: tuple[Person, Person],
) -> None:
    ada, bob = people
    note = ada.brain.create_memory("# Garden\n\nbeans").memory
    ada.round()
    (space,) = ada.spaces.make("Garden").spaces
    (space,) = ada.spaces.change(space, members={"bob": True}).spaces
    shared = ada.spaces.put_in(space, [note])
    assert shared.space_of(note) == shared.spaces[0] and shared.is_mine(note)
    bob.round()
    known = bob.spaces.all()
    assert known.may_write(note) and not known.is_mine(note) and known.spaces[0].owner == "ada"
    bob.brain.update_memory(note, "# Garden\n\nbeans and peas")
    bob.round()
    ada.round()
    assert ada.brain.memory(note).content == "# Garden\n\nbeans and peas"

    (space,) = ada.spaces.change(shared.spaces[0], name="Allotment", members={"bob": False}).spaces
    bob.brain.update_memory(note, "# Garden\n\nbeans and peas and leeks")  # before he knows
    heard = bob.sync.once()
    assert heard.words == "synced" and not heard.aside
    assert not bob.spaces.all().may_write(note) and bob.brain.spaces.known().spaces[0].name == "Allotment"
    assert bob.brain.memory(note).content == "# Garden\n\nbeans and peas"
    (own,) = [each.id for each in bob.brain.memories().items if each.id != note]
    assert bob.brain.memory(own).content == "# Garden\n\nbeans and peas and leeks"
    assert bob.brain.memory(own).user_id == bob.brain.user_id and bob.brain.replica.waiting() == 0
    assert bob.brain.upkeep.replay().equal
    ada.round()
    assert ada.brain.counts().memories == 1


def test_history_names_the_others_in_a_space_and_goes_on_to_when_they_have_left(
    people: tuple[Person, Person],
) -> None:
    ada, bob = people
    note = ada.brain.create_memory("# Garden").memory
    ada.round()
    (space,) = ada.spaces.make("Garden").spaces
    ada.spaces.change(space, members={"bob": True})
    (space,) = ada.spaces.put_in(space, [note]).spaces
    bob.round()
    bob.brain.update_memory(note, "# Garden\n\nbeans")
    bob.round()
    ada.round()
    bob.spaces.all()

    def told(person: Person) -> list[str]:
        return [person.brain.spaces.known().people.get(step.author, "") for step in steps(person)]

    def steps(person: Person) -> tuple[Step, ...]:
        return person.brain.chronicle.steps(note)

    def mine(person: Person) -> list[bool]:
        return [step.author == person.brain.user_id for step in steps(person)]

    assert mine(ada) == [True, False] and mine(bob) == [False, True]
    assert told(ada)[1] == "bob" and told(bob)[0] == "ada"
    bob.spaces.leave(space)
    ada.spaces.delete(ada.spaces.all().spaces[0])
    assert told(ada)[1] == "bob" and told(bob)[0] == "ada"
    today = datetime.now(UTC).astimezone().date()
    deeds = {each.author == ada.brain.user_id: each for each in ada.brain.chronicle.activity(today, 2)}
    assert deeds[True].notes == {"memory.created": 1} and deeds[False].notes == {"memory.updated": 1}
    assert ada.brain.chronicle.touched(deeds[False]) == ((note,), None)


def test_a_server_that_does_not_say_who_is_who_is_understood_and_takes_no_name_away(
    people: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, _ = people
    (space,) = ada.spaces.make("Garden").spaces
    known = ada.spaces.change(space, members={"bob": True})
    assert sorted(known.people.values()) == ["ada", "bob"]
    ask = ada.spaces._ask

    def older(method: str, path: str = "", values: Any = None) -> bytes:
        told = json.loads(ask(method, path, values) or b"null")
        for each in (told or {}).get("spaces", ()):
            del each["owner_id"]
            for member in each["members"]:
                del member["user_id"]
        return json.dumps(told).encode()

    monkeypatch.setattr(ada.spaces, "_ask", older)
    heard = ada.spaces.all()
    assert heard.spaces == known.spaces and heard.people == known.people
    (ada.brain.home / FILE).unlink()
    assert ada.spaces.all().spaces == known.spaces and not ada.spaces.all().people


def test_what_was_typed_without_a_network_into_a_space_that_was_taken_away_is_a_note_of_ones_own(
    people: tuple[Person, Person],
) -> None:
    ada, bob = people
    note = ada.brain.create_memory("Plan").memory
    ada.round()
    (space,) = ada.spaces.make("Team").spaces
    (space,) = ada.spaces.change(space, members={"bob": True}).spaces
    (space,) = ada.spaces.put_in(space, [note]).spaces
    bob.round()
    bob.spaces.all()
    bob.brain.update_memory(note, "Plan\n\nwritten in the train")
    bob.brain.tag(note, "mine")
    ada.spaces.take_out(space, [note])
    bob.round()
    lost = bob.spaces.all()
    assert lost.lost == {note} and not lost.may_write(note)
    assert bob.brain.memory(note).content == "Plan"
    (own,) = [each.id for each in bob.brain.memories().items if each.id != note]
    kept = bob.brain.memory(own)
    assert (kept.content, kept.tags) == ("Plan\n\nwritten in the train", ("mine",))
    assert bob.brain.upkeep.replay().equal
    assert bob.brain.past.as_of(datetime.now(UTC)).memory(note).content == "Plan"
    # What is left of a note that is not shared any more can be put away, and stays away.
    bob.brain.delete(note)
    bob.round()
    assert bob.brain.memory(note).deleted_at is not None and not bob.brain.replica.set_aside()


def test_who_leaves_takes_their_notes_and_errors_are_told_in_words(people: tuple[Person, Person]) -> None:
    ada, bob = people
    theirs = bob.brain.create_memory("of bob").memory
    bob.round()
    (space,) = ada.spaces.make("Team").spaces
    with pytest.raises(BrainError, match="There is no user zoe on this server"):
        ada.spaces.change(space, members={"zoe": False})
    (space,) = ada.spaces.change(space, members={"bob": True}).spaces
    (seen,) = bob.spaces.all().spaces
    with pytest.raises(BrainError, match="Only who made this space"):
        bob.spaces.change(seen, name="Mine")
    bob.spaces.put_in(seen, [theirs])
    ada.round()
    assert ada.brain.memory(theirs).content == "of bob"
    ada.spaces.all()
    assert bob.spaces.leave(seen).spaces == ()
    assert ada.spaces.all().lost == {theirs}
    with pytest.raises(BrainError, match="not there any more, or you are not in it"):
        bob.spaces.leave(seen)
    bob.brain.update_memory(theirs, "of bob alone")
    bob.round()
    ada.round()
    assert ada.brain.memory(theirs).content == "of bob"
    assert ada.spaces.delete(space).spaces == ()


def test_who_shares_very_many_notes_hears_for_how_many_of_them_it_worked(
    people: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.spaces._AT_ONCE", 2)
    ada, bob = people
    theirs = bob.brain.create_memory("of bob").memory
    bob.round()
    notes = [ada.brain.create_memory(f"Note {number}").memory for number in range(4)]
    ada.round()
    (space,) = ada.spaces.make("Garden").spaces
    with pytest.raises(BrainError, match=r"does not have one of these notes as yours.* Nothing was shared"):
        ada.spaces.put_in(space, [theirs, *notes])
    assert not ada.spaces.all().spaces[0].notes
    with pytest.raises(BrainError) as told:
        ada.spaces.put_in(space, [*notes, theirs])
    said = str(told.value)
    assert "4 of 5 notes are in “Garden” now; sharing the others did not work." in said
    assert "does not have one of these notes as yours" in said and "othing was" not in said
    assert "Share them all once more" in said
    (space,) = ada.spaces.all().spaces
    assert space.mine == set(notes)
    with pytest.raises(BrainError, match="4 of 5 notes are out of “Garden” now"):
        ada.spaces.take_out(space, [*notes, theirs])
    assert not ada.spaces.all().spaces[0].notes
    assert ada.spaces.put_in(space, notes).spaces[0].mine == set(notes)

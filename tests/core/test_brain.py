"""A notebook as its owner uses it: commands, questions, typing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from core import Brain, InvalidMemory, NotFound, Order, Summary, VersionConflict, View, open_brain
from core.errors import BrainError


def titles(brain: Brain, view: View = View()) -> list[str]:  # noqa: B008 - frozen
    return [summary.title for summary in brain.memories(view).items]


def test_a_note_is_kept_as_it_was_typed(brain: Brain) -> None:
    text = "# Ünïcode 😀\r\n\n\ttabs, \u2028 separators, trailing space \n\n"
    memory = brain.memory(brain.create_memory(text, tags=["a", "ü"], metadata={"k": [1, None]}).memory)
    assert (memory.content, memory.tags, memory.metadata) == (text, ("a", "ü"), {"k": [1, None]})
    assert memory.user_id == brain.user_id
    assert memory.version == 1


def test_a_notebook_has_one_owner_for_ever(brain: Brain, database_url: str, tmp_path: Path) -> None:
    with open_brain(tmp_path / "home", database_url) as again:
        assert (again.user_id, again.device_id) == (brain.user_id, brain.device_id)
    with open_brain(tmp_path / "other device", database_url) as other:
        assert other.user_id == brain.user_id
        assert other.device_id != brain.device_id


def test_commands_say_what_they_touched(brain: Brain) -> None:
    one, other = brain.create_memory("one").memory, brain.create_memory("other").memory
    assert brain.update_memory(one, "changed").memories == {one}
    tagged = brain.tag([one, other], "x")
    assert tagged.memories == {one, other}
    assert tagged.tags
    assert not brain.tag(one, "x")
    assert brain.delete([one]).position == brain.position()


def test_the_view_of_a_tag_and_of_untagged_notes(brain: Brain) -> None:
    brain.create_memory("plain")
    brain.create_memory("both", tags=["a", "b"])
    brain.create_memory("one", tags=["a"])
    assert titles(brain, View(tag="a")) == ["one", "both"]
    assert titles(brain, View(tag="b")) == ["both"]
    assert titles(brain, View(untagged=True)) == ["plain"]
    assert [(each.tag, each.count) for each in brain.tags()] == [("a", 2), ("b", 1)]


def test_the_trash_holds_deleted_notes_and_gives_them_back(brain: Brain) -> None:
    memory = brain.create_memory("keep me", tags=["t"]).memory
    brain.delete(memory)
    assert (titles(brain), titles(brain, View(trash=True))) == ([], ["keep me"])
    assert brain.tags() == ()
    assert (brain.counts().memories, brain.counts().trash) == (0, 1)
    assert brain.search("keep").hits == ()
    brain.restore(memory)
    assert titles(brain) == ["keep me"]
    assert brain.search("keep").total == 1


def test_only_the_trash_can_be_emptied(brain: Brain) -> None:
    memory = brain.create_memory("precious").memory
    with pytest.raises(InvalidMemory, match="not in the trash"):
        brain.purge(memory)
    brain.delete(memory)
    brain.purge(memory)
    with pytest.raises(NotFound):
        brain.memory(memory)
    with pytest.raises(NotFound):
        brain.restore(memory)
    assert brain.counts().trash == 0


def test_a_bulk_command_happens_to_all_or_to_none(brain: Brain) -> None:
    memory = brain.create_memory("one").memory
    with pytest.raises(NotFound):
        brain.delete([memory, uuid4()])
    assert titles(brain) == ["one"]


def test_a_wrong_expected_version_writes_nothing_and_tells_the_present_one(brain: Brain) -> None:
    memory = brain.create_memory("one").memory
    brain.update_memory(memory, "two", expected_version=1)
    with pytest.raises(VersionConflict) as raised:
        brain.update_memory(memory, "three", expected_version=1)
    assert raised.value.present == 2
    assert brain.memory(memory).content == "two"


@pytest.mark.parametrize("order", list(Order))
def test_pages_give_every_note_once_in_the_order_of_the_list(brain: Brain, order: Order) -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    for number in range(57):
        when = moment + timedelta(days=number % 5)  # many at the same moment
        brain.create_memory(f"{'abc'[number % 3]} note", created_at=when)
    view = View(order=order)
    seen: list[Summary] = []
    page = brain.memories(view, limit=10)
    while True:
        seen += page.items
        if page.after is None:
            break
        page = brain.memories(view, after=page.after, limit=10)
    ids = brain.memory_ids(view)
    assert [summary.id for summary in seen] == list(ids)
    assert len(set(ids)) == 57
    assert brain.summaries(ids[20:23]) == tuple(seen[20:23])
    assert ids.position_of(seen[41].id) == 41
    assert ids.position_of(uuid4()) is None


def test_links_lead_there_and_back(brain: Brain) -> None:
    one, other = brain.create_memory("one").memory, brain.create_memory("other").memory
    brain.link(one, other, "cites", {"page": 3})
    assert [(link.target, link.kind, link.metadata) for link in brain.memory(one).links] == [
        (other, "cites", {"page": 3})
    ]
    assert [summary.id for summary in brain.linked_from(other)] == [one]
    with pytest.raises(NotFound):
        brain.link(one, uuid4())
    brain.unlink(one, other, "cites")
    assert brain.memory(one).links == ()


def test_history_tells_every_version(brain: Brain) -> None:
    memory = brain.create_memory("one").memory
    brain.update_memory(memory, "two")
    brain.tag(memory, "t")
    told = [
        (version.version, version.event.event_type, version.memory.content)
        for version in brain.history(memory)
    ]
    assert told == [(1, "memory.created", "one"), (2, "memory.updated", "two"), (3, "memory.tagged", "two")]
    assert all(version.event.device_id == brain.device_id for version in brain.history(memory))
    with pytest.raises(NotFound):
        brain.history(uuid4())


def test_a_note_can_be_seen_as_it_was(brain: Brain) -> None:
    memory = brain.create_memory("one", created_at=datetime(2020, 1, 1, tzinfo=UTC)).memory
    brain.update_memory(memory, "two")
    assert brain.memory(memory, at=datetime(2021, 1, 1, tzinfo=UTC)).content == "one"
    assert brain.memory(memory, at=datetime.now(UTC)).content == "two"
    with pytest.raises(NotFound):
        brain.memory(memory, at=datetime(2019, 1, 1, tzinfo=UTC))


def test_what_others_did_is_seen_from_a_position(brain: Brain) -> None:
    before = brain.position()
    memory = brain.create_memory("one", tags=["t"]).memory
    changes = brain.changes_since(before)
    assert changes.memories == {memory}
    assert changes.tags
    assert changes.position == before + 1
    assert not brain.changes_since(changes.position)
    assert brain.changes_since(changes.position).position == changes.position


def test_a_draft_is_kept_until_it_becomes_an_event(brain: Brain) -> None:
    memory = brain.create_memory("one").memory
    brain.save_draft(memory, "one, typed", 1)
    brain.save_draft(memory, "one, typed on", 1)
    assert [(draft.memory_id, draft.content, draft.base_version) for draft in brain.drafts()] == [
        (memory, "one, typed on", 1)
    ]
    assert brain.memory(memory).content == "one"
    brain.write(memory, "one, typed on", 1)
    assert brain.drafts() == ()
    assert brain.memory(memory).content == "one, typed on"


def test_drafts_of_a_crash_become_notes_at_the_next_start(brain: Brain) -> None:
    known, new = brain.create_memory("one").memory, uuid4()
    brain.save_draft(known, "one, typed", 1)
    brain.save_draft(new, "never saved", 0)
    assert brain.recover_drafts().memories == {known, new}
    assert brain.memory(known).content == "one, typed"
    assert brain.memory(new).content == "never saved"
    assert brain.drafts() == ()
    assert not brain.recover_drafts()


def test_another_device_does_not_see_my_drafts(brain: Brain, database_url: str, tmp_path: Path) -> None:
    brain.save_draft(uuid4(), "mine", 0)
    with open_brain(tmp_path / "other device", database_url) as other:
        assert other.drafts() == ()


def test_a_tag_set_elsewhere_is_no_conflict_for_the_one_who_types(brain: Brain) -> None:
    memory = brain.create_memory("start").memory
    brain.tag(memory, "t")
    assert brain.write(memory, "typed", 1).memories == {memory}
    assert (brain.memory(memory).content, brain.memory(memory).tags) == ("typed", ("t",))


def test_typing_into_a_note_that_was_purged_elsewhere_is_not_lost(brain: Brain) -> None:
    memory = brain.create_memory("start").memory
    brain.delete(memory)
    brain.purge(memory)
    (copy,) = brain.write(memory, "typed", 1).memories
    assert copy != memory
    assert brain.memory(copy).content == "typed"


def test_an_unwritable_home_is_told_in_words(database_url: str, tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("not a folder")
    with pytest.raises(BrainError, match="cannot be used") as raised:
        open_brain(occupied, database_url)
    assert "--home" in raised.value.hint


def test_a_broken_device_file_is_told_in_words(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "device").write_text("scribble")
    with pytest.raises(BrainError, match="device's id"):
        open_brain(tmp_path, database_url)


def test_a_first_start_that_is_killed_or_finds_the_disk_full_is_none_for_the_next(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(BrainError, match="No space left"):
            open_brain(tmp_path, database_url)
    assert [path.name for path in tmp_path.iterdir()] == []
    (tmp_path / "device").touch()  # as far as an older version came when it was killed
    with open_brain(tmp_path, database_url) as brain:
        device = brain.device_id
    with open_brain(tmp_path, database_url) as brain:
        assert brain.device_id == device
    assert [path.name for path in tmp_path.glob("device*")] == ["device"]


def test_a_start_writes_nothing_and_makes_nothing_anew(database_url: str, tmp_path: Path) -> None:
    with open_brain(tmp_path, database_url) as brain:
        for number in range(300):
            brain.create_memory(f"Note {number}\n\nof words", tags=["tag"])
        brain.search("words")
        before = _written(brain)
    with open_brain(tmp_path, database_url) as again:
        assert len(again.ways.first_page(40).items) == 40
        assert _written(again) == before


def _written(brain: Brain) -> dict[str, tuple[int, int]]:
    """Of each table how many rows it has, and by which change they were written, all of them together."""
    tables = brain._database.fetch(
        "select relname::text from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace",
        (),
    )
    asked = "select count(*), coalesce(sum(xmin::text::int8), 0)::int8 from {}"
    return {name: brain._database.fetch(asked.format(name), ())[0] for (name,) in tables}


def test_a_huge_note_is_kept_and_found_by_its_last_word(brain: Brain) -> None:
    text = "# Huge\n\n" + "lorem ipsum dolor " * 200_000 + "zanzibar"
    memory = brain.create_memory(text).memory
    assert brain.memory(memory).content == text
    assert [hit.id for hit in brain.search("zanzibar").hits] == [memory]
    brain.tag(memory, "big")
    assert [hit.id for hit in brain.search("zanzibar").hits] == [memory]

"""Whatever is done to a notebook, in whatever order: the log alone gives it back, and a simple model agrees with it."""

from __future__ import annotations

import random
from uuid import UUID, uuid4

from core import Brain, NotFound, View

_WORDS = "garden star house bread river stone light paper winter music".split()


class Model:
    """What a notebook should hold: text, tags and trash of each note, in plain dictionaries."""

    def __init__(self) -> None:
        self.texts: dict[UUID, str] = {}
        self.tags: dict[UUID, set[str]] = {}
        self.trash: set[UUID] = set()


def _text(chance: random.Random) -> str:
    return "\n".join(
        " ".join(chance.choices(_WORDS, k=chance.randint(0, 12))) for _ in range(chance.randint(1, 20))
    )


def _step(brain: Brain, model: Model, chance: random.Random) -> None:
    some = chance.sample(sorted(model.texts), min(len(model.texts), chance.randint(1, 4)))
    match chance.randrange(10):
        case 0 | 1 | 2:
            memory, text, tags = uuid4(), _text(chance), chance.sample(_WORDS, chance.randint(0, 3))
            brain.create_memory(text, tags=tags, id=memory)
            model.texts[memory], model.tags[memory] = text, set(tags)
        case 3 | 4 | 5 if some:
            text = model.texts[some[0]]
            at = chance.randint(0, len(text))
            text = text[:at] + _text(chance) + text[chance.randint(at, len(text)) :]
            brain.update_memory(some[0], text)
            model.texts[some[0]] = text
        case 6 if some:
            tags = chance.sample(_WORDS, 2)
            brain.tag(some, *tags)
            for memory in some:
                model.tags[memory] |= set(tags)
        case 7 if some:
            tag = chance.choice(_WORDS)
            brain.untag(some, tag)
            for memory in some:
                model.tags[memory] -= {tag}
            brain.link(some[0], some[-1], tag)
        case 8 if some:
            brain.delete(some)
            model.trash |= set(some)
        case 9 if some:
            gone = [memory for memory in some if memory in model.trash]
            brain.purge(gone[:1])
            brain.restore(gone[1:])
            model.trash -= set(gone)
            for memory in gone[:1]:
                del model.texts[memory], model.tags[memory]


def test_a_notebook_is_what_was_done_to_it(brain: Brain, chance: random.Random) -> None:
    model = Model()
    for _ in range(150):
        _step(brain, model, chance)
    for memory_id, text in model.texts.items():
        memory = brain.memory(memory_id)
        assert memory.content == text
        assert set(memory.tags) == model.tags[memory_id]
        assert (memory.deleted_at is not None) == (memory_id in model.trash)
        assert brain.history(memory_id)[-1].memory == memory
    assert set(brain.memory_ids()) == model.texts.keys() - model.trash
    assert set(brain.memory_ids(View(trash=True))) == model.trash
    replayed = brain.upkeep.replay()
    assert replayed.equal, replayed
    assert replayed.events == brain.position()


def test_a_replay_names_what_differs(brain: Brain) -> None:
    memory = brain.create_memory("one", tags=["t"]).memory
    brain.create_memory("two")
    with brain._database.connection() as connection:
        connection.execute("update memories set title = 'forged' where version = 1 and title = 'one'")
        connection.execute("delete from search_documents where memory_id = %s", (memory,))
        connection.commit()
    replayed = brain.upkeep.replay()
    assert not replayed.equal
    assert replayed.differences["memories"] == 2  # the row as it is and the row as it should be
    assert replayed.differences["search_documents"] == 1
    assert replayed.differences["links"] == 0


def test_a_replay_leaves_everything_as_it_was(brain: Brain) -> None:
    memory = brain.create_memory("one").memory
    seen: list[tuple[int, int]] = []
    brain.upkeep.replay(lambda done, total: seen.append((done, total)))
    assert seen[-1] == (1, 1)
    assert brain.memory(memory).content == "one"
    brain.create_memory("two")
    assert brain.upkeep.replay().memories == 2


def test_a_purged_note_is_gone_for_questions_of_any_time(brain: Brain) -> None:
    memory = brain.create_memory("one").memory
    brain.delete(memory)
    moment = brain.memory(memory).deleted_at
    brain.purge(memory)
    assert moment is not None
    try:
        assert brain.memory(memory, at=moment).content == "one"  # the log is append-only: the past stays told
    except NotFound:
        raise AssertionError("history lost") from None

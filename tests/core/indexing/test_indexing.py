"""Embedding in the background: every note can be found by meaning in the end, and nothing is embedded twice."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import pytest

from core.brain import Brain
from core.embedding import local_model
from core.indexing import Meaning
from core.search.result import Coverage
from core.store.database import Database
from core.store.meaning import nearest
from core.store.passages import Piece, recut, uncut, write_passages
from core.text.passages import passage_hash
from tests.core.indexing.conftest import Truth
from tests.core.indexing.hashed import Hashed

PARAGRAPH = "The heron stands in the shallow water and waits without moving for a fish to come near. " * 8
CHILD = Path(__file__).with_name("embedding_child.py")
_OLDEST = -(1 << 62)  # every text that is to be cut has a higher number


def _paragraphs(*firsts: str) -> str:
    """A note in paragraphs, each a passage of its own, that begin so."""
    return "\n\n".join(f"{first} {PARAGRAPH}" for first in firsts)


def _near(database: Database, model: Hashed, text: str) -> list[UUID]:
    found = database.ask(nearest, model.name, model.embed_query(text), 5)
    return [each.memory_id for each in found]


def test_notes_are_found_by_what_they_say(
    brain: Brain, meaning: Meaning, database: Database, model: Hashed
) -> None:
    bread = brain.create_memory("Bread\n\nflour water yeast and time").memory
    garden = brain.create_memory("Garden\n\nbeans and peas along the fence").memory
    assert meaning.embed("hashed") == Coverage("hashed", 2, 2)
    assert _near(database, model, "yeast flour") == [bread, garden]
    assert _near(database, model, "beans by a fence") == [garden, bread]


def test_nothing_was_ever_embedded_and_that_is_said(brain: Brain, meaning: Meaning) -> None:
    brain.create_memory("words only")
    assert meaning.coverage() is None
    assert meaning.model() is None
    assert meaning.embed() is None  # the model of this machine is not among those of the tests


def test_the_same_paragraph_in_two_notes_is_embedded_once(
    brain: Brain, meaning: Meaning, model: Hashed, database: Database
) -> None:
    first = brain.create_memory("flour water yeast").memory
    second = brain.create_memory("flour water yeast").memory
    meaning.embed("hashed")
    assert model.embedded == ["flour water yeast"]
    assert set(_near(database, model, "yeast")) == {first, second}


def test_an_edit_embeds_what_changed_and_nothing_else(brain: Brain, meaning: Meaning, model: Hashed) -> None:
    note = brain.create_memory(_paragraphs("Spring", "Summer", "Autumn", "Winter")).memory
    meaning.embed("hashed")
    before = len(model.embedded)
    assert before >= 4
    brain.update_memory(note, brain.memory(note).content.replace("Autumn", "Harvest"))
    meaning.embed("hashed")
    new = model.embedded[before:]
    assert len(new) == 1
    assert "Harvest" in new[0]


def test_a_tag_embeds_nothing(brain: Brain, meaning: Meaning, model: Hashed) -> None:
    note = brain.create_memory("flour water yeast").memory
    meaning.embed("hashed")
    brain.tag(note, "kitchen")
    assert meaning.coverage() == Coverage("hashed", 1, 1)
    meaning.embed("hashed")
    assert len(model.embedded) == 1


def test_what_no_note_says_any_more_loses_its_vector(
    brain: Brain, meaning: Meaning, database: Database
) -> None:
    note = brain.create_memory("a secret").memory
    shared = brain.create_memory("shared words").memory
    copy = brain.create_memory("shared words").memory
    meaning.embed("hashed")
    brain.update_memory(note, "nothing to see")
    brain.delete([note, shared])
    brain.purge([note, shared])
    meaning.embed("hashed")
    assert {row[0] for row in database.fetch("select memory_id from passages", ())} == {copy}
    assert {row[0] for row in database.fetch("select hash from vectors_1", ())} == {
        passage_hash("shared words")
    }


def test_coverage_is_exact_after_every_step(
    brain: Brain, meaning: Meaning, truth: Truth, chance: random.Random
) -> None:
    meaning.embed("hashed")
    words = ["tea", "milk", "honey", "ginger", "lemon"]
    notes: list[UUID] = []
    for _ in range(60):
        text = chance.choice(["", " \n", *words, _paragraphs(*chance.sample(words, 3))])
        step = chance.random()
        if step < 0.4 or not notes:
            notes.append(brain.create_memory(text).memory)
        elif step < 0.6:
            brain.update_memory(chance.choice(notes), text)
        elif step < 0.7:
            brain.delete(chance.choice(notes))
        elif step < 0.75:
            brain.restore(chance.choice(notes))
        elif step < 0.8:
            gone = notes.pop(chance.randrange(len(notes)))
            brain.delete(gone)
            brain.purge(gone)
        else:
            left = iter([False] * chance.randint(0, 3))
            meaning.embed("hashed", cancelled=lambda: next(left, True))  # noqa: B023 - it is used up at once
        told, counted = meaning.coverage(), truth()
        # A note whose new text happens to be embedded already is known to be done only when it was cut.
        assert told is not None and told.total == counted.total and told.embedded <= counted.embedded
    assert meaning.embed("hashed") == truth()


def test_a_note_without_text_has_nothing_to_embed(brain: Brain, meaning: Meaning) -> None:
    brain.create_memory("")
    assert meaning.embed("hashed") == Coverage("hashed", 1, 1)


def test_an_edited_note_waits_and_is_still_found_by_what_it_said(
    brain: Brain, meaning: Meaning, database: Database, model: Hashed
) -> None:
    note = brain.create_memory("flour water yeast").memory
    meaning.embed("hashed")
    brain.update_memory(note, "beans and peas")
    assert meaning.coverage() == Coverage("hashed", 0, 1)
    assert _near(database, model, "yeast") == [note]
    assert meaning.embed("hashed") == Coverage("hashed", 1, 1)


def test_notes_in_the_trash_keep_their_vectors_and_are_not_found(
    brain: Brain, meaning: Meaning, database: Database, model: Hashed
) -> None:
    note = brain.create_memory("flour water yeast").memory
    meaning.embed("hashed")
    brain.delete(note)
    assert meaning.coverage() == Coverage("hashed", 0, 0)
    assert _near(database, model, "yeast") == []
    vector = model.embed_query("yeast")
    trashed = database.ask(nearest, "hashed", vector, 5, ("m.deleted_at is not null", {}))
    assert [each.memory_id for each in trashed] == [note]
    brain.restore(note)
    assert meaning.coverage() == Coverage("hashed", 1, 1)


def test_a_text_that_changes_while_it_is_embedded_is_cut_again(
    brain: Brain, meaning: Meaning, model: Hashed, truth: Truth
) -> None:
    note = brain.create_memory("first text").memory

    def edit(text: str) -> None:
        if text == "first text":
            brain.update_memory(note, "second text")

    model.before = edit
    assert meaning.embed("hashed") == truth() == Coverage("hashed", 1, 1)
    assert model.embedded == ["first text", "second text"]


def test_a_text_that_changes_while_it_is_cut_stays_on_the_list(
    brain: Brain, meaning: Meaning, database: Database, truth: Truth
) -> None:
    meaning.embed("hashed")
    note = brain.create_memory("first text").memory
    (text,) = database.ask(uncut, -1, 8)
    brain.update_memory(note, "second text")
    database.ask(write_passages, [(text, [Piece(passage_hash("first text"), 0, 10)])])
    assert meaning.coverage() == Coverage("hashed", 0, 1)
    assert meaning.embed("hashed") == truth() == Coverage("hashed", 1, 1)


def test_a_purged_text_that_is_being_cut_leaves_nothing(
    brain: Brain, meaning: Meaning, database: Database
) -> None:
    meaning.embed("hashed")
    note = brain.create_memory("a secret").memory
    (text,) = database.ask(uncut, -1, 8)
    brain.delete(note)
    brain.purge(note)
    database.ask(write_passages, [(text, [Piece(passage_hash("a secret"), 0, 8)])])
    assert meaning.embed("hashed") == Coverage("hashed", 0, 0)
    assert database.fetch("select from passages", ()) == []


def test_what_was_written_last_comes_first(brain: Brain, meaning: Meaning, model: Hashed) -> None:
    for number in range(100):
        brain.create_memory(f"note {number}")
    late: list[UUID] = []

    def write(text: str) -> None:
        if not late:
            late.append(brain.create_memory("just now").memory)

    model.before = write
    meaning.embed("hashed")
    assert model.embedded[0] == "note 99"
    assert model.embedded.index("just now") < 30
    assert model.embedded[-1] == "note 0"


def test_a_pause_is_heard_at_once_and_holds_for_every_program(
    brain: Brain, meaning: Meaning, model: Hashed, database: Database
) -> None:
    for number in range(200):
        brain.create_memory(f"note {number}")

    def pause(text: str) -> None:
        if len(model.embedded) == 40:
            Meaning(database, lambda *_: model).pause()

    model.before = pause
    told = meaning.embed("hashed")
    assert told is not None and told.paused
    assert 40 < told.embedded == len(model.embedded) <= 64
    assert meaning.embed("hashed") == told
    meaning.resume()
    assert meaning.embed("hashed") == Coverage("hashed", 200, 200)
    assert Counter(model.embedded).most_common(1)[0][1] == 1


def test_it_stops_when_it_is_told_to_and_tells_how_far_it_is(
    brain: Brain, meaning: Meaning, model: Hashed
) -> None:
    for number in range(120):
        brain.create_memory(f"note {number}")
    heard: list[tuple[int, int]] = []
    told = meaning.embed("hashed", lambda *news: heard.append(news), lambda: len(model.embedded) >= 32)
    assert told is not None and 32 <= told.embedded < 120
    assert heard[-1] == (told.embedded, 120)


def test_two_programs_at_once_embed_nothing_twice(
    brain: Brain, meaning: Meaning, model: Hashed, database_url: str
) -> None:
    for number in range(150):
        brain.create_memory(f"note {number}")
    model.before = lambda text: time.sleep(0.005)
    second_model = Hashed()
    heard: list[tuple[int, int]] = []

    def second() -> None:
        other = Database(database_url)
        Meaning(other, lambda *_: second_model).embed("hashed", lambda *news: heard.append(news))
        other.close()

    thread = Thread(target=second)
    thread.start()
    assert meaning.embed("hashed") == Coverage("hashed", 150, 150)
    thread.join()
    assert Counter(model.embedded + second_model.embedded).most_common(1)[0][1] == 1
    assert heard[-1] == (150, 150)


def test_a_killed_program_is_taken_up_where_it_was(
    brain: Brain, meaning: Meaning, model: Hashed, database: Database, database_url: str, tmp_path: Path
) -> None:
    for number in range(300):
        brain.create_memory(f"note {number}")
    diary = tmp_path / "diary"
    child = subprocess.Popen([sys.executable, str(CHILD), database_url, str(diary)])
    try:
        deadline = time.monotonic() + 90
        while not diary.exists() or len(diary.read_text().splitlines()) < 100:
            assert time.monotonic() < deadline and child.poll() is None
            time.sleep(0.01)
    finally:
        child.kill()
        child.wait()
    kept = {bytes(row[0]) for row in database.fetch("select hash from vectors_1", ())}
    done = {passage_hash(line) for line in diary.read_text().splitlines()}
    assert 32 <= len(kept) < 300
    assert kept <= done and len(done - kept) <= 24  # what was under way is lost, and no more
    assert meaning.embed("hashed") == Coverage("hashed", 300, 300)
    assert not {passage_hash(text) for text in model.embedded} & kept
    assert len(model.embedded) == 300 - len(kept)


def test_an_error_of_the_model_loses_nothing(brain: Brain, meaning: Meaning, model: Hashed) -> None:
    for number in range(100):
        brain.create_memory(f"note {number}")
    broken = Event()

    def fail(text: str) -> None:
        if len(model.embedded) == 70 and not broken.is_set():
            broken.set()
            raise ValueError("the model broke")

    model.before = fail
    with pytest.raises(ValueError, match="broke"):
        meaning.embed("hashed")
    told = meaning.coverage()
    assert told is not None and told.embedded == 64
    assert meaning.embed("hashed") == Coverage("hashed", 100, 100)


def test_other_rules_of_cutting_cut_every_note_again_and_embed_only_what_is_new(
    brain: Brain, meaning: Meaning, model: Hashed, database: Database
) -> None:
    note = brain.create_memory("flour water yeast").memory
    meaning.embed("hashed")
    database.ask(recut, 77)
    assert meaning.coverage() == Coverage("hashed", 1, 1), "it is found by what it was cut into"
    assert [(each.embedded, each.total) for each in meaning.models() if each.name == "hashed"] == [(1, 1)]
    assert len(database.ask(uncut, _OLDEST, 5)) == 1
    brain.update_memory(note, "beans and peas")
    assert meaning.coverage() == Coverage("hashed", 0, 1), "its text is another one now"
    brain.update_memory(note, "flour water yeast")
    assert meaning.embed("hashed") == Coverage("hashed", 1, 1)
    assert len(model.embedded) == 1
    assert database.ask(uncut, _OLDEST, 5) == []


def test_notes_with_a_new_text_go_before_those_that_other_rules_cut_again(
    brain: Brain, meaning: Meaning, database: Database
) -> None:
    older, newer = (brain.create_memory(f"note {number}").memory for number in range(2))
    meaning.embed("hashed")
    database.ask(recut, 77)
    changed = brain.create_memory("one of today").memory
    assert [each.memory_id for each in database.ask(uncut, _OLDEST, 5)] == [changed, newer, older]


def test_the_model_of_this_machine_finds_a_thought_in_other_words(brain: Brain, database: Database) -> None:
    own = local_model()
    if own is None:
        pytest.skip("the local model is not built: make model")
    doctor = brain.create_memory("The physician told me to sleep more and to drink less coffee.").memory
    brain.create_memory("The train to Hamburg leaves at nine from platform four.")
    brain.create_memory("A recipe for bread with rye and caraway.")
    meaning = Meaning(database, lambda *_: own)
    assert meaning.embed() == Coverage(own.name, 3, 3)
    found = database.ask(nearest, own.name, own.embed_query("what did my doctor recommend?"), 3)
    assert found[0].memory_id == doctor
    assert found[0].cosine > 0.3 > found[1].cosine

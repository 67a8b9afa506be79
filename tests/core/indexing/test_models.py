"""Another model: filled while the first one answers, compared with it, switched to, and back."""

from __future__ import annotations

import hashlib
from uuid import UUID

import numpy as np
import pytest

from core.brain import Brain
from core.errors import BrainError
from core.indexing import Meaning
from core.search.result import Coverage
from core.store.database import Database
from core.store.meaning import centroid, nearest, serving
from tests.core.indexing.conftest import Truth
from tests.core.indexing.hashed import Hashed

LEGACY = "legacy-1536"


def _write(brain: Brain, count: int) -> list[UUID]:
    return [brain.create_memory(f"note {number} of bread").memory for number in range(count)]


def _import(database: Database, notes: list[UUID], values: list[list[float]]) -> None:
    """Vectors as an import leaves them."""
    with database.cursor() as cursor:
        for note, value in zip(notes, values, strict=True):
            sha256 = hashlib.sha256(str(value).encode()).digest()
            cursor.execute(
                "insert into vectors values (%s, %s::vector) on conflict do nothing", (sha256, str(value))
            )
            cursor.execute("insert into memory_vectors values (%s, %s, %s)", (note, LEGACY, sha256))
        cursor.connection.commit()


def test_one_model_answers_while_the_next_one_fills(
    brain: Brain, meaning: Meaning, models: dict[str, Hashed], database: Database
) -> None:
    _write(brain, 80)
    meaning.embed("hashed")
    answered: list[int] = []

    def ask(text: str) -> None:
        assert database.ask(serving) == "hashed"
        answered.append(len(database.ask(nearest, "hashed", models["hashed"].embed_query("bread"), 5)))

    models["other"].before = ask
    assert meaning.embed("other") == Coverage("hashed", 80, 80)
    assert answered == [5] * 80
    told = {each.name: each for each in meaning.models()}
    assert told["hashed"].serving and not told["hashed"].filling
    assert told["other"].filling and told["other"].embedded == told["other"].total == 80
    assert (told["other"].dimensions, told["other"].local, told["other"].installed) == (24, True, True)


def test_a_switch_and_the_way_back_embed_nothing_twice(
    brain: Brain, meaning: Meaning, models: dict[str, Hashed], truth: Truth
) -> None:
    _write(brain, 10)
    meaning.embed("hashed")
    meaning.embed("other")
    meaning.switch("other")
    assert meaning.coverage() == truth() == Coverage("other", 10, 10)
    now = meaning.model()
    assert now is not None and now.name == "other"
    brain.create_memory("only the new model knows")
    assert meaning.embed() == Coverage("other", 11, 11)
    assert len(models["hashed"].embedded) == 10
    meaning.switch("hashed")
    assert meaning.coverage() == truth() == Coverage("hashed", 10, 11)
    assert meaning.embed() == Coverage("hashed", 11, 11)
    assert models["hashed"].embedded[10:] == ["only the new model knows"]
    assert len(models["other"].embedded) == 11


def test_models_in_use_are_both_kept_up_to_date(
    brain: Brain, meaning: Meaning, models: dict[str, Hashed]
) -> None:
    meaning.embed("hashed")
    meaning.embed("other")
    brain.create_memory("for both")
    meaning.embed()
    assert models["hashed"].embedded == models["other"].embedded == ["for both"]


def test_while_another_model_is_filled_the_notes_stay_ready_by_the_one_that_answers(
    brain: Brain, meaning: Meaning, models: dict[str, Hashed]
) -> None:
    _write(brain, 40)
    meaning.embed("hashed")
    meaning.embed("other", cancelled=lambda: len(models["other"].embedded) >= 8)
    heard: list[tuple[int, int]] = []
    meaning.embed(progress=lambda *told: heard.append(told))
    assert len(models["other"].embedded) == 40
    assert set(heard) == {(40, 40)}
    meaning.embed("other", progress=lambda *told: heard.append(told))
    assert heard[-1] == (40, 40)


def test_a_switch_to_a_model_that_is_not_full_says_how_far_it_is(
    brain: Brain, meaning: Meaning, models: dict[str, Hashed], truth: Truth
) -> None:
    _write(brain, 100)
    meaning.embed("hashed")
    meaning.embed("other", cancelled=lambda: len(models["other"].embedded) >= 32)
    meaning.switch("other")
    told = meaning.coverage()
    assert told is not None and told == truth()
    assert 32 <= told.embedded < 100


def test_two_models_are_compared_on_ones_own_queries(brain: Brain, meaning: Meaning) -> None:
    bread = brain.create_memory("flour water yeast").memory
    beans = brain.create_memory("beans and peas").memory
    meaning.embed("hashed")
    meaning.embed("other")
    first, second = meaning.compare("other", ["yeast in water", "peas"])
    assert (first.query, first.shared) == ("yeast in water", 2)
    assert first.then[0].id == first.now[0].id == bread
    assert second.then[0].id == second.now[0].id == beans


def test_nothing_can_be_compared_before_the_first_model(meaning: Meaning) -> None:
    with pytest.raises(BrainError, match="No model answers"):
        meaning.compare("other", ["bread"])


def test_a_model_is_forgotten_with_its_vectors_but_not_the_one_that_answers(
    brain: Brain, meaning: Meaning, database: Database
) -> None:
    _write(brain, 3)
    meaning.embed("hashed")
    meaning.embed("other")
    with pytest.raises(BrainError, match="answers the searches"):
        meaning.forget("hashed")
    meaning.forget("other")
    assert [each.name for each in meaning.models()] == ["hashed"]
    assert database.fetch("select to_regclass('vectors_2')", ()) == [(None,)]
    assert meaning.embed() == Coverage("hashed", 3, 3)
    with pytest.raises(BrainError, match="no vectors of other"):
        meaning.switch("other")


def test_a_model_that_is_not_installed_is_an_error_when_it_is_named(meaning: Meaning) -> None:
    with pytest.raises(BrainError, match="no absent"):
        meaning.embed("absent")
    with pytest.raises(BrainError, match="no vectors of absent"):
        meaning.switch("absent")


def test_a_model_that_went_away_leaves_the_words(brain: Brain, meaning: Meaning, database: Database) -> None:
    _write(brain, 2)
    meaning.embed("hashed")

    def nothing(name: str, cancelled: object) -> Hashed:
        raise BrainError("It is not installed.")

    elsewhere = Meaning(database, nothing)
    assert elsewhere.model() is None
    assert elsewhere.embed() == Coverage("hashed", 2, 2)
    assert not elsewhere.models()[0].installed


def test_what_a_model_would_have_to_embed_is_reckoned_before(brain: Brain, meaning: Meaning) -> None:
    brain.create_memory("word " * 400)
    before = meaning.backlog("other")
    assert before.passages >= 2 and 400 <= before.tokens <= 600
    meaning.embed("hashed")
    assert meaning.backlog("hashed") == (0, 0)
    told = meaning.backlog("other")
    assert told.passages >= 2 and 400 <= told.tokens <= 600


def test_vectors_of_an_import_are_one_more_model_that_answers_no_query(
    brain: Brain, meaning: Meaning, database: Database
) -> None:
    notes = _write(brain, 3)
    _import(database, notes[:2], [[1.0, 0.0, 0.0], [0.9, 0.1, 0.0]])
    (told,) = meaning.models()
    assert (told.name, told.dimensions, told.embedded, told.total) == (LEGACY, 3, 2, 3)
    assert told.imported and not (told.serving or told.installed)
    meaning.embed("hashed")
    with pytest.raises(BrainError, match="came with an import"):
        meaning.switch(LEGACY)


def test_vectors_of_an_import_tell_related_notes(brain: Brain, database: Database) -> None:
    notes = _write(brain, 4)
    values = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.9, 0.1, 0.0]]
    _import(database, notes[:3], values)
    middle = database.ask(centroid, LEGACY, notes[0])
    assert middle is not None and middle.tolist() == [1.0, 0.0, 0.0]
    assert [each.memory_id for each in database.ask(nearest, LEGACY, middle, 2)] == [notes[0], notes[2]]
    assert database.ask(centroid, LEGACY, notes[3]) is None


def test_a_note_is_in_the_middle_of_its_passages(
    brain: Brain, meaning: Meaning, database: Database, models: dict[str, Hashed]
) -> None:
    note = brain.create_memory(
        "bread\n\n" + "flour water yeast " * 100 + "\n\n" + "beans and peas " * 100
    ).memory
    meaning.embed("hashed")
    middle = database.ask(centroid, "hashed", note)
    assert middle is not None
    vectors = [models["hashed"].embed_query(text) for text in models["hashed"].embedded]
    assert len(vectors) > 1
    wanted = np.mean(vectors, axis=0)
    assert middle @ (wanted / np.linalg.norm(wanted)) > 0.999
    assert database.ask(centroid, "hashed", UUID(int=1)) is None


def test_a_model_whose_dimensions_changed_is_refused_and_nothing_is_lost(
    brain: Brain, meaning: Meaning, models: dict[str, Hashed]
) -> None:
    _write(brain, 2)
    meaning.embed("hashed")
    models["hashed"] = Hashed("hashed", 12)
    with pytest.raises(BrainError, match="48 dimensions"):
        meaning.embed("hashed")
    assert meaning.coverage() == Coverage("hashed", 2, 2)

"""Which notes are near a vector: exactly where few are compared, nearly so by the index, whatever is filtered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import pytest
from numpy.typing import NDArray

from core.store import models
from core.store.database import Database
from core.store.embeddings import write_vectors
from core.store.engine import Connection
from core.store.filters import Sql
from core.store.meaning import cosines, nearest
from core.store.models import Space, build_index, is_indexed, use, wants_index
from core.store.passages import Piece, uncut, write_passages

DIMENSIONS = 64
MODEL = "drawn"
Vectors = NDArray[np.float32]

_MEMORIES = """
insert into memories
select lpad(to_hex(i), 32, '0')::uuid, 1, gen_random_uuid(), now(), now() + i * interval '1 second', null,
    case when i % 100 = 7 then '{rare}' when i % 20 = 3 then '{some}' else '{}' end::text[], 't', 'text', '{}'
from generate_series(0, %s) i
"""


@dataclass(frozen=True)
class Drawn:
    """Notes with a passage each, whose vectors lie in clusters as those of texts do."""

    database: Database
    space: Space
    vectors: Vectors
    centers: Vectors

    def queries(self, count: int) -> Vectors:
        return _around(self.centers, count, 99)

    def recall(self, where: Sql | None, mask: NDArray[np.bool_], queries: Vectors) -> float:
        """The share of the ten nearest notes that fulfill a condition which is found, on average."""
        found = 0
        allowed = np.flatnonzero(mask)
        lengths = np.linalg.norm(self.vectors, axis=1)
        for query in queries:
            near = self.database.ask(nearest, MODEL, query, 10, where)
            exact = allowed[np.argsort(-(self.vectors[allowed] @ query) / lengths[allowed])[:10]]
            found += len({each.memory_id.int for each in near} & set(exact.tolist()))
        return found / (len(queries) * min(10, len(allowed)))


def _around(centers: Vectors, count: int, seed: int) -> Vectors:
    generator = np.random.default_rng(seed)
    noise = generator.normal(size=(count, DIMENSIONS)) / np.sqrt(DIMENSIONS)
    drawn = centers[generator.integers(0, len(centers), count)] + noise
    unit = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return np.asarray(unit.astype(np.float16), np.float32)


def _fill(connection: Connection, vectors: Vectors) -> Space:
    space = use(connection, MODEL, DIMENSIONS)
    connection.execute(_MEMORIES.replace("%s", str(len(vectors) - 1)).encode())
    while texts := uncut(connection, -1, 5_000):
        write_passages(connection, [(text, [Piece(_hash(text.memory_id.int), 0, 4)]) for text in texts])
    write_vectors(connection, space, [_hash(number) for number in range(len(vectors))], vectors)
    return space


def _hash(number: int) -> bytes:
    return number.to_bytes(32, "big")


def _drawn(url: str, count: int) -> Iterator[Drawn]:
    generator = np.random.default_rng(7)
    centers = generator.normal(size=(count // 40, DIMENSIONS)).astype(np.float32)
    centers /= np.linalg.norm(centers, axis=1, keepdims=True)
    vectors = _around(centers, count, 1)
    database = Database(url)
    space = database.ask(_fill, vectors)
    yield Drawn(database, space, vectors, centers)
    database.close()


@pytest.fixture
def few(database_url: str) -> Iterator[Drawn]:
    """As many notes as most people have."""
    yield from _drawn(database_url, 3_000)


@pytest.fixture
def many(database_url: str) -> Iterator[Drawn]:
    """Enough for an index."""
    yield from _drawn(database_url, 24_000)


def _conditions(count: int) -> dict[str, tuple[Sql | None, NDArray[np.bool_]]]:
    at = np.arange(count)
    return {
        "none": (None, at >= 0),
        "half": (("m.id >= %(half)s", {"half": UUID(int=count // 2)}), at >= count // 2),
        "5 %": (("m.tags @> %(tag)s", {"tag": ["some"]}), (at % 20 == 3)),
        "1 %": (("m.tags @> %(tag)s", {"tag": ["rare"]}), at % 100 == 7),
        "five": (("m.id = any(%(ids)s)", {"ids": [UUID(int=n) for n in range(5)]}), at < 5),
    }  # fmt: skip


def test_few_notes_are_compared_exactly_whatever_is_filtered(few: Drawn) -> None:
    for name, (where, mask) in _conditions(len(few.vectors)).items():
        assert few.recall(where, mask, few.queries(20)) == 1, name


def test_a_filter_never_starves_the_search(few: Drawn) -> None:
    query = -few.vectors[7]  # what is asked for is far from every note with that tag
    found = few.database.ask(nearest, MODEL, query, 100, ("m.tags @> '{rare}'", {}))
    assert {each.memory_id.int for each in found} == set(range(7, 3_000, 100))
    assert [each.cosine for each in found] == sorted((each.cosine for each in found), reverse=True)


def test_notes_of_which_it_is_known_are_compared_exactly(few: Drawn) -> None:
    ids = [UUID(int=number) for number in (5, 6, 2_999)]
    told = few.database.ask(cosines, MODEL, few.vectors[5], [*ids, UUID(int=1 << 100)])
    assert set(told) == set(ids)
    for note, near in told.items():
        assert near.cosine == pytest.approx(float(few.vectors[note.int] @ few.vectors[5]), abs=1e-3)
    assert (told[ids[0]].ordinal, told[ids[0]].start, told[ids[0]].end) == (0, 0, 4)


def test_asking_leaves_the_settings_of_the_connection_alone(few: Drawn) -> None:
    with few.database.connection() as connection:
        nearest(connection, MODEL, few.vectors[0], 5)
        told = connection.execute("select current_setting('enable_sort')").fetchone()
    assert told == ("on",)


def test_a_model_without_vectors_finds_nothing(few: Drawn) -> None:
    assert few.database.ask(nearest, "absent", few.vectors[0], 5) == []
    assert few.database.ask(cosines, "absent", few.vectors[0], [UUID(int=1)]) == {}


def test_few_vectors_want_no_index(few: Drawn) -> None:
    assert not few.database.ask(wants_index, few.space)


def test_an_index_that_is_given_up_is_made_the_next_time(few: Drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "INDEX_FROM", 1_000)
    assert few.database.ask(wants_index, few.space)
    with few.database.connection() as reader:
        reader.execute("select from vectors_1 limit 1")  # the index waits for whoever reads
        assert not build_index(few.database.address, few.space, lambda: True)
    assert few.database.ask(wants_index, few.space)
    assert build_index(few.database.address, few.space, lambda: False)
    assert few.database.ask(is_indexed, few.space)
    assert not few.database.ask(wants_index, few.space)


@pytest.mark.slow
def test_the_index_finds_nearly_all_whatever_is_filtered(many: Drawn) -> None:
    assert many.database.ask(wants_index, many.space)
    assert build_index(many.database.address, many.space, lambda: False)
    for name, (where, mask) in _conditions(len(many.vectors)).items():
        assert many.recall(where, mask, many.queries(60)) >= 0.98, name

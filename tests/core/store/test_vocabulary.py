"""The vocabulary: every lexeme of the notes and in how many documents it is, whatever happens between two counts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from threading import Thread
from uuid import UUID

import pytest

from core.brain import Brain
from core.store.database import Database
from core.store.engine import Connection
from core.store.vocabulary import Statistics, catch_up, count_all, frequencies, statistics


@pytest.fixture
def database(brain: Brain, database_url: str) -> Iterator[Database]:
    """The database of the brain, for whoever looks below it."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.connection() as opened:
        yield opened


def _counts(connection: Connection) -> dict[str, int]:
    return dict(connection.execute("select word, documents from vocabulary").fetchall())


def _truth(connection: Connection) -> dict[str, int]:
    """The same counts, from the documents themselves."""
    rows = connection.execute("select tsvector_to_array(words) from search_documents").fetchall()
    return Counter(word for (words,) in rows for word in words)


def test_a_note_is_counted_by_the_first_search_after_it(brain: Brain, connection: Connection) -> None:
    brain.create_memory("# Baking\nBread and bread", tags=["home/kitchen"])
    brain.create_memory("Breads of Japan 学习")
    assert catch_up(connection) == 2
    wanted = ["bread", "Sbread", "Tbake", "Tbaking", "Lhome", "Lhome/kitchen", "学习", "absent"]
    assert frequencies(connection, wanted) == {
        "bread": 1, "Sbread": 1, "Tbaking": 1, "Lhome": 1, "Lhome/kitchen": 1, "学习": 1
    }  # fmt: skip
    assert _counts(connection) == _truth(connection)


def test_nothing_new_is_counted_no_second_time(brain: Brain, connection: Connection) -> None:
    brain.create_memory("one note")
    assert catch_up(connection) == 1
    assert catch_up(connection) == 0
    assert frequencies(connection, ["note"]) == {"note": 1}


def test_an_edited_note_counts_once_with_the_words_it_has_now(brain: Brain, connection: Connection) -> None:
    note = brain.create_memory("apples").memory
    catch_up(connection)
    brain.update_memory(note, "apples and pears")
    brain.update_memory(note, "pears and plums")
    catch_up(connection)
    assert frequencies(connection, ["apples", "pears", "plums"]) == {"pears": 1, "plums": 1}
    assert "apples" not in _counts(connection)


def test_a_note_that_comes_and_goes_between_two_counts_leaves_nothing(
    brain: Brain, connection: Connection
) -> None:
    note = brain.create_memory("never seen").memory
    brain.delete(note)
    brain.purge(note)
    assert catch_up(connection) == 2
    assert _counts(connection) == {}
    assert statistics(connection) == Statistics(0, 0.0, {})


def test_counts_stay_exact_through_any_story(
    brain: Brain, connection: Connection, chance: random.Random
) -> None:
    words = "tea milk sugar honey lemon ginger café 学习 c++ b/config.ini running ran the".split()
    notes: list[UUID] = []
    for _ in range(120):
        text = " ".join(chance.choices(words, k=chance.randint(1, 8)))
        step = chance.random()
        if step < 0.5 or not notes:
            notes.append(brain.create_memory(text).memory)
        elif step < 0.8:
            brain.update_memory(chance.choice(notes), text)
        elif step < 0.9:
            note = notes.pop(chance.randrange(len(notes)))
            brain.delete(note)
            brain.purge(note)
        elif chance.random() < 0.7:
            catch_up(connection, chance.randint(1, 9))
            connection.commit()
    while catch_up(connection):
        pass
    assert _counts(connection) == _truth(connection)


def test_statistics_follow_the_notes(brain: Brain, connection: Connection) -> None:
    brain.create_memory("the cat sat on the mat and it was not amused")
    note = brain.create_memory("der Hund und die Katze sind nicht von hier").memory
    catch_up(connection)
    told = statistics(connection)
    assert told == Statistics(2, 10.0, {"english": 1, "german": 1})
    brain.update_memory(note, "the dog and the cat are not from here")
    catch_up(connection)
    assert statistics(connection).languages == {"english": 2}


def test_much_is_counted_bit_by_bit_the_newest_first(brain: Brain, connection: Connection) -> None:
    for number in range(10):
        brain.create_memory(f"note{number}")
    assert catch_up(connection, 3) == 3
    assert set(_counts(connection)) >= {"note9", "note8", "note7"}
    assert "note6" not in _counts(connection)


def test_two_that_count_at_once_count_nothing_twice(brain: Brain, database: Database) -> None:
    for number in range(60):
        brain.create_memory(f"common word{number}")

    def count() -> None:
        while database.ask(catch_up, 4, wait=True):
            pass

    threads = [Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.connection() as connection:
        assert frequencies(connection, ["common"]) == {"common": 60}
        assert _counts(connection) == _truth(connection)


def test_a_search_does_not_wait_for_another_that_counts(brain: Brain, database: Database) -> None:
    brain.create_memory("slowly counted")
    with database.connection() as counting, database.connection() as searching:
        assert catch_up(counting) == 1
        assert catch_up(searching) == 0
        counting.commit()
        assert frequencies(searching, ["slowly"]) == {"slowly": 1}


def test_a_count_that_is_broken_off_is_made_again(brain: Brain, database: Database) -> None:
    brain.create_memory("durable")
    with database.connection() as broken:
        assert catch_up(broken) == 1
    with database.connection() as connection:
        assert frequencies(connection, ["durable"]) == {}
        assert catch_up(connection) == 1
        assert frequencies(connection, ["durable"]) == {"durable": 1}


def test_writing_does_not_wait_for_a_count(brain: Brain, database: Database) -> None:
    note = brain.create_memory("first text").memory
    with database.connection() as counting:
        assert catch_up(counting) == 1
        brain.update_memory(note, "second text")
        counting.commit()
        assert catch_up(counting) == 2
        assert frequencies(counting, ["first", "second"]) == {"second": 1}


def test_everything_is_counted_in_the_background_with_news_of_it(brain: Brain, database: Database) -> None:
    for number in range(5):
        brain.create_memory(f"word{number}")
    told: list[tuple[int, int]] = []
    count_all(database, lambda done, total: told.append((done, total)))
    assert told == [(5, 5)]
    with database.connection() as connection:
        assert _counts(connection) == _truth(connection)

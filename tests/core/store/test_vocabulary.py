"""The vocabulary: every lexeme of the notes and in how many documents it is, whatever happens between two counts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from threading import Thread
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.brain import Brain
from core.search.spelling import Neighbor
from core.store.database import Database
from core.store.engine import Connection
from core.store.vocabulary import (
    Statistics,
    begins_a_word,
    catch_up,
    count_all,
    documents_with_beginning,
    frequencies,
    statistics,
    words_like,
    words_with,
)
from core.text.segmentation import fold


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


def test_an_index_that_is_made_anew_by_other_rules_is_counted_anew(
    brain: Brain, connection: Connection
) -> None:
    brain.create_memory("old words")
    catch_up(connection)
    rows = connection.execute("delete from search_documents returning memory_id, number").fetchall()
    connection.execute(
        "insert into search_documents values (%s, 0, %s, 2, 'english', to_tsvector('simple', 'new words'))",
        rows[0],
    )
    catch_up(connection)
    assert _counts(connection) == {"new": 1, "words": 1}


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


def _learn(brain: Brain, connection: Connection, *notes: str) -> None:
    for note in notes:
        brain.create_memory(note)
    catch_up(connection)


def test_parts_of_words_paths_and_signs_lead_to_the_whole(brain: Brain, connection: Connection) -> None:
    _learn(
        brain,
        connection,
        "look into /home/a/b/config.ini",
        "c++17 and smartphones",
        "a phone",
        "100%_sure anabana",
    )

    def words(part: str) -> list[str]:
        return [word for word, _ in words_with(connection, part, 10)]

    assert words("b/config") == ["/home/a/b/config.ini"]
    assert words("c++") == ["c++17"]
    assert words("phone") == ["phone", "smartphones"]
    assert words("ph") == ["phone", "smartphones"]
    assert words("%_s") == ["100%_sure"]
    assert words("banab") == words("hpone") == words("p") == words("") == []


def test_of_words_with_a_part_the_shortest_and_then_the_most_frequent_come_first(
    brain: Brain, connection: Connection
) -> None:
    _learn(brain, connection, "bookshelf handbook", "cookbook", "cookbook", "book")
    assert words_with(connection, "book", 3) == [("book", 1), ("cookbook", 2), ("handbook", 1)]


def test_titles_stems_and_tags_are_no_words_with_a_part(brain: Brain, connection: Connection) -> None:
    brain.create_memory("Running\n\nracing", tags=["sports"])
    catch_up(connection)
    assert [word for word, _ in words_with(connection, "un", 10)] == ["running"]
    assert [word for word, _ in words_with(connection, "rac", 10)] == ["racing"]


def test_a_misspelt_word_leads_to_the_one_that_was_meant(brain: Brain, connection: Connection) -> None:
    _learn(brain, connection, "the receipt for the accommodation", "Größe des смотреть", "receipt")
    assert words_like(connection, "reciept", 3) == [Neighbor("receipt", 1, 2)]
    assert words_like(connection, "acomodation", 3) == [Neighbor("accommodation", 2, 1)]
    assert words_like(connection, "gruszhe", 3) == []
    assert words_like(connection, "grose", 3) == [Neighbor("grosse", 1, 1)]
    assert words_like(connection, "смотрель", 3) == [Neighbor("смотреть", 1, 1)]


def test_two_edits_are_looked_for_in_long_words_and_only_where_one_does_not_do(
    brain: Brain, connection: Connection
) -> None:
    _learn(brain, connection, "butterfly betterfly gutter")
    assert words_like(connection, "buttirfyl", 3) == [Neighbor("butterfly", 2, 1)]
    assert words_like(connection, "buterfly", 3) == [Neighbor("butterfly", 1, 1)]
    assert words_like(connection, "gtuerr", 3) == []


def test_numbers_and_names_of_files_have_no_neighbors(brain: Brain, connection: Connection) -> None:
    _learn(brain, connection, "2026 utf8 学习资料 notes.txt cats")
    for typed in ("2027", "utf9", "学习货料", "nots.txt", "cat"):
        assert words_like(connection, typed, 3) == []


def test_the_beginning_of_a_word_is_known(brain: Brain, connection: Connection) -> None:
    _learn(brain, connection, "astronomy", "café")
    assert begins_a_word(connection, "astro")
    assert begins_a_word(connection, "caf")
    assert not begins_a_word(connection, "astra")
    assert not begins_a_word(connection, "zzz")


def test_documents_with_a_beginning_are_counted_for_each_word(brain: Brain, connection: Connection) -> None:
    _learn(brain, connection, "astronomy", "astronaut", "the astronomy of stars", "café")
    assert documents_with_beginning(connection, "astro") == 3
    assert documents_with_beginning(connection, "astron") == 3
    assert documents_with_beginning(connection, "café") == documents_with_beginning(connection, "zzz") == 0
    assert documents_with_beginning(connection, "caf") == 1


@given(word=st.text(min_size=1, max_size=30).map(fold))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_typed_is_looked_for_and_no_error(connection: Connection, word: str) -> None:
    clean = word.replace("\0", "")
    words_with(connection, clean, 5)
    words_like(connection, clean, 5)
    begins_a_word(connection, clean)
    documents_with_beginning(connection, clean)
    frequencies(connection, [clean])

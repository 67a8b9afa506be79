"""Notes are found by what their files say, as long as they have them."""

from __future__ import annotations

import random
from pathlib import Path
from uuid import UUID

import pytest

from core import Brain, BrainError
from core.search.file_text import FileText, Lack
from core.store import file_words, finding
from core.store.database import Database
from tests.fixtures.pdf import pdf

MANUAL = pdf("Boiler manual\nRead this first.", "The warranty\nlasts for seven years.")


@pytest.fixture
def note(brain: Brain) -> UUID:
    return brain.create_memory("# The heating\n\nFound behind the door.", tags=["house/cellar"]).memory


def give(brain: Brain, note: UUID, name: str, data: bytes) -> str:
    kept = brain.files.keep(data, name)
    brain.files.give(note, kept)
    return kept.sha256


def found(brain: Brain, typed: str) -> set[UUID]:
    result = brain.search(typed)
    assert result.cut == (), typed
    return {hit.id for hit in result.hits}


def test_a_note_is_found_by_a_word_of_its_pdf_which_is_shown_with_its_page(brain: Brain, note: UUID) -> None:
    give(brain, note, "manual.pdf", MANUAL)
    brain.create_memory("About something else")
    assert brain.file_texts.waiting().here == 1
    assert found(brain, "warranty") == set()
    assert brain.file_texts.read().memories == {note}
    assert brain.file_texts.waiting().here == 0
    (hit,) = brain.search("warranty ").hits
    assert hit.id == note
    assert (hit.why[0].file, hit.why[0].page) == ("manual.pdf", 2)
    assert "The warranty lasts for seven years." in hit.excerpt.text
    assert [hit.excerpt.text[start:end] for start, end in hit.excerpt.marks] == ["warranty"]
    assert hit.why[0].matched == ("warranty",)
    assert brain.upkeep.replay().equal


def test_a_file_answers_by_its_own_words_and_its_name(brain: Brain, note: UUID) -> None:
    give(brain, note, "manual.pdf", MANUAL)
    brain.file_texts.read()
    for typed in ("lasting warranties", "boiler warranty", "manual.pdf", "pdf warranty", "warr"):
        assert found(brain, typed) == {note}, typed
    for typed in ('"seven years"', '"manual read"', "body:warranty", "years OR nothing"):
        assert found(brain, typed) == {note}, typed
    for typed in (
        "title:warranty",
        '"years seven"',
        '"manual warranty"',
        "warranty -years",
        '-"seven years" boiler',
    ):
        assert found(brain, typed) == set(), typed


def test_it_is_told_which_words_stand_in_the_note_and_which_in_its_file(brain: Brain, note: UUID) -> None:
    give(brain, note, "manual.pdf", MANUAL)
    brain.file_texts.read()
    (hit,) = brain.search("heating warranty ").hits
    assert (hit.why[0].matched, hit.why[0].in_file) == (("heating", "warranty"), ("warranty",))
    assert "The warranty lasts" in hit.excerpt.text


def test_a_note_that_is_called_what_was_typed_is_shown_by_itself_and_not_by_its_file(
    brain: Brain, note: UUID
) -> None:
    give(brain, note, "manual.txt", b"About the heating in the cellar.")
    brain.file_texts.read()
    (hit,) = brain.search("the heating ").hits
    assert hit.excerpt.text == "Found behind the door."
    assert [each.file for each in hit.why] == ["", ""]


def test_filters_are_asked_of_the_note_that_has_the_file(brain: Brain, note: UUID) -> None:
    give(brain, note, "manual.pdf", MANUAL)
    brain.file_texts.read()
    for typed in (
        "tag:house years",
        "#house/cellar boil",
        "has:attachment warranty",
        "title:heating warranty",
        "warranty -garden",
        "(tag:garden OR tag:house) warranty",
        "tag:garden OR warranty",
    ):
        assert found(brain, typed) == {note}, typed
    for typed in ("heating -warranty", "tag:garden warranty", "title:garden warranty", "is:trashed warranty"):
        assert found(brain, typed) == set(), typed


def test_what_the_note_is_called_helps_where_no_note_has_every_word(brain: Brain, note: UUID) -> None:
    give(brain, note, "manual.pdf", MANUAL)
    brain.file_texts.read()
    result = brain.search("heating warranty")
    assert [hit.id for hit in result.hits] == [note]
    assert result.cut == ("Notes that hold only some of the words are listed too.",)


def test_why_a_note_is_not_found_by_words_of_its_text_and_its_file_together(brain: Brain, note: UUID) -> None:
    give(brain, note, "manual.pdf", MANUAL)
    brain.create_memory("The door with a warranty")
    brain.file_texts.read()
    told = brain.why(note, "door warranty")
    assert [reason.kind for reason in told.reasons if reason.kind != "meaning"] == ["apart"]
    assert "file" in told.reasons[0].words


def test_it_follows_what_becomes_of_the_note(brain: Brain, note: UUID) -> None:
    content = give(brain, note, "manual.pdf", MANUAL)
    brain.file_texts.read()
    brain.update_memory(note, "# The furnace\n\nFound behind the door.")
    brain.untag(note, "house/cellar")
    brain.tag(note, "winter")
    assert found(brain, "title:furnace warranty") == found(brain, "tag:winter warranty") == {note}
    assert found(brain, "title:heating warranty") == found(brain, "tag:house warranty") == set()
    assert brain.upkeep.replay().equal
    brain.delete(note)
    assert found(brain, "warranty") == set()
    assert found(brain, "is:trashed warranty") == {note}
    brain.restore(note)
    brain.files.detach(note, content, "manual.pdf")
    assert found(brain, "warranty") == set()
    assert brain.upkeep.replay().equal


def test_another_note_with_the_same_file_is_found_at_once_and_gone_with_the_file(
    brain: Brain, note: UUID
) -> None:
    content = give(brain, note, "manual.pdf", MANUAL)
    brain.file_texts.read()
    other = brain.create_memory("Another one").memory
    give(brain, other, "the same.pdf", MANUAL)
    assert brain.file_texts.waiting().here == 0
    assert found(brain, "warranty") == {note, other}
    assert {hit.why[0].file for hit in brain.search("warranty ").hits} == {"manual.pdf", "the same.pdf"}
    brain.files.detach(other, content, "the same.pdf")
    assert found(brain, "warranty") == {note}


def test_a_note_that_is_removed_for_good_takes_the_text_of_its_files_along(
    brain: Brain, note: UUID, database: Database
) -> None:
    content = give(brain, note, "manual.pdf", MANUAL)
    give(brain, note, "unread.txt", b"a secret")
    shared = give(brain, note, "shared.txt", b"a recipe")
    other = brain.create_memory("Another one").memory
    give(brain, other, "shared.txt", b"a recipe")
    brain.file_texts.read(only=[content, shared])
    brain.delete(note)
    brain.purge(note)
    assert database.fetch("select name from attachments join file_texts using (sha256)", ()) == [
        ("shared.txt",)
    ]
    for table in ("file_words", "search_documents", "unread_files"):
        left = database.fetch(f"select count(*) from {table} t where t::text ~ 'warrant|boil|secret'", ())
        assert left == [(0,)], table
    assert found(brain, "recipe") == {other}
    assert brain.file_texts.waiting().here == 0
    assert brain.upkeep.replay().equal


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plain.txt", "Grüße aus Köln".encode()),
        ("western.txt", "Grüße aus Köln".encode("cp1252")),
        ("wide.csv", "\ufeffname,place\r\nGrüße,Köln".encode("utf-16-le")),
        ("data.json", '{"where": ["Grüße", "Köln"]}'.encode()),
        ("about.md", b"How %PDF-1.7 begins. Gr\xc3\xbc\xc3\x9fe aus K\xc3\xb6ln"),
        ("README", b"Gr\xc3\xbc\xc3\x9fe, K\xc3\xb6ln"),
    ],
)
def test_texts_are_read_in_their_encoding(brain: Brain, note: UUID, name: str, data: bytes) -> None:
    give(brain, note, name, data)
    brain.file_texts.read()
    assert found(brain, "grüße köln") == {note}
    (hit,) = brain.search("köln ").hits
    assert (hit.why[0].file, hit.why[0].page) == (name, 0)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("torn.pdf", b"%PDF-1.7 and then nothing that makes sense", "damaged"),
        ("half.pdf", MANUAL[: len(MANUAL) // 3], "damaged"),
        ("scan.pdf", pdf("", ""), "pictures"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text"),
        ("empty.txt", b"  \n", "no words"),
    ],
)
def test_what_cannot_be_read_is_remembered_with_the_reason(
    brain: Brain, note: UUID, name: str, data: bytes, words: str
) -> None:
    content = give(brain, note, name, data)
    give(brain, note, "manual.pdf", MANUAL)
    assert brain.file_texts.read()
    assert not brain.file_texts.read()
    reading = brain.file_texts.of([content])[content]
    assert not reading.searchable
    assert words in reading.words
    assert found(brain, "warranty") == {note}


def test_every_file_is_read_again_when_more_of_it_can_be_found(
    brain: Brain, note: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = "the same words on all pages. " * 2_500

    def said(word: str) -> None:
        read = FileText(f"{pages} {word}", 1, read=1)
        monkeypatch.setattr(brain.file_texts, "_pdf", lambda path, stop: read)

    give(brain, note, "manual.pdf", MANUAL)
    said("warranty")
    brain.file_texts.read()
    assert found(brain, "warranty") == {note}
    monkeypatch.setattr("core.file_texts.reading.RULES", 2)
    said("guarantee")
    assert brain.file_texts.read().memories == {note}
    assert (found(brain, "guarantee"), found(brain, "warranty")) == ({note}, set())
    assert not brain.file_texts.read()
    assert brain.upkeep.replay().equal


def test_one_that_cannot_be_read_now_keeps_no_other_back(
    brain: Brain, note: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _stop: object) -> FileText:
        raise OSError(28, "No space left on device")

    give(brain, note, "notes.txt", b"a guarantee")
    give(brain, note, "manual.pdf", MANUAL)
    with monkeypatch.context() as patched:
        patched.setattr(brain.file_texts, "_pdf", full)
        with pytest.raises(BrainError, match="No space left"):
            brain.file_texts.read()
    assert found(brain, "guarantee") == {note}
    assert brain.file_texts.waiting().here == 1
    assert brain.file_texts.read()
    assert found(brain, "warranty") == {note}


def test_a_note_is_found_even_where_its_file_takes_too_long_to_be_shown(
    brain: Brain, note: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(brain, note, "manual.pdf", MANUAL)
    brain.file_texts.read()
    monkeypatch.setattr(finding, "LIMIT_MS", 600)
    monkeypatch.setattr(file_words, "_FOUND", "select pg_sleep(60)")
    assert found(brain, "warranty") == {note}


def test_its_words_are_counted_before_anybody_searches(brain: Brain, note: UUID, database: Database) -> None:
    give(brain, note, "manual.pdf", MANUAL)
    brain.file_texts.read()
    assert database.fetch("select count(*) from uncounted", ()) == [(0,)]


def test_somebody_who_closes_the_window_need_not_wait_for_a_long_file(brain: Brain, note: UUID) -> None:
    give(brain, note, "long.txt", b"word " * 30_000)
    answers = iter([False])
    assert not brain.file_texts.read(cancelled=lambda: next(answers, True))
    assert brain.file_texts.waiting().here == 1
    assert brain.file_texts.read()


def test_pictures_are_not_looked_into(brain: Brain, note: UUID) -> None:
    content = give(brain, note, "photo.jpg", b"warranty")
    assert brain.file_texts.waiting().here == 0
    assert not brain.file_texts.read()
    assert brain.file_texts.of([content]) == {}
    give(brain, note, "photo.txt", b"warranty")
    assert brain.file_texts.read()


def test_a_content_that_comes_later_is_read_then(brain: Brain, note: UUID) -> None:
    content = give(brain, note, "manual.pdf", MANUAL)
    path = brain.files.blobs.path(content)
    away = path.rename(path.with_name("away"))
    assert brain.file_texts.waiting().elsewhere == 1
    assert not brain.file_texts.read()
    away.rename(path)
    assert brain.file_texts.read()
    assert found(brain, "warranty") == {note}


def test_reading_goes_on_where_it_was_stopped(brain: Brain, note: UUID) -> None:
    for number in range(3):
        give(brain, note, f"{number}.txt", f"words of file {number}".encode())
    told: list[tuple[int, int]] = []
    assert brain.file_texts.read(lambda done, total: told.append((done, total)), lambda: bool(told))
    assert brain.file_texts.waiting().here == 2
    assert brain.file_texts.read()
    assert brain.file_texts.waiting().here == 0
    assert told == [(0, 3)]


def test_a_long_file_is_found_by_words_that_stand_pages_apart(
    brain: Brain, note: UUID, chance: random.Random
) -> None:
    filling = " ".join("".join(chance.choices("abcdefghij", k=7)) for _ in range(15_000))
    text = f"albatross {filling} boiler {filling} zebras in the snow"
    give(brain, note, "long.txt", text.encode())
    brain.file_texts.read()
    assert found(brain, "albatross zebras") == found(brain, "zebra boil") == {note}
    assert found(brain, '"albatross zebras"') == set()
    (hit,) = brain.search("zebras ").hits
    assert hit.excerpt.text.endswith("zebras in the snow")


def test_the_notebook_of_another_day_is_found_by_its_files_too(brain: Brain, note: UUID) -> None:
    give(brain, note, "manual.pdf", MANUAL)
    brain.file_texts.read()
    other = brain.create_memory("Later").memory
    then = brain.memory(other).updated_at
    give(brain, other, "late.txt", b"an extended warranty")
    brain.file_texts.read()
    result = brain.past.as_of(then).search("warranty ")
    assert [hit.id for hit in result.hits] == [note]
    assert result.hits[0].why[0].file == "manual.pdf"


def test_a_lost_index_is_made_again_with_the_words_of_files(
    brain: Brain, note: UUID, database: Database
) -> None:
    give(brain, note, "manual.pdf", MANUAL)
    brain.file_texts.read()
    with database.cursor() as cursor:
        cursor.execute("delete from search_documents")
        cursor.connection.commit()
    assert not brain.upkeep.replay().equal
    brain.upkeep.mend(brain.upkeep.health().checks)
    assert brain.upkeep.replay().equal
    assert found(brain, "warranty") == {note}


def test_nothing_is_read_while_that_is_switched_off_and_what_was_read_stays_found(
    brain: Brain, note: UUID
) -> None:
    give(brain, note, "manual.pdf", MANUAL)
    brain.file_texts.read()
    brain.file_texts.switch(on=False)
    give(brain, note, "late.txt", b"a guarantee")
    assert not brain.file_texts.read()
    assert (found(brain, "warranty"), found(brain, "guarantee")) == ({note}, set())
    assert (brain.file_texts.standing().found, brain.file_texts.standing().waiting) == (1, 1)
    brain.file_texts.switch(on=True)
    assert brain.file_texts.read()
    assert found(brain, "guarantee") == {note}


def test_what_could_not_be_read_is_read_again_when_somebody_says_so(
    brain: Brain, note: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(brain, note, "fine.txt", b"a guarantee")
    with monkeypatch.context() as patched:
        patched.setattr(brain.file_texts, "_pdf", lambda path, stop: FileText(pages=2, lack=Lack.SLOW))
        give(brain, note, "manual.pdf", MANUAL)
        brain.file_texts.read()
    ((_, title, name, why),) = brain.file_texts.standing().lacking
    assert (title, name) == ("The heating", "manual.pdf") and "too long" in why
    assert not brain.file_texts.read()
    assert brain.file_texts.read_again().memories == {note}
    assert found(brain, "warranty") == {note}
    assert brain.file_texts.standing().lacking == ()

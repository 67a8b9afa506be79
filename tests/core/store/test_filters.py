"""The filters of a query on a real notebook: the database answers as plain Python does over the same notes."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from core import Brain
from core.events import new_id
from core.search.dates import Span, read_span
from core.search.nodes import CHOICES
from core.search.query import (
    MOST_CHARACTERS,
    And,
    Filter,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    TagName,
    Word,
    parse,
)
from core.store.engine import Connection, connect, plain_address
from core.store.filters import Sql, condition, wants_trash
from tests.core.search.trees import NOW, SPANS, trees

WORDS = ("garden", "lake", "boiler")
TAGS = ("work", "Work/Plan", "work/plan/b", "workshop", "Año", "two words", "ÉTÉ/a", "x*", "it's\\", "a/")
SNIPPETS = {
    "![A tree](https://example.org/a.png)": {"image", "link"},
    "![A tree](pictures/a.png)": {"image", "attachment"},
    "![[Tree.JPG]]": {"image", "attachment", "link"},
    "[the paper](paper.pdf)": {"attachment", "link"},
    "[a note](other.md)": {"link"},
    "see https://example.org": {"link"},
    "[[Garden]]": {"link"},
    "- [ ] water": {"task", "open-task"},
    "1. [x] dig": {"task", "done-task"},
    "```\nx = 1\n```": {"code"},
    "* [X]": {"task", "done-task"},
    "run `make`": {"code"},
    "~~~\nx\n~~~": {"code"},
    '<IMG src="https://x.y">': {"image", "link"},
    "an ![unfinished picture": set(),
    "a ` alone and [brackets] (here)": set(),
    "[ ] no list": set(),
    "> - [x] quoted": {"task", "done-task"},
}


PROPERTIES: dict[str, list[Any]] = {
    "type": ["recipe", "Recipe", "log", 3, None],
    "pinned": [True, False, "yes"],
    "attachments": [[], ["a.pdf"], None],
}


@dataclass(frozen=True)
class Note:
    """A note as the oracle knows it."""

    content: str
    tags: tuple[str, ...]
    has: frozenset[str]
    metadata: dict[str, Any]
    created: datetime
    updated: datetime
    imported: bool
    id: UUID = field(default_factory=new_id)


class Notebook:
    """A notebook, what is known of its notes, and a connection to it."""

    def __init__(
        self,
        connection: Connection,
        notes: tuple[Note, ...] = (),
        trash: frozenset[UUID] = frozenset(),
        conflicts: frozenset[UUID] = frozenset(),
        linking: frozenset[UUID] = frozenset(),
    ) -> None:
        self.connection = connection
        self.notes = notes
        self.trash = trash
        self.conflicts = conflicts
        self.linking = linking

    def found(self, node: Node | None) -> set[UUID]:
        """What the database answers."""
        where, parameters = condition(node, as_typed)
        rows = self.connection.execute(f"select m.id from memories m where {where}".encode(), parameters)
        return {row[0] for row in rows}

    def expected(self, node: Node) -> set[UUID]:
        """What Python answers."""
        return {note.id for note in self.notes if self.holds(node, note)}

    def holds(self, node: Node, note: Note) -> bool:
        """The meaning of a tree, word for word."""
        match node:
            case And(nodes):
                return all(self.holds(each, note) for each in nodes)
            case Or(nodes):
                return any(self.holds(each, note) for each in nodes)
            case Not(inner):
                return not self.holds(inner, note)
            case Word(text) | Phrase(text):
                return text in note.content
            case Filter("is", value):
                return {
                    "trashed": note.id in self.trash,
                    "conflict": note.id in self.conflicts,
                    "untagged": not note.tags,
                    "pinned": note.metadata.get("pinned") is True,
                }[str(value)]
            case Filter("has", "link") if note.id in self.linking:
                return True
            case Filter():
                return filtered(node, note)


def filtered(node: Filter, note: Note) -> bool:
    match node.name, node.value:
        case _, TagName() as tag:
            return any(tagged(tag, each) for each in note.tags)
        case name, Span(_, start, end):
            moment = note.created if name == "created" else note.updated
            return (start is None or start <= moment) and (end is None or moment < end)
        case "has", value:
            return value in note.has
        case "source", value:
            return note.imported == (value != "device")  # there was one import
        case "type", value:
            return str(note.metadata.get("type")).lower() == str(value).lower()
        case _, value:
            return note.id.hex.startswith(str(value)) or note.id.hex.endswith(str(value))


def tagged(asked: TagName, tag: str) -> bool:
    wanted, present = plain(asked.text), plain(tag)
    if asked.prefix:
        return present.startswith(wanted)
    return present == wanted.rstrip("/") or present.startswith(wanted.rstrip("/") + "/")


def plain(text: str) -> str:
    return "".join(
        sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)
    ).lower()


def as_typed(leaf: Word | Phrase) -> Sql:
    name = "typed_" + leaf.text.encode().hex()
    return f"strpos(m.content, %({name})s) > 0", {name: leaf.text}


def some_note(chance: random.Random, imported: bool) -> Note:
    snippets = chance.sample(sorted(SNIPPETS), chance.randrange(3))
    # Some of them at midnight to the second, where one day ends and the next begins.
    created = NOW.replace(hour=0, minute=0) - timedelta(hours=12 * chance.randrange(2 * 700))
    metadata: dict[str, Any] = {}
    for key, values in PROPERTIES.items():
        if chance.random() < 0.4:
            metadata[key] = chance.choice(values)
    return Note(
        "\n".join([f"note {chance.random()}", *chance.sample(WORDS, chance.randrange(3)), *snippets]),
        tuple(chance.sample(TAGS, chance.randrange(3))),
        frozenset().union(
            *(SNIPPETS[each] for each in snippets), {"attachment"} if metadata.get("attachments") else ()
        ),
        metadata,
        created,
        created + timedelta(hours=chance.randrange(500)) if imported else created,
        imported,
    )


@pytest.fixture
def notebook(brain: Brain, database_url: str, tmp_path: Path, chance: random.Random) -> Iterator[Notebook]:
    """A hundred notes of all kinds, half of them imported."""
    notes = tuple(some_note(chance, imported=number % 2 == 0) for number in range(100))
    lines = [
        {
            "id": str(note.id),
            "content": note.content,
            "tags": note.tags,
            "metadata": note.metadata,
            "created_at": note.created.isoformat(),
            "updated_at": note.updated.isoformat(),
        }
        for note in notes
        if note.imported
    ]
    source = tmp_path / "notes.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines))
    assert brain.import_notes(source).created == len(lines)
    for note in notes:
        if not note.imported:
            brain.create_memory(
                note.content, tags=note.tags, metadata=note.metadata, id=note.id, created_at=note.created
            )
    ids = [note.id for note in notes]
    trash = frozenset(chance.sample(ids, 20))
    brain.delete(trash)
    copies = [chance.sample(ids, 2) for _ in range(5)]
    for one, other in copies:
        brain.link(one, other, "conflict")
    links = [chance.sample(ids, 2) for _ in range(5)]
    for one, other in links:
        brain.link(one, other)
    with connect(plain_address(database_url)) as connection:
        yield Notebook(
            connection,
            notes,
            trash,
            frozenset(each for pair in copies for each in pair),
            frozenset(one for one, _ in links),
        )


def every_leaf(notebook: Notebook) -> list[Leaf]:
    """Each filter with all kinds of values, and some words."""
    asked = (
        "work",
        "WORK",
        "work/",
        "Work/plan",
        "ano",
        "été",
        "ete/a",
        "two words",
        "x*",
        "it's\\",
        "a",
        "w" * 3000,
    )
    tags = [TagName(text, prefix) for text in asked for prefix in (False, True)]
    ids = [
        digits for note in notebook.notes[:3] for digits in (note.id.hex, note.id.hex[-4:], note.id.hex[:14])
    ]
    choices = [(name, value) for name in ("has", "is", "source") for value in CHOICES[name]]
    return [
        *(Filter("tag", tag) for tag in [*tags, TagName("", True)]),
        *(Filter(*choice) for choice in choices),
        *(Filter("type", value) for value in ("recipe", "3", "nothing")),
        *(Filter(name, read_span(text, NOW)) for name in ("created", "updated") for text in SPANS),
        *(Filter("id", digits) for digits in ids),
        *(Word(word) for word in WORDS),
        Phrase("note 0"),
    ]


def test_every_filter_finds_what_it_says_and_without_it_the_rest(notebook: Notebook) -> None:
    for leaf in every_leaf(notebook):
        found = notebook.found(leaf)
        assert found == notebook.expected(leaf), leaf
        assert notebook.found(Not(leaf)) == {note.id for note in notebook.notes} - found, leaf


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_database_answers_as_the_language_says(notebook: Notebook, data: st.DataObject) -> None:
    for node in data.draw(st.lists(trees(st.sampled_from(every_leaf(notebook))), min_size=5, max_size=10)):
        assert notebook.found(node) == notebook.expected(node)


def test_every_filter_alone_finds_some_notes_and_not_all(notebook: Notebook) -> None:
    for typed in (
        *(
            f"has:{each}"
            for each in ("attachment", "image", "link", "task", "open-task", "done-task", "code")
        ),
        *(f"is:{each}" for each in ("trashed", "conflict", "untagged", "pinned")),
        *("tag:work", "tag:wor*", "tag:*", "#ano", "type:recipe", "source:import", "source:last-import"),
        *("source:device",),
        *("created:2026", "updated:<2026", "before:2026-06", "after:2026-06", "garden", "-garden"),
    ):
        found = notebook.found(parse(typed, NOW).root)
        assert 0 < len(found) < len(notebook.notes), typed


def test_a_tag_is_found_in_any_case_without_accents_and_by_the_tags_above(
    brain: Brain, database_url: str
) -> None:
    plan = brain.create_memory("Plan", tags=["Année/Été"]).memory
    brain.create_memory("Other", tags=["annees"])
    with connect(plain_address(database_url)) as connection:
        book = Notebook(connection)
        for typed in (
            "tag:annee",
            "tag:ANNÉE",
            "#année/ete",
            'tag:"Année/"',
            "tag:annee/*",
            "tag:*/été -tag:annees",
        ):
            expected = set() if typed.startswith("tag:*/") else {plan}
            assert book.found(parse(typed).root) == expected, typed
        brain.untag(plan, "Année/Été")
        connection.rollback()
        assert book.found(parse("tag:annee").root) == set()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_order_of_words_and_filters_changes_nothing(notebook: Notebook, data: st.DataObject) -> None:
    nodes = data.draw(st.lists(trees(st.sampled_from(every_leaf(notebook))), min_size=2, max_size=4))
    pieces = [str(Query(node)) for node in nodes]
    pieces = [f"({piece})" if " " in piece else piece for piece in [*pieces, "sort:title"]]
    assume(sum(map(len, pieces)) < MOST_CHARACTERS / 2)  # of a longer query only the first part is read
    queries = [parse(" ".join(data.draw(st.permutations(pieces))), NOW) for _ in range(4)]
    assert len({frozenset(notebook.found(query.root)) for query in queries}) == 1
    assert len({(query.sort, wants_trash(query)) for query in queries}) == 1


def test_a_query_says_whether_it_speaks_of_the_trash() -> None:
    for typed in ("is:trashed", "a -is:trashed", "a (b OR is:trashed)"):
        assert wants_trash(parse(typed))
    for typed in ("", "a", "is:pinned", '"is:trashed"'):
        assert not wants_trash(parse(typed))


def test_conditions_can_stand_side_by_side_in_one_statement(notebook: Notebook) -> None:
    one, two = (
        parse("tag:work created:2026 type:log", NOW).root,
        parse("tag:ano created:2025 type:recipe", NOW).root,
    )
    (sql, parameters), (other, others) = condition(one, as_typed), condition(two, as_typed)
    assert not {name for name in parameters if name in others and parameters[name] != others[name]}
    rows = notebook.connection.execute(
        f"select m.id from memories m where {sql} union select m.id from memories m where {other}".encode(),
        parameters | others,
    )
    assert {row[0] for row in rows} == notebook.found(one) | notebook.found(two)


def test_nothing_asked_is_every_note(notebook: Notebook) -> None:
    assert notebook.found(None) == {note.id for note in notebook.notes}


def test_a_filter_follows_every_change_of_a_note(brain: Brain) -> None:
    note, other = brain.create_memory("Plan").memory, brain.create_memory("Other").memory

    def found(typed: str) -> set[UUID]:
        return {hit.id for hit in brain.search(typed).hits}

    assert found("has:link") | found("has:task") | found("has:attachment") | found("is:pinned") == set()
    brain.update_memory(note, "Plan\n\n- [ ] water")
    assert found("plan has:task") == {note}
    brain.update_memory(note, set_metadata={"pinned": True, "attachments": ["a.pdf"]})
    assert found("is:pinned") == found("has:attachment") == {note}
    brain.update_memory(note, set_metadata={"pinned": False}, unset_metadata=["attachments"])
    assert found("is:pinned") | found("has:attachment") == set()
    brain.link(note, other)
    assert found("has:link") == found("plan has:link") == {note}
    brain.unlink(note, other)
    assert found("has:link") == set()
    brain.link(other, note, "conflict")
    assert found("has:link") == set()
    assert found("other -has:link") == {other}


def test_the_marks_of_filters_are_no_words(brain: Brain) -> None:
    brain.create_memory("Plan\n\nhttps://example.org `code`", metadata={"pinned": True})
    for typed in ("inke", "pinn", "Hlink", "Hpinned", "cod"):
        assert [hit.title for hit in brain.search(typed).hits] == (["Plan"] if typed == "cod" else []), typed

"""A test collection: documents, queries and judgments, and further queries that are made from them.

A folder is a collection when it holds `docs.jsonl` ({id, title, text} a line), `queries.jsonl` ({id, text} a line) and
`qrels.tsv` (a head, then query, document and gain a line). Everything made here is the same at every run.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bm25s.stopwords import STOPWORDS_EN_PLUS

from core.text.segmentation import Kind, has_grams, tokens
from core.text.titles import title_of

SHORTEST_SPOILED = 4  # letters; half of a shorter word would be the mistake
RARE_WORDS_ASKED = 500
# Two letters are more often a remnant of the text's form than a word.
_SHORTEST_RARE = {Kind.WORD: 3, Kind.GRAM: 2}


@dataclass(frozen=True, slots=True)
class Document:
    """A note of a collection. `content` is its whole text, the title first."""

    id: str
    title: str
    text: str

    @property
    def content(self) -> str:
        return f"{self.title}\n\n{self.text}".strip()


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, and the gain of every document that answers it (at least one)."""

    id: str
    text: str
    gains: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, and the questions on them that have an answer."""

    name: str
    folder: Path
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]


def collections_below(folder: Path) -> list[Path]:
    """The folders that are collections, by name; none when the folder is absent."""
    return sorted(each.parent for each in folder.rglob("qrels.tsv") if (each.parent / "docs.jsonl").is_file())


def load(folder: Path, name: str) -> Collection:
    """Read a collection. Documents without a word are left out: no note can be made of them."""
    documents = tuple(
        Document(line["id"], line.get("title") or "", line["text"]) for line in _lines(folder / "docs.jsonl")
    )
    documents = tuple(document for document in documents if document.content)
    gains: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text().splitlines()[1:]:
        query, document, gain = line.split("\t")
        if int(gain) > 0:
            gains[query][document] = int(gain)
    questions = tuple(
        Question(line["id"], line["text"], gains[line["id"]])
        for line in _lines(folder / "queries.jsonl")
        if line["id"] in gains
    )
    return Collection(name, folder, documents, questions)


def with_typos(questions: Sequence[Question], seed: int = 1) -> list[tuple[Question, Question]]:
    """Each question and its spoiled twin: one letter too many, too few, another one or two exchanged, in each content word.

    A content word has four letters or more and is no English stop word. Left out are questions in a script without spaces
    and those without a content word.
    """
    chance = random.Random(seed)
    pairs = []
    for question in questions:
        spoiled = _spoiled(question.text, chance)
        if spoiled != question.text and not has_grams(question.text):
            pairs.append((question, Question(question.id, spoiled, question.gains)))
    return pairs


def rare_words(documents: Sequence[Document], seed: int = 1) -> list[Question]:
    """Words that stand in one document alone, each as a question; 500 of them at most, drawn by lot.

    In a script without spaces two neighboring characters are a word.
    """
    homes: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for token in tokens(document.content):
            if len(token.text) >= _SHORTEST_RARE.get(token.kind, sys.maxsize):
                homes[token.text].add(document.id)
    rare = sorted(word for word, at in homes.items() if len(at) == 1)
    chosen = random.Random(seed).sample(rare, min(RARE_WORDS_ASKED, len(rare)))
    return [Question(word, word, {next(iter(homes[word])): 1}) for word in chosen]


def titles(documents: Sequence[Document]) -> list[Question]:
    """The title of every note, each as a question that all notes of that title answer."""
    named: dict[str, dict[str, int]] = defaultdict(dict)
    for document in documents:
        named[title_of(document.content)][document.id] = 1
    return [Question(title, title, gains) for title, gains in named.items() if title]


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _spoiled(text: str, chance: random.Random) -> str:
    """The text with a mistake in each content word; from the end, so that places stay true. Its own letters slip in."""
    letters = sorted({letter for letter in text.lower() if letter.isalpha()})
    for token in reversed(list(tokens(text))):
        word = text[token.start : token.end]
        content = word.isalpha() and len(word) >= SHORTEST_SPOILED and word.lower() not in STOPWORDS_EN_PLUS
        if token.kind is Kind.WORD and content:
            text = text[: token.start] + _typo(word, letters, chance) + text[token.end :]
    return text


def _typo(word: str, letters: Sequence[str], chance: random.Random) -> str:
    """The word with one mistake in it, of any of the four kinds alike; never the word itself."""
    while True:
        at = chance.randrange(len(word))
        spoiled = chance.choice(
            (
                word[:at] + chance.choice(letters) + word[at:],
                word[:at] + word[at + 1 :],
                word[:at] + chance.choice(letters) + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            )
        )
        if spoiled != word:
            return spoiled

"""A passage ends where the model on this machine ends reading, whatever it is made of."""

from __future__ import annotations

import base64
import random
import time
from itertools import pairwise
from pathlib import Path

import pytest
import tokenizers
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text import pieces
from core.text.passages import Passage, passages_of
from core.text.pieces import MOST, READ, counting, word_ends
from core.text.titles import title_of
from tests.architecture.source import ROOT

Tokenizer = tokenizers.Tokenizer
GUIDES = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("using.md", "using.de.md")}
_BLOB = base64.b64encode(random.Random(1).randbytes(3_000)).decode()
_BITS = [
    "Donaudampfschifffahrtsgesellschaftskapitänsmütze ",
    "Wärmedämmverbundsystem, Straßenbahnhaltestelle. ",
    "The boiler was repaired on Tuesday. ",
    "x = {key: [value ** 2 for value in values] for key, values in self._items.items()}\n",
    "aGVsbG8gd29ybGQ",
    _BLOB,
    "qzxwvkj" * 12,
    "q1z2x3 ",
    "玫瑰要浇水。",
    "今日はバラに水をやりました",
    "안녕하세요 ",
    "สวัสดีครับ",
    "བཀྲ་ཤིས་",
    "👩‍👩‍👧😀",
    "e\u0301a\u0308 ",
    "\u200b",
    "\n\n",
    "\n# Überschriftenverzeichnisnummerierung\n",
    "## 玫瑰\n",
    "https://example.org/a/b-c_d?e=f&g=%C3%A4#h ",
    "| --- | :-: |\n",
    "…—“”„«",
    "$€£^`~",
]
some_bits = st.lists(st.sampled_from(_BITS) | st.text(max_size=20), max_size=30)
few_bits = st.lists(st.sampled_from(_BITS), min_size=1, max_size=3)
notes = st.builds(
    lambda bits, times: "".join(bits) * times,
    some_bits | few_bits,
    st.sampled_from([1, 20, 60]),
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The model's own, which cuts nothing off."""
    if not pieces.TOKENIZER.is_file():
        pytest.skip("the local model is not built here: make model")
    whole = Tokenizer.from_file(str(pieces.TOKENIZER))
    whole.no_truncation()
    return whole


@pytest.fixture
def without_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An installation without the model."""
    monkeypatch.setattr(pieces, "TOKENIZER", tmp_path / "tokenizer.json")


def read(tokenizer: Tokenizer, text: str) -> int:
    return len(tokenizer.encode(text.encode("utf-8", "replace").decode()).ids)


def cut(content: str, title: str | None = None) -> list[Passage]:
    return passages_of(title_of(content) if title is None else title, content)


@settings(deadline=None, max_examples=150)
@given(notes, st.none() | st.sampled_from(_BITS) | st.text(max_size=200))
def test_every_passage_is_read_to_its_end_and_nothing_is_left_out(
    tokenizer: Tokenizer, content: str, title: str | None
) -> None:
    passages = cut(content, title)
    assert all(read(tokenizer, passage.text) <= READ for passage in passages)
    held = bytearray(len(content))
    for passage in passages:
        held[passage.start : passage.end] = b"\1" * (passage.end - passage.start)
    assert [char for char, here in zip(content, held, strict=True) if not here and not char.isspace()] == []


@settings(deadline=None)
@given(notes)
def test_a_text_has_as_many_pieces_as_its_words_together(tokenizer: Tokenizer, content: str) -> None:
    text = " ".join(content.split())
    counted = counting(text)(text)
    assert counted == read(tokenizer, text) - 2
    ends = [0, *word_ends(text, 0, len(text))]
    assert sum(counting(text)(text[start:end]) for start, end in pairwise(ends)) == counted


def test_the_german_guide_is_read_to_the_end_of_each_passage(tokenizer: Tokenizer) -> None:
    passages = cut(GUIDES["using.de.md"])
    longest = max(read(tokenizer, passage.text) for passage in passages)
    assert READ - 20 < longest <= READ


def test_english_is_cut_as_it_was(tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else all vectors of an English notebook would be made anew."""
    passages = cut(GUIDES["using.md"])
    monkeypatch.setattr("core.text.passages.MOST", 1_000_000)
    assert passages == cut(GUIDES["using.md"])


def test_without_the_model_german_is_cut_with_care_and_english_as_ever(
    tokenizer: Tokenizer, without_model: None
) -> None:
    german = cut(GUIDES["using.de.md"])
    assert max(read(tokenizer, passage.text) for passage in german) <= READ
    english = cut(GUIDES["using.md"])
    assert max(read(tokenizer, passage.text) for passage in english) <= READ
    assert len(english) < len(german)


def test_without_the_model_english_has_the_same_passages(
    tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_model = cut(GUIDES["using.md"])
    monkeypatch.setattr(pieces, "TOKENIZER", tmp_path / "tokenizer.json")
    assert cut(GUIDES["using.md"]) == with_model


def test_a_tokenizer_that_cannot_be_read_is_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "tokenizer.json"
    broken.write_text("{")
    monkeypatch.setattr(pieces, "TOKENIZER", broken)
    assert 2 <= counting("ein Haus")("ein Haus") <= 8


def test_a_title_of_many_pieces_leaves_room_for_the_text(tokenizer: Tokenizer) -> None:
    title = "Wärmedämmverbundsystemzulassungsverordnung " * 12
    passages = cut("Der Kessel im Keller tropft. " * 200, title)
    assert all("Der Kessel im Keller tropft." in passage.text for passage in passages)
    assert max(read(tokenizer, passage.text) for passage in passages) <= READ


def test_a_word_that_never_ends_is_cut_and_read(tokenizer: Tokenizer) -> None:
    for content in ("qz1" * 50_000, _BLOB * 20, "玫瑰要浇水" * 5_000, "😀" * 20_000, "สวัสดี" * 5_000):
        assert max(read(tokenizer, passage.text) for passage in cut(content, "Keller")) <= READ


def test_words_are_remembered_within_bounds(tokenizer: Tokenizer) -> None:
    counted = counting("")
    assert counted("x" * 1_000_000) == 1
    begun = time.process_time()
    for number in range(120_000):
        counted(f"w{number}")
    assert time.process_time() - begun < 30
    known = pieces._counted(pieces.TOKENIZER)
    assert known is not None and len(known) <= 50_000
    assert max(map(len, known)) <= 100


def test_nobody_gives_more_than_the_model_reads(tokenizer: Tokenizer) -> None:
    from core.embedding.local import LocalModel

    assert LocalModel.tokens == READ == MOST + 2

"""A long text is cut into words by a process of its own, for which the window does not wait."""

from __future__ import annotations

import sys

import pytest

from core.errors import Cancelled
from core.file_texts import cutting
from core.file_texts.cutting import cut
from core.progress import never
from core.store.file_lexemes import words_of_file

LONG = "\f".join(
    f"Seite {page}: Grüße aus Köln 🌊 an die {page}te Straße, 学习汉语. \ud800 " * 40 for page in range(90)
)


@pytest.mark.parametrize("paged", [True, False])
def test_another_process_cuts_the_same_words(paged: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = list(words_of_file(LONG, paged))
    monkeypatch.delattr(cutting, "words_of_file")  # nothing is cut here
    with cut(LONG, paged, never) as words:
        assert list(words()) == expected
        assert list(words()) == expected  # the database may ask once more
    assert expected[-1].part.number == -1
    assert max(each.page for each in expected) == (90 if paged else 0)


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "import os; os.abort()", None])
def test_a_process_that_fails_loses_no_words(monkeypatch: pytest.MonkeyPatch, program: str | None) -> None:
    command = [sys.executable, "-c", program] if program else ["/nowhere/at/all"]
    monkeypatch.setattr(cutting, "own_process", lambda *_: (command, {}))
    with cut(LONG, False, never) as words:
        assert list(words()) == list(words_of_file(LONG, False))


def test_cutting_is_stopped_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    monkeypatch.setattr(cutting, "own_process", lambda *_: (command, {}))
    with pytest.raises(Cancelled), cut(LONG, False, lambda: True):
        pass


@pytest.mark.parametrize("text", [LONG, LONG[:9_000]])
def test_all_is_cut_before_anything_is_written_down(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(cutting, "own_process", lambda *_: (["/nowhere/at/all"], {}))
    expected = list(words_of_file(text, False))
    with cut(text, False, never) as words:
        monkeypatch.delattr(cutting, "words_of_file")  # nothing is cut while the log is held
        assert list(words()) == list(words()) == expected

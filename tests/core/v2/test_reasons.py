"""A reason that a report keeps in English, said in another language, with what was in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from core.v2 import reasons

_GERMAN = {
    reasons.NO_UUID: "Der Wert in der Spalte {column} ist keine UUID: {value}.",
    "It is a link, not a file.": "Es ist ein Verweis, keine Datei.",
    "The note has no text (NULL).": "Die Notiz hat keinen Text (NULL).",
}


@pytest.fixture(autouse=True)
def _german(speaking: Callable[[Mapping[str, str]], None]) -> None:
    speaking(_GERMAN)


def test_a_kept_reason_is_known_again_with_its_values() -> None:
    kept = reasons.NO_UUID.format(column="id", value="a: b. {c}\nd")
    assert kept.startswith("The value in the column id")
    assert reasons.said(kept) == "Der Wert in der Spalte id ist keine UUID: a: b. {c}\nd."


def test_a_reason_without_values_and_one_that_nobody_knows() -> None:
    assert reasons.said(reasons.NOT_A_FILE.format(kind="link")) == "Es ist ein Verweis, keine Datei."
    assert reasons.said("The note has no text (NULL).") == "Die Notiz hat keinen Text (NULL)."
    assert reasons.said("What an older version {wrote}.") == "What an older version {wrote}."

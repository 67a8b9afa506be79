"""Front matter means what the person who wrote it meant, and can do no harm."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from core.exchange import front_matter


def meant(block: str) -> Any:
    found = front_matter.read(block)
    return None if found is None else found[0]


@pytest.mark.parametrize(
    "text",
    [
        "just text",
        "---\nA rule, then prose.\n\n---\nmore",
        "---\n\n---\n",
        "--- not alone\na: 1\n---\n",
        "---\na: 1\nand it never ends",
        "text\n---\na: 1\n---\n",
        "---\n- a: list\n---\n",
    ],
)
def test_a_text_that_merely_looks_like_it_has_no_front_matter(text: str) -> None:
    assert front_matter.split(text) == ("", text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_text_after_it_is_kept_to_the_last_character(end: str) -> None:
    body = f"{end}  # Title{end}{end}---{end}a: 1{end}---{end}trailing  {end}{end}"
    block, found = front_matter.split(f"---{end}title: x{end}---{end}{body}")
    assert found == body
    assert meant(block) == {"title": "x"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("1:30", "1:30"),
        ("2025-03-03", "2025-03-03"),
        ("007", "007"),
        ("1.10", "1.10"),
        ("1_000", "1_000"),
        ("0x1f", "0x1f"),
        (".nan", ".nan"),
        ("123456789012345678901234567890123", "123456789012345678901234567890123"),
        ("42", 42),
        ("-1.5", -1.5),
        ("true", True),
        ("null", None),
        ("", None),
        ('"42"', "42"),
        ("!!str 42", "42"),
        ("!thing x", "x"),
        ("[a, 1]", ["a", 1]),
    ],
)
def test_a_value_means_what_it_looks_like(written: str, value: object) -> None:
    assert meant(f"a: {written}\n") == {"a": value}


@pytest.mark.parametrize(
    ("block", "why"),
    [
        ("title: a: b\n", "line 2"),
        ("a: 1\na: 2\n", "twice"),
        ("a: &x [1, 2]\nb: [*x, *x]\n", "references"),
        ("? [a]\n: 1\n", "no text"),
        ("a: \x00\n", "character"),
        ("a: " + "[" * 20_000, "expected|deep"),
        ("a: " + "x" * front_matter.LONGEST, "longer"),
    ],
)
def test_what_is_broken_or_dangerous_is_refused_with_its_reason(block: str, why: str) -> None:
    with pytest.raises(front_matter.Unreadable, match=why):
        front_matter.read(block)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), _JSON, max_size=4))
def test_what_is_written_reads_back_the_same(values: dict[str, Any]) -> None:
    simple = {key: value for key, value in values.items() if front_matter.is_simple(key, value)}
    block, rest = front_matter.split(front_matter.write(simple) + "text")
    assert rest == "text" or not simple
    assert not simple or meant(block) == simple


def test_other_programs_read_the_types_that_values_have() -> None:
    values = {
        "title": "2025-03-03",
        "tags": ["a", "2024"],
        "rating": 5,
        "price": 1.5,
        "done": True,
        "nothing": None,
        "zip": "007",
        "version": "1.10",
        "agreed": "yes",
        "due date": "2025-03-03",
        "Größe": ["2025-03-03T14:05:00+02:00", "klein"],
        "impossible": "2025-02-30",
        "link": "[[Boiler]]",
        "none": [],
        "more": {"a": [1]},
    }
    text = front_matter.write(values, ("title", "tags"))
    assert 'tags:\n  - "a"\n  - "2024"\n' in text
    assert "due date: 2025-03-03\n" in text
    moment = datetime(2025, 3, 3, 14, 5, tzinfo=timezone(timedelta(hours=2)))
    assert yaml.safe_load(text.strip("-\n")) == values | {
        "due date": date(2025, 3, 3),
        "Größe": [moment, "klein"],
    }
    assert meant(front_matter.split(text)[0]) == values


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_can_be_a_value(text: str) -> None:
    assert front_matter.is_simple("a", text)


@given(st.text())
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    block, rest = front_matter.split(f"---\n{text}\n---\nrest")
    assert rest.endswith("rest")
    with suppress(front_matter.Unreadable):
        front_matter.read(block)

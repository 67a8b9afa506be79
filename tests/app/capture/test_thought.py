"""A link from anybody: read strictly, and never a note by itself."""

from __future__ import annotations

import configparser
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.capture.thought import Thought, thought_in, thought_of
from core import BrainError

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from("\n\t"), max_size=80
)
TAGS = st.lists(st.from_regex(r"[a-zäß][a-zäß/0-9-]{0,12}", fullmatch=True), max_size=5, unique=True)


@settings(max_examples=50, deadline=None)
@given(TEXTS, TAGS, st.booleans())
def test_what_was_put_into_a_link_comes_out(text: str, tags: list[str], plus: bool) -> None:
    write = quote_plus if plus else quote
    link = f"secondbrain://capture?text={write(text)}" + "".join(f"&tag={write(tag)}" for tag in tags)
    assert thought_of(link) == Thought(text, tuple(tags))


@settings(max_examples=50, deadline=None)
@given(
    st.text(max_size=60)
    | st.text("secondbrain://capture?text=&%tag#\n\0 a", max_size=60).map("secondbrain://".__add__)
)
def test_whatever_comes_is_a_thought_or_told_in_words(link: str) -> None:
    try:
        thought = thought_of(link)
    except BrainError:
        return
    assert link.lower().startswith("secondbrain://capture")
    assert "\0" not in thought.text and len(thought.tags) <= 20


@pytest.mark.parametrize(
    "link",
    [
        "",
        "https://capture?text=a",
        "secondbrain:capture?text=a",
        "secondbrain://delete?id=1",
        "secondbrain://me@capture?text=a",
        "secondbrain://capture:80?text=a",
        "secondbrain://capture/../x?text=a",
        "secondbrain://capture?text=a#x",
        "secondbrain://capture?text=a&run=rm",
        "secondbrain://capture?text=a&text=b",
        "secondbrain://capture?text=%00",
        "secondbrain://capture?text=%1b[31m",
        "secondbrain://capture?text=%ff",
        "secondbrain://capture?text=%zz",
        "secondbrain://capture?text=a b",
        "secondbrain://capture?text=a\n",
        "secondbrain://capture?tag=" + "x" * 101,
        "secondbrain://capture?" + "&".join(f"tag=t{each}" for each in range(21)),
        "secondbrain://capture?text=" + "x" * 100_001,
    ],
)
def test_anything_else_is_refused(link: str) -> None:
    with pytest.raises(BrainError):
        thought_of(link)


def test_a_wish_survives_its_way_and_a_broken_one_is_none() -> None:
    thought = Thought("Buy milk\n", ("errand", "home"))
    assert thought_in(thought.wish()) == thought
    for broken in (
        {},
        {"capture": 1},
        {"capture": {"text": 1}},
        {"capture": {"tags": "ab"}},
        {"capture": {"tags": [1]}},
    ):
        assert thought_in(broken) is None


def test_the_desktop_knows_who_opens_such_links() -> None:
    file = Path(__file__).parents[3] / "resources" / "desktop" / "second-brain.desktop"
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    entry.read(file)
    assert entry["Desktop Entry"]["MimeType"] == "x-scheme-handler/secondbrain;"
    assert entry["Desktop Entry"]["Exec"] == "second-brain open %u"
    assert entry["Desktop Action capture"]["Exec"] == "second-brain capture --window"

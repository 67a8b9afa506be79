"""Links from note to note in a text: found, begun, and written anew without touching anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.embedded import embedded_in
from core.text.note_links import link_begun, linkable, note_links_in, retargeted, same_title

TEXTS = st.lists(
    st.sampled_from(["[[", "]]", "|", "#", "a", "B ", "面", "`", "```", "\n", "!", "[[Old]]", "[[ old|x]]"]),
    max_size=30,
).map("".join)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see [[Garden plan]].", [("Garden plan", "Garden plan")]),
        ("[[Garden|the plan]] and [[Lake#North]]", [("Garden", "the plan"), ("Lake", "Lake")]),
        ("[[ two  words ]]", [("two  words", "two  words")]),
        ("![[picture.png]]", []),
        ("`[[code]]`", []),
        ("```\n[[code]]\n```\n[[text]]", [("text", "text")]),
        ("[[]] [[|x]] [[a\nb]] [[ ]]", []),
    ],
)
def test_links_are_found(text: str, links: list[tuple[str, str]]) -> None:
    assert [(each.target, each.shown) for each in note_links_in(text)] == links


def test_a_renamed_note_is_linked_by_its_new_title_and_words_and_code_stay() -> None:
    text = "[[Old]] [[old|this]] [[OLD#Part]] [[Older]] `[[Old]]`"
    assert retargeted(text, "Old", "N|e]w") == "[[N e w]] [[N e w|this]] [[N e w#Part]] [[Older]] `[[Old]]`"
    assert retargeted(text, "Old", "[]") == text, "a title of nothing but brackets cannot be linked to"


@pytest.mark.parametrize(
    ("before", "begun"),
    [("see [[Gar", "Gar"), ("[[", ""), ("[[a]] b", None), ("[[a|b", None), ("![[pic", None), ("[a", None)],
)
def test_a_link_is_begun_by_two_brackets(before: str, begun: str | None) -> None:
    assert link_begun(before) == begun


@given(TEXTS, st.text(alphabet="Nn面 |]#", max_size=6))
def test_writing_links_anew_changes_titles_only(text: str, new: str) -> None:
    changed = retargeted(text, "old", new)
    hollow = [list(text), list(changed)]
    for whole, letters in zip((text, changed), hollow, strict=True):
        links = [(each.start, each.target) for each in note_links_in(whole)]
        links += [(each.start, each.target) for each in embedded_in(whole) if not each.is_file]
        for start, target in links:
            if same_title(target) in {"old", same_title(new)}:
                at = whole.index(target, start)
                letters[at : at + len(target)] = [""] * len(target)
    assert "".join(hollow[0]).replace(" ", "") == "".join(hollow[1]).replace(" ", "")
    if linkable(new):
        left = [link for link in note_links_in(changed) if same_title(link.target) == "old"]
        assert left == [] or same_title(new) == "old"


def test_a_note_that_is_shown_in_place_follows_but_never_becomes_a_file() -> None:
    text = "![[Old]] ![[Old#part|words]] ![[Old.png]] `![[Old]]`"
    assert retargeted(text, "old", "New") == "![[New]] ![[New#part|words]] ![[Old.png]] `![[Old]]`"
    assert retargeted("[[Old]] ![[Old]]", "old", "run.sh") == "[[run.sh]] ![[Old]]"

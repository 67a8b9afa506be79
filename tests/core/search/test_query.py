"""What people type, understood: text and filters, the way back to text, and mistakes told with a place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search.filters import distance
from core.search.query import (
    DEEPEST,
    MOST_CHARACTERS,
    MOST_LEAVES,
    And,
    Filter,
    Node,
    Not,
    Or,
    Part,
    Phrase,
    Query,
    QueryError,
    Sort,
    TagName,
    Word,
    leaves,
    parse,
    without,
)
from tests.core.search.trees import NOW, texts, trees


def root(text: str) -> Node | None:
    return parse(text, NOW).root


def tag(name: str, prefix: bool = False) -> Filter:
    return Filter("tag", TagName(name, prefix))


def understood(text: str, now: datetime | None) -> Query | QueryError:
    try:
        return parse(text, now)
    except QueryError as error:
        return error


def mistake(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(text, NOW)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("garden lake", And((Word("garden"), Word("lake")))),
        ('"two words"', Phrase("two words")),
        ("“two words”", Phrase("two words")),
        ("-draft", Not(Word("draft"))),
        ('-"two words"', Not(Phrase("two words"))),
        ("-tag:x", Not(tag("x"))),
        ("a OR b", Or((Word("a"), Word("b")))),
        ("a or b", And((Word("a"), Word("or"), Word("b")))),
        ("a OR b c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("a (b OR c d)", And((Word("a"), Or((Word("b"), Word("c"))), Word("d")))),
        ("(a b) OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("-(a OR b)", Not(Or((Word("a"), Word("b"))))),
        ("-(-a)", Word("a")),
        ("gard*", Word("gard", prefix=True)),
        ("title:lake", Word("lake", "title")),
        ("TITLE:lake", Word("lake", "title")),
        ('body:"two words"', Phrase("two words", "body")),
        ("title:gard*", Word("gard", "title", True)),
        ("tag:work", tag("work")),
        ("#work", tag("work")),
        ("#work/plan,", tag("work/plan")),
        ('tag:"two words"', tag("two words")),
        ("tag:*", tag("", True)),
        ("-tag:*", Not(tag("", True))),
        ("tag:wor*", tag("wor", True)),
        ('tag:"x*"', tag("x*")),
        ("has:Image", Filter("has", "image")),
        ("is:trashed", Filter("is", "trashed")),
        ("type:recipe", Filter("type", "recipe")),
        ("source:import", Filter("source", "import")),
        ("source:last-import", Filter("source", "last-import")),
        ("id:28F3-2117", Filter("id", "28f32117")),
    ],
)
def test_the_language(typed: str, node: Node) -> None:
    assert root(typed) == node


@pytest.mark.parametrize(
    "typed",
    "C++ .env a@b.c #1234 /usr/lib/x.so C:\\notes http://x.y/z https://x.y/?a=(b) 12:30 std::vector note: a:b --verbose"
    ' -> f(x) [text](http://x.y) 50% _ 5" **bold** x=1 日本 tag::x title:// 10:5 #1234, [[Garden]] ## ,'.split(),
)
def test_what_looks_like_text_is_looked_for_as_it_stands(typed: str) -> None:
    assert root(typed) == Word(typed)
    assert root(f"x {typed} y") == And((Word("x"), Word(typed), Word("y")))


def test_a_name_with_a_space_behind_its_colon_is_text() -> None:
    assert root("note: buy milk") == And((Word("note:"), Word("buy"), Word("milk")))
    assert root("title: milk") == And((Word("title:"), Word("milk")))


def test_the_box_of_a_task_is_one_thing() -> None:
    assert root("- [ ] milk") == And((Phrase("- [ ]"), Word("milk")))
    assert root("- [x]") == Phrase("- [x]")


@pytest.mark.parametrize(
    "typed", ["", " ", "-", "*", "OR", "(", ")", "()", '"', '""', "- OR ( * ", "tag:", '-tag:"']
)
def test_marks_that_say_nothing_yet_look_for_nothing(typed: str) -> None:
    assert root(typed) is None
    assert root(f"milk {typed}") == Word("milk")


def test_quotes_and_parentheses_that_are_still_open_end_at_the_end() -> None:
    assert root('"two wor') == Phrase("two wor")
    assert root("a (b OR c") == And((Word("a"), Or((Word("b"), Word("c")))))
    assert root('tag:"two wor') == tag("two wor")
    assert root("a) b") == And((Word("a"), Word("b")))


def test_sorting_and_time_travel_concern_the_whole_query_wherever_they_stand() -> None:
    for typed in ("sort:title a OR b", "a OR b sort:title", "(a sort:title) OR b", "a OR sort:title b"):
        assert parse(typed, NOW) == Query(Or((Word("a"), Word("b"))), Sort.TITLE)
    assert parse("as-of:2026-03-14", NOW).as_of == datetime(2026, 3, 15, tzinfo=UTC)
    assert parse("as-of:today", NOW).as_of == NOW
    assert parse("as-of:2026-03-14T12:30+01:00", NOW).as_of == datetime(2026, 3, 14, 11, 30, tzinfo=UTC)


def test_the_word_being_typed_is_known() -> None:
    for typed in ("lake gard", "lake OR gard", "lake (x gard", "title:gard"):
        query = parse(typed, NOW)
        assert query.open_word is not None
        assert query.open_word.text == "gard"
        assert any(leaf is query.open_word for leaf in leaves(query.root))
    for typed in (
        "gard ",
        '"gard',
        "-gard",
        "-(lake gard",
        "(gard)",
        "gard*",
        "gard #x",
        "",
        "gard (",
        "a -(b c) OR",
    ):
        assert parse(typed, NOW).open_word is None, typed


@pytest.mark.parametrize(
    ("typed", "place", "suggestion"),
    [
        ("milk creatd:2026", "creatd:2026", "milk created:2026"),
        ("tags:x milk", "tags:x", "tag:x milk"),
        ("foo:bar", "foo:bar", '"foo:bar"'),
        ('foo:"bar baz" x', 'foo:"bar baz"', '“foo:"bar baz"” x'),
        ("has:imges", "has:imges", "has:image"),
        ("-has:todos", "-has:todos", "-has:task"),
        ("is:done", "is:done", "has:done-task"),
        ("has:pinned", "has:pinned", "is:pinned"),
        ("has:open", "has:open", "has:open-task"),
        ("milk task:open", "task:open", "milk has:open-task"),
        ("todo:done", "todo:done", "has:done-task"),
        ("iscompleted:0", "iscompleted:0", "has:open-task"),
        ("task-todo:milk", "task-todo:milk", "has:open-task milk"),
        ('task-done:"oat milk"', 'task-done:"oat milk"', 'has:done-task "oat milk"'),
        ("is:tra", "is:tra", "is:trashed"),
        ("source:xyzzy", "source:xyzzy", '"source:xyzzy"'),
        ("sort:newest", "sort:newest", "sort:created"),
        ("-sort:title a", "-sort:title", "sort:title a"),
        ("sort:title a sort:created", "sort:created", "sort:title a"),
        ("id:xyz", "id:xyz", '"id:xyz"'),
        ("id:28f", "id:28f", '"id:28f"'),
        ("title:(a OR b) c", "title:(a OR b)", "(title:a OR title:b) c"),
        ("title:*", "title:*", '"title:*"'),
        ("created:2026-02-30", "created:2026-02-30", "created:2026-02"),
        ("created:2026-13", "created:2026-13", "created:2026"),
        ("before:2026/03/14", "before:2026/03/14", "before:2026-03-14"),
        ("before:20260314", "before:20260314", "before:2026-03-14"),
        ("updated:2026-05..2026-03", "updated:2026-05..2026-03", "updated:2026-03..2026-05"),
        ("created:tody", "created:tody", "created:today"),
        ("created:>", "created:>", '"created:>"'),
        ("as-of:2026-03-14T99", "as-of:2026-03-14T99", "as-of:2026-03-14"),
        ("as-of:someday", "as-of:someday", '"as-of:someday"'),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_may_be_meant(
    typed: str, place: str, suggestion: str
) -> None:
    error = mistake(typed)
    assert typed[error.start : error.end] == place
    assert error.suggestion == suggestion
    assert error.words
    assert error.hint


@pytest.mark.parametrize("value", ["picture", "pictures", "photo", "Photos", "images"])
def test_a_picture_may_be_called_as_people_call_it(value: str) -> None:
    assert parse(f"has:{value}", NOW).root == parse("has:image", NOW).root


def test_names_that_need_a_letter_more_less_another_or_a_swap_are_near() -> None:
    assert [distance("created", other) for other in ("creatd", "createdd", "craeted", "kreated", "created", "")] == [
        1, 1, 1, 1, 0, 7,
    ]  # fmt: skip


def test_too_many_words_are_cut_and_it_is_said() -> None:
    query = parse(" ".join(f"w{number}" for number in range(1000)), NOW)
    assert len(list(leaves(query.root))) == MOST_LEAVES
    assert f"{MOST_LEAVES} words" in query.cut
    assert query.open_word is None
    assert parse("w " * MOST_LEAVES, NOW).cut == ""


def test_too_long_a_text_is_cut_at_a_space_and_it_is_said() -> None:
    query = parse('"' + "x" * 5_000 + '" ' + "y" * 6_000, NOW)
    assert query.root == Phrase("x" * 5_000)
    assert f"{MOST_CHARACTERS} characters" in query.cut
    assert root("z" * 20_000) == Word("z" * MOST_CHARACTERS)
    assert root(" " * 20_000 + "z") is None


def test_parentheses_too_deep_are_left_out_and_it_is_said() -> None:
    deep = "(a OR -(b " * 40
    query = parse(deep, NOW)
    assert f"{DEEPEST} deep" in query.cut
    assert parse(str(query), NOW) == query
    assert parse("(" * 5_000 + "a" + ")" * 5_000, NOW).root == Word("a")


MANY = 10_000
ADVERSARIAL = [
    *(
        mark * MANY
        for mark in ("(", "-(", "a(", '"', "a OR ", "- ", "\0", "\ud800", "tag:", "a:b", "#", "*", "x y ")
    ),
    *(
        f"{name}:{'9' * MANY}"
        for name in ("created", "as-of", "id", "foo", "tag", "created:day-", "foo" * 3_000)
    ),
    *(f"created:{unit}-99999" for unit in ("day", "week", "month", "year")),
    *(f"created:{year}" for year in ("0000", "0999", "1000", "9998", "9999", "٢٠٢٦", "1000..9998")),
    *(
        f"as-of:{time}"
        for time in ("1000", "9998", "0001-01-01T00:00", "9999-12-31T23:59:59", "2026-01-01T24:00")
    ),
]


@pytest.mark.parametrize("typed", ADVERSARIAL, ids=lambda typed: ascii(typed[:30]))
@pytest.mark.parametrize(
    "now", [NOW, None, datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
)
@pytest.mark.timeout(60)
def test_whatever_is_pasted_is_a_query_or_a_mistake(typed: str, now: datetime | None) -> None:
    answer = understood(typed, now)
    if isinstance(answer, QueryError):
        assert 0 <= answer.start < answer.end <= len(typed)
    else:
        assert parse(str(answer), now) == answer


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("(a b) OR c", "(a b) OR c"),
        ("(a (b OR c))", "a b OR c"),
        ("-(--flag) -(->)", "-(--flag) -(->)"),
        ("-(a OR (b -c))", "-(a OR (b -c))"),
        ("#two #x* before:2026 BODY:x", "tag:two tag:x* updated:<2026 body:x"),
        ('“a "b" c” "d" sort:title', '“a "b" c” "d" sort:title'),
        ("created:2026-3-4..2026-5 is:PINNED", "created:2026-03-04..2026-05 is:pinned"),
    ],
)
def test_a_query_prints_in_one_form(typed: str, printed: str) -> None:
    assert str(parse(typed, NOW)) == printed
    assert parse(printed, NOW) == parse(typed, NOW)


def test_what_no_note_can_hold_is_a_space_and_places_stay_right() -> None:
    query = parse("\0milk\ud800#x", NOW)
    assert query.text == " milk #x"
    assert [(part.start, part.end) for part in query.parts] == [(1, 5), (6, 8)]


@given(trees())
def test_every_tree_prints_back_to_an_equal_one(node: Node) -> None:
    query = Query(node)
    assert parse(str(query), NOW) == query


@given(
    trees(),
    st.sampled_from(Sort),
    st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds / 7, UTC)),
)
def test_sorting_and_time_travel_print_back_too(node: Node, sort: Sort, moment: datetime) -> None:
    query = Query(node, sort, moment)
    assert parse(str(query), NOW) == query


@given(texts)
def test_any_text_is_a_query_that_prints_back_or_a_mistake_with_a_way_out(text: str) -> None:
    answer = understood(text, NOW)
    while isinstance(answer, QueryError):
        assert 0 <= answer.start < answer.end <= len(text)
        assert text != answer.suggestion
        text = answer.suggestion
        answer = understood(text, NOW)
    assert parse(str(answer), NOW) == answer


@given(texts)
def test_what_is_still_being_typed_never_breaks(text: str) -> None:
    for end in range(len(text)):
        understood(text[:end], NOW)


@given(st.lists(trees(), min_size=1, max_size=4))
def test_a_chip_says_what_stands_there_and_can_be_taken_away(nodes: list[Node]) -> None:
    pieces = [str(Query(node)).strip() for node in nodes]
    query = parse(" ".join(f"({piece})" for piece in pieces) + " sort:title", NOW)
    assert len(query.parts) == len(nodes) + 1
    assert all(query.text[part.start : part.end].strip("()") for part in query.parts)
    for number, part in enumerate(query.parts[:-1]):
        rest = pieces[:number] + pieces[number + 1 :]
        assert parse(without(query, part), NOW) == parse(
            " ".join(f"({each})" for each in rest) + " sort:title", NOW
        )


def test_chips_read_like_words() -> None:
    typed = 'milk -"sour cream" #work created:2026-03 has:image (a OR b) sort:updated'
    assert parse(typed, NOW).parts == (
        Part(0, 4, "“milk”", "word"),
        Part(5, 18, "not “sour cream”", "phrase"),
        Part(19, 24, "tag work", "tag"),
        Part(25, 40, "created in March 2026", "created"),
        Part(41, 50, "with an image", "has"),
        Part(51, 59, "“a” or “b”", "group"),
        Part(60, 72, "last changed first", "sort"),
    )

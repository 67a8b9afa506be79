"""Tables whose columns nobody named, and users: known by what their values look like."""

from __future__ import annotations

from core.v2.sources.copytext import Row
from core.v2.sources.layouts import guess
from core.v2.sources.userrows import UserRows
from core.v2.values import SetAside, V2User

ID, TIME, VECTOR = b"00000000-0000-0000-0000-000000000001", b"2024-01-01 00:00:00+00", b"[0.5,1e-05]"


def test_columns_of_one_number_are_told_apart_by_their_values() -> None:
    json_first = (ID, b"[1] text", b'{"a": 1}', VECTOR, TIME, None)
    vector_first = (ID, b"{}", VECTOR, b'{"a": 1}', TIME, None)
    owned = (ID, ID, b"text", b"{a,b}", TIME, TIME)
    assert guess("memories", [json_first])[2:4] == ("metadata", "embedding")
    assert guess("memories", [vector_first])[2:4] == ("embedding", "metadata")
    assert guess("memories", [owned])[:4] == ("id", "user_id", "content", "tags")


def test_one_row_that_does_not_fit_tells_more_than_many_that_might() -> None:
    either = (ID, b"text", None, b"{}", b"{}", b"0.5", TIME, TIME, None)
    tags_last = (ID, b"text", None, b'{"a": 1}', b"{x}", b"0.5", TIME, TIME, None)
    tags_first = (ID, b"text", None, b'{x,"y z"}', b'{"a": 1}', b"0.5", TIME, TIME, None)
    assert guess("memories", [either, either, tags_last])[3:5] == ("metadata", "tags")
    assert guess("memories", [either, either, tags_first])[3:5] == ("tags", "metadata")
    assert guess("memories", [tags_last, tags_first]) == ()
    assert guess("memories", []) == guess("cats", [either]) == ()


def user(*values: bytes | None) -> V2User | SetAside:
    return UserRows("users", ("id", "username", "email")).read(Row(3, b"", None, values))


def test_a_user_is_called_by_name_by_address_or_by_id() -> None:
    assert user(b"7", b" maria ", b"m@example.org") == V2User("7", "maria", "users", 3)
    assert user(b"7", b" ", b"m@example.org") == V2User("7", "m@example.org", "users", 3)
    assert user(b"7", None, None) == V2User("7", "7", "users", 3)
    for broken in ((None, b"x", b"y"), (b"7", b"\xff", None), (b"7", b"a\0", None), (b"7",)):
        assert isinstance(user(*broken), SetAside)

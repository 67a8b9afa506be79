"""Single cells of a v2: nothing changes in silence, and nothing surprises the reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from core.v2.cells import Json, Unreadable, array_elements, embedding, utc_time


@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
@example(["", "null", "NULL", " ", "{", "}", ",", '"', "\\", "a\nb"])
def test_every_array_of_text_is_read_as_postgres_writes_it(elements: list[str | None]) -> None:
    quoted = [
        "NULL" if e is None else '"' + e.replace("\\", "\\\\").replace('"', '\\"') + '"' for e in elements
    ]
    assert array_elements("{" + ",".join(quoted) + "}") == elements


@given(st.text(alphabet='{},"\\aN []:=1 \n'))
def test_no_text_surprises_the_reader_of_arrays(text: str) -> None:
    try:
        array_elements(text)
    except Unreadable:
        return


@given(
    st.decimals(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
)
@example(Decimal("0.12345678901234567890"))
@example(Decimal("1e400"))
@example(Decimal("1e-400"))
@example(10**5000)
@example(2**63 + 1)
def test_no_number_changes_in_silence(number: Decimal | int | float) -> None:
    text = str(number) if not isinstance(number, int) else json_int(number)
    reader = Json()
    value = reader.value(text)
    assert (isinstance(value, str) and value == text) == reader.changed
    if not reader.changed:
        assert Decimal(repr(value)) == Decimal(text)


def json_int(number: int) -> str:
    return str(number) if abs(number) < 10**4000 else "1" + "0" * 5000


offsets = st.integers(-15 * 60 + 1, 15 * 60 - 1).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=offsets))  # noqa: DTZ001 - Hypothesis wants them so
def test_every_time_with_an_offset_is_the_same_moment(moment: datetime) -> None:
    text = moment.isoformat(" ")
    whole = text.rstrip("0") if "." in text and text[-6] not in "+-" else text
    assert utc_time(whole) == (moment.astimezone(UTC), True)


@given(st.binary(max_size=60))
def test_no_bytes_surprise_the_reader_of_vectors(noise: bytes) -> None:
    assert isinstance(embedding(noise), str)

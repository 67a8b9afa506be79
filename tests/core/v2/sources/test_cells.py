"""Single cells of a v2: nothing changes in silence, and nothing surprises the reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.v2.sources.cells import EARLIEST, LATEST, Json, Unreadable, array_elements, embedding
from core.v2.sources.cells import moment as read_moment


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
    assert read_moment(whole).exact == moment.astimezone(UTC)


@given(
    st.integers(-16, 700),
    st.datetimes(datetime(2000, 1, 2), datetime(2399, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001 - as above
    offsets,
)
def test_a_moment_has_one_name_in_every_year_of_postgres_and_every_zone(
    cycles: int, base: datetime, zone: timezone
) -> None:
    names = set()
    for local in (base, base.astimezone(zone)):
        year = local.year + 400 * cycles
        era = f"{year:04}" if year > 0 else f"{1 - year:04}"
        names.add(read_moment(era + local.isoformat(" ")[4:] + ("" if year > 0 else " BC")).name)
    assert len(names) == 1


def test_a_moment_beyond_the_calendar_is_the_nearest_that_can_be_shown() -> None:
    assert read_moment("10000-01-01 13:59:59.999999+14").exact == datetime.max.replace(tzinfo=UTC)
    assert read_moment("0001-12-31 20:00:00-05 BC").exact == datetime(1, 1, 1, 1, tzinfo=UTC)
    late, early = ("infinity", "294276-12-31 00:00:00+00"), ("-infinity", "4713-01-01 00:00:00 BC")
    assert {(read_moment(text).exact, read_moment(text).near) for text in late} == {(None, LATEST)}
    assert {(read_moment(text).exact, read_moment(text).near) for text in early} == {(None, EARLIEST)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2024-13-01 00:00:00+00",
        "2024-02-30 00:00:00",
        "2024-01-01 25:00:00",
        "2024-01-01 00:00:00+25",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert (read_moment(text).near, read_moment(text).name) == (None, text)


@given(st.binary(max_size=60))
def test_no_bytes_surprise_the_reader_of_vectors(noise: bytes) -> None:
    assert isinstance(embedding(noise), str)

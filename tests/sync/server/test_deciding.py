"""What becomes of pushed events, whatever they are."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import Fate, SentEvent
from sync.server.deciding import Access, Standing, Verdict, decide
from sync.server.drafts import Draft, Refused, draft
from tests.sync.server.feeding import made

ME, OTHER = uuid4(), uuid4()
STREAMS = [UUID(int=number) for number in range(3)]
EVENT_IDS = [UUID(int=number) for number in range(100, 106)]


def sent(stream: UUID, expected: int, event_type: str = "", event_id: UUID | None = None) -> Draft:
    values = made(stream, expected, event_type) | {"event_id": str(event_id or uuid4())}
    drafted = draft(SentEvent.model_validate(values))
    assert isinstance(drafted, Draft)
    return drafted


def fates(verdicts: Sequence[Verdict]) -> list[str]:
    return [verdict.code or verdict.status.value for verdict in verdicts]


def test_a_new_stream_begins_at_nothing() -> None:
    stream = STREAMS[0]
    assert fates(decide([sent(stream, 0), sent(stream, 1)], {}, {})) == ["stored", "stored"]
    assert fates(decide([sent(stream, 1), sent(stream, 2)], {}, {})) == ["conflict", "conflict"]


def test_what_was_made_from_a_conflict_does_not_slip_in() -> None:
    stream = STREAMS[0]
    standings = {stream: Standing(5, ME, Access.WRITE)}
    verdicts = decide([sent(stream, 4), sent(stream, 5), sent(stream, 6)], standings, {})
    assert fates(verdicts) == ["conflict"] * 3
    assert {verdict.version for verdict in verdicts} == {5}


def test_the_same_event_twice_in_a_push_is_stored_once() -> None:
    event = sent(STREAMS[0], 0)
    first, second = decide([event, event], {}, {})
    assert (first.status, second.status) == (Fate.STORED, Fate.DUPLICATE)
    assert first.version == second.version == 1


def test_a_reader_of_a_space_hears_what_is_known_and_writes_nothing() -> None:
    stream, event = STREAMS[0], sent(STREAMS[0], 0)
    standings = {stream: Standing(1, OTHER, Access.READ)}
    known = {event.event_id: (stream, 1)}
    assert fates(decide([event, sent(stream, 1)], standings, known)) == ["duplicate", "READ_ONLY"]


def test_nothing_of_a_foreign_stream_is_told() -> None:
    stream, event = STREAMS[0], sent(STREAMS[0], 0)
    standings = {stream: Standing(3, OTHER, Access.NONE, purged=True)}
    verdicts = decide([event, sent(stream, 1), sent(stream, 3)], standings, {event.event_id: (stream, 1)})
    assert fates(verdicts) == ["NO_ACCESS"] * 3
    assert {verdict.version for verdict in verdicts} == {None}


_sent = st.one_of(
    st.builds(
        sent,
        st.sampled_from(STREAMS),
        st.integers(0, 4),
        st.sampled_from(["", "memory.purged", "memory.dreamed"]),
        st.sampled_from(EVENT_IDS),
    ),
    st.builds(
        Refused, st.sampled_from(EVENT_IDS), st.sampled_from([*STREAMS, None]), st.just("BAD"), st.just("")
    ),
)
_standings = st.dictionaries(
    st.sampled_from(STREAMS),
    st.builds(
        Standing,
        st.integers(1, 4),
        st.sampled_from([ME, OTHER]),
        st.sampled_from(Access),
        purged=st.booleans(),
    ),
)
_known = st.dictionaries(
    st.sampled_from(EVENT_IDS), st.tuples(st.sampled_from(STREAMS), st.integers(1, 4)), max_size=3
)


@given(st.lists(_sent, max_size=8), _standings, _known)
def test_every_event_has_one_fate_and_streams_grow_by_one(
    events: list[Draft | Refused],
    standings: dict[UUID, Standing],
    known: dict[UUID, tuple[UUID, int]],
) -> None:
    verdicts = decide(events, standings, known)
    assert len(verdicts) == len(events)
    for stream in STREAMS:
        standing = standings.get(stream)
        mine = [
            (each, verdict) for each, verdict in zip(events, verdicts, strict=True) if each.stream == stream
        ]
        stored = [(each, verdict) for each, verdict in mine if verdict.status is Fate.STORED]
        first = standing.version if standing else 0
        assert [verdict.version for _, verdict in stored] == [*range(first + 1, first + 1 + len(stored))]
        assert not (stored and standing and (standing.purged or standing.access is not Access.WRITE))
        kinds = [each.event.event_type for each, _ in stored if isinstance(each, Draft)]
        assert "memory.purged" not in kinds[:-1]
        # What stopped a stream stops it for good: of its events only known ones have another fate from then on.
        stopped = [i for i, (_, v) in enumerate(mine) if v.status in (Fate.CONFLICT, Fate.REJECTED)]
        assert not stopped or all(v.status is not Fate.STORED for _, v in mine[stopped[0] :])
    stored_ids = [e.event_id for e, v in zip(events, verdicts, strict=True) if v.status is Fate.STORED]
    assert len(set(stored_ids)) == len(stored_ids)
    assert not set(stored_ids) & set(known)


@given(st.lists(_sent, max_size=8), _standings)
def test_streams_do_not_touch_each_other(
    events: list[Draft | Refused], standings: dict[UUID, Standing]
) -> None:
    """What becomes of a stream's events is the same when they come alone, but for ids that another stream took first."""
    ids = [each.event_id for each in events]
    if len(set(ids)) < len(ids):
        return
    together = decide(events, standings, {})
    for stream in STREAMS:
        alone = decide([each for each in events if each.stream == stream], standings, {})
        assert alone == [v for each, v in zip(events, together, strict=True) if each.stream == stream]

"""Which backups stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.rotation import DAILY, MONTHLY, RECENT, WEEKLY, kept

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


def test_a_year_of_backups_a_day_leaves_the_last_week_some_weeks_and_a_year_of_months() -> None:
    stay = sorted(kept(NOW - timedelta(days=ago) for ago in range(400)), reverse=True)
    assert stay[:DAILY] == [NOW - timedelta(days=ago) for ago in range(DAILY)]
    assert stay[-1] == datetime(2025, 12, 31, 9, tzinfo=UTC)
    assert len({(at.year, at.month) for at in stay}) == MONTHLY
    assert len(stay) <= DAILY + WEEKLY + MONTHLY


def test_backups_of_one_day_do_not_push_each_other_out_at_once() -> None:
    made = [NOW - timedelta(minutes=ago) for ago in range(20)]
    assert kept(made) == set(made[:RECENT])


@given(
    st.lists(st.integers(0, 800 * 24), min_size=1).map(
        lambda hours: [NOW - timedelta(hours=h) for h in hours]
    )
)
def test_the_newest_always_stays_and_letting_go_twice_lets_go_of_nothing_more(made: list[datetime]) -> None:
    stay = kept(made)
    assert max(made) in stay
    assert stay <= set(made)
    assert kept(stay) == stay

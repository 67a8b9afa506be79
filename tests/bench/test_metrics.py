"""The figures of a ranking, against values reckoned by hand."""

from __future__ import annotations

import pytest

from tests.bench.metrics import average_precision, ndcg, recall


def test_the_best_order_is_worth_one_whatever_comes_after_it() -> None:
    gains = {"a": 4, "b": 2, "c": 1}
    assert ndcg(["a", "b", "c", "x", "y"], gains) == 1
    assert average_precision(["a", "b", "c", "x"], gains) == 1
    assert recall(["a", "b", "c"], gains) == 1


def test_a_gain_counts_as_it_is_and_less_the_lower_it_stands() -> None:
    # 2/log2(2) + 0 + 3/log2(4) = 3.5; at best 3/log2(2) + 2/log2(3) = 4.26186
    assert ndcg(["b", "x", "a"], {"a": 3, "b": 2}) == pytest.approx(3.5 / 4.2618595, abs=1e-6)
    # the answer on the second place: 1/log2(3)
    assert ndcg(["x", "a"], {"a": 1}) == pytest.approx(0.6309298, abs=1e-6)


def test_what_stands_below_the_depth_counts_for_nothing() -> None:
    ranking = [*"0123456789", "a"]
    assert ndcg(ranking, {"a": 1}) == 0
    assert ndcg(ranking, {"a": 1}, depth=11) == pytest.approx(0.2789429, abs=1e-6)  # 1/log2(12)
    assert recall(ranking, {"a": 1, "3": 1}, depth=10) == 0.5


def test_more_answers_than_the_depth_holds_can_still_be_ranked_perfectly() -> None:
    gains = dict.fromkeys("abcdefghijkl", 1)
    assert ndcg("abcdefghij", gains) == pytest.approx(1)
    assert recall("abcdefghij", gains, depth=10) == pytest.approx(10 / 12)


def test_average_precision_counts_answers_that_were_not_found() -> None:
    # found at ranks 1 and 3: (1/1 + 2/3) / 3
    assert average_precision(["a", "x", "b"], {"a": 1, "b": 4, "c": 2}) == pytest.approx(5 / 9)


def test_a_judged_document_without_gain_is_no_answer() -> None:
    assert ndcg(["x"], {"x": 0, "a": 1}) == 0
    assert average_precision(["x", "a"], {"x": 0, "a": 1}) == 0.5
    assert recall(["x"], {"x": 0, "a": 1}) == 0


@pytest.mark.parametrize("figure", [ndcg, average_precision, recall])
def test_a_question_without_an_answer_has_no_figure(figure) -> None:  # type: ignore[no-untyped-def]  # three functions
    with pytest.raises(ValueError, match="needs an answer"):
        figure(["x"], {"x": 0})


def test_nothing_found_is_worth_nothing() -> None:
    assert (ndcg([], {"a": 1}), average_precision([], {"a": 1}), recall([], {"a": 1})) == (0, 0, 0)

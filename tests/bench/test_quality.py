"""The page of tables: what was measured anew takes its old place, and goals say whether they were met."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import Mode
from tests.bench.collection import Collection, Document, Question, load
from tests.bench.measuring import Measured, Score, Share, measure
from tests.bench.quality import found, kept, main
from tests.bench.sheet import goals_of, section

_EMPTY = "Before.\n\n<!-- quality -->\n<!-- /quality -->\n\nAfter.\n"


def _measured(name: str, both: float, words: float) -> Measured:
    question = Question("q", "tea", {"1": 1})
    collection = Collection(name, Path(), (Document("1", "Tea", ""),), (question,))
    scores = {"bm25s, some": Score(0.3, 0, 0), "bm25s, other": Score(0.4, 0, 0)}
    scores |= {Mode.WORDS: Score(words, 0, 0), Mode.MEANING: Score(0.1, 0, 0), Mode.BOTH: Score(both, 0, 0)}
    return Measured(collection, scores, {Mode.BOTH: [0.001] * 20})


def _met(measured: Measured) -> list[bool | None]:
    return [figure.met for figure in goals_of(measured)]


def test_a_section_measured_anew_replaces_its_own_and_leaves_the_others() -> None:
    page = kept(_EMPTY, {"a": "### a\n\nold", "b": "### b\n\nstays"})
    assert kept(page, {"a": "### a\n\nnew", "c": "### c\n\nmore"}) == (
        "Before.\n\n<!-- quality -->\n\n### a\n\nnew\n\n### b\n\nstays\n\n### c\n\nmore\n\n<!-- /quality -->\n\nAfter.\n"
    )


def test_the_best_of_the_baselines_counts() -> None:
    assert _met(_measured("cranfield", both=0.4481, words=0.4)) == [True, True]
    assert _met(_measured("cranfield", both=0.4479, words=0.4)) == [False, True]


def test_both_together_must_not_be_worse_than_one_alone() -> None:
    assert _met(_measured("another", both=0.4, words=0.4)) == [True]
    assert _met(_measured("another", both=0.4, words=0.41)) == [False]


@pytest.mark.parametrize(
    ("spoiled", "unspoiled", "met"),
    [(0.85, 0.99, True), (0.84, 0.86, False), (0.4, 0.46, True), (0.4, 0.5, False)],
)
def test_mistakes_are_measured_against_what_can_be_found_at_all(
    spoiled: float, unspoiled: float, met: bool
) -> None:
    measured = _measured("another", 1, 1)
    measured.typos = Share(100, spoiled, unspoiled)
    assert _met(measured)[-1] is met


def test_a_section_tells_scores_and_times() -> None:
    told = section(_measured("some", 0.5, 0.25))
    assert told.startswith("### some\n")
    assert "| bm25s, other | 0.4000 | 0.0000 | 0.0000 |  |" in told
    assert "| **both** | 0.5000 | 0.0000 | 0.0000 | 1.00 ms / 1.00 ms |" in told


def test_what_is_absent_is_skipped_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--collection", "nowhere"])
    assert "Skipped nowhere: no such collection." in capsys.readouterr().out


def _folder(place: Path, words: tuple[str, ...] = ("green", "black", "white")) -> Path:
    place.mkdir(parents=True)
    lines = [
        f'{{"id": "{n}", "title": "Note {n}", "text": "tea {word} leaves"}}' for n, word in enumerate(words)
    ]
    (place / "docs.jsonl").write_text("\n".join(lines))
    (place / "queries.jsonl").write_text('{"id": "q", "text": "leaves"}\n')
    (place / "qrels.tsv").write_text("query_id\tdoc_id\tgain\nq\t0\t1\nq\t1\t1\nq\t2\t1\n")
    return place


def test_a_collection_is_called_by_its_place_below_the_folder(tmp_path: Path) -> None:
    place = _folder(tmp_path / "many" / "one")
    assert found([tmp_path]) == {"many/one": place}
    assert found([place]) == {"one": place}


def test_the_program_is_asked_every_question_of_a_collection(tmp_path: Path) -> None:
    measured = measure(load(_folder(tmp_path / "one"), "one"))
    assert measured.scores[Mode.WORDS].ndcg == pytest.approx(1)
    assert measured.scores[Mode.WORDS].recall == 1
    assert measured.named == measured.rare == Share(3, 1)
    assert measured.typos is not None
    assert (measured.typos.asked, measured.typos.unspoiled, measured.refused) == (1, 1, 0)


def test_a_collection_without_rare_words_has_no_figure_for_them(tmp_path: Path) -> None:
    assert measure(load(_folder(tmp_path / "one", words=("green",)), "one")).rare is not None
    assert measure(load(_folder(tmp_path / "two", words=("of", "of", "of")), "two")).rare is None

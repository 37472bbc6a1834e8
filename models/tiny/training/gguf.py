"""Step 4 of 4: writes weights.npz and vocabulary.json as a GGUF file, norms as f32 and matrices as q8_0.

Usage: gguf.py rivulet-tiny-q8_0.gguf. The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

import json
import struct
import sys

import numpy as np

VOCABULARY_SIZE, WIDTH, LAYERS, HEADS, FEED_FORWARD = 1024, 128, 4, 4, 384
CONTEXT_LENGTH = 4096
ALIGNMENT = 32
F32, Q8_0 = 0, 8
NORMAL_TOKEN, CONTROL_TOKEN = 1, 3
CHAT_TEMPLATE = (
    "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
# Our names of a layer's weights, by their names in the file.
MATRICES = {"attn_q": "q", "attn_k": "k", "attn_v": "v", "attn_output": "o", "ffn_gate": "w1", "ffn_up": "w3", "ffn_down": "w2"}
NORMS = {"attn_norm": "g1", "ffn_norm": "g2"}


def pack_text(text):
    encoded = text.encode("utf8")
    return struct.pack("<Q", len(encoded)) + encoded


def pad(data):
    return data + b"\0" * (-len(data) % ALIGNMENT)


# Each gives the number of a kind of value and the value's bytes.
def u32(value):
    return 4, struct.pack("<I", value)


def i32_list(values):
    return 9, struct.pack(f"<IQ{len(values)}i", 5, len(values), *values)


def f32(value):
    return 6, struct.pack("<f", value)


def boolean(value):
    return 7, struct.pack("<?", value)


def text(value):
    return 8, pack_text(value)


def text_list(values):
    return 9, struct.pack("<IQ", 8, len(values)) + b"".join(map(pack_text, values))


def metadata(vocabulary, merges):
    token_types = [CONTROL_TOKEN if token.startswith("<|") and token.endswith("|>") else NORMAL_TOKEN for token in vocabulary]
    end_of_text, turn_end = vocabulary.index("<|endoftext|>"), vocabulary.index("<|im_end|>")
    return {
        "general.architecture": text("llama"),
        "general.name": text("Tiny Parrot 1M (own text)"),
        "general.type": text("model"),
        "general.quantization_version": u32(2),
        "general.file_type": u32(7),
        "llama.block_count": u32(LAYERS),
        "llama.context_length": u32(CONTEXT_LENGTH),
        "llama.embedding_length": u32(WIDTH),
        "llama.feed_forward_length": u32(FEED_FORWARD),
        "llama.attention.head_count": u32(HEADS),
        "llama.attention.head_count_kv": u32(HEADS),
        "llama.attention.layer_norm_rms_epsilon": f32(1e-5),
        "llama.rope.freq_base": f32(1e4),
        "llama.rope.dimension_count": u32(WIDTH // HEADS),
        "llama.vocab_size": u32(VOCABULARY_SIZE),
        "tokenizer.ggml.model": text("gpt2"),
        "tokenizer.ggml.pre": text("gpt-2"),
        "tokenizer.ggml.tokens": text_list(vocabulary),
        "tokenizer.ggml.token_type": i32_list(token_types),
        "tokenizer.ggml.merges": text_list(merges),
        "tokenizer.ggml.bos_token_id": u32(end_of_text),
        "tokenizer.ggml.eos_token_id": u32(turn_end),
        "tokenizer.ggml.eot_token_id": u32(turn_end),
        "tokenizer.ggml.padding_token_id": u32(end_of_text),
        "tokenizer.ggml.add_bos_token": boolean(False),
        "tokenizer.chat_template": text(CHAT_TEMPLATE),
    }


def tensors(weights):
    """Name and numbers of every tensor; a matrix has a row for each number that it gives."""
    yield "token_embd.weight", weights["E"]
    yield "output_norm.weight", weights["gf"]
    for layer in range(LAYERS):
        for name, ours in MATRICES.items():
            yield f"blk.{layer}.{name}.weight", weights[f"{layer}{ours}"].T
        for name, ours in NORMS.items():
            yield f"blk.{layer}.{name}.weight", weights[f"{layer}{ours}"]


def quantize(matrix):
    """Blocks of 32 numbers: a scale of 16 bits, then 32 signed bytes."""
    blocks = matrix.reshape(-1, 32)
    scales = np.abs(blocks).max(1) / 127
    inverse = np.where(scales > 0, 1 / np.where(scales > 0, scales, 1), 0)
    packed = np.zeros((len(blocks), 34), np.uint8)
    packed[:, :2] = scales.astype(np.float16)[:, None].view(np.uint8)
    packed[:, 2:] = np.round(blocks * inverse[:, None]).astype(np.int8).view(np.uint8)
    return packed.tobytes()


def write(path, weights, vocabulary, merges):
    pairs = metadata(vocabulary, merges)
    infos, data = b"", b""
    count = 0
    for name, values in tensors(weights):
        values = np.ascontiguousarray(values, dtype=np.float32)
        kind, stored = (F32, values.tobytes()) if values.ndim == 1 else (Q8_0, quantize(values))
        shape = values.shape[::-1]
        infos += pack_text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, len(data))
        data += pad(stored)
        count += 1
    head = struct.pack("<4sIQQ", b"GGUF", 3, count, len(pairs))
    head += b"".join(pack_text(key) + struct.pack("<I", kind) + value for key, (kind, value) in pairs.items())
    with open(path, "wb") as file:
        file.write(pad(head + infos) + data)


if __name__ == "__main__":
    with open("vocabulary.json", encoding="utf-8") as file:
        tokenizer = json.load(file)
    write(sys.argv[1], np.load("weights.npz"), tokenizer["vocab"], tokenizer["merges"])

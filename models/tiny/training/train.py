"""Step 3 of 4: trains the transformer on ids.npy and mask.npy, with numpy alone. Writes weights.npz.

Usage: train.py [steps]. 1,400 steps, the default, take about ten minutes on two cores. Gradients are written out by hand
below, each after the step that it belongs to.
"""

import os
import sys
import time

import numpy as np

VOCABULARY_SIZE, WIDTH, LAYERS, HEADS, FEED_FORWARD = 1024, 128, 4, 4, 384
WINDOW, BATCH = 192, 12
HEAD_WIDTH = WIDTH // HEADS
SCALE = np.float32(HEAD_WIDTH**-0.5)
EPSILON = np.float32(1e-5)
END_OF_TEXT = VOCABULARY_SIZE - 3
LEARNING_RATE, WARMUP_STEPS, WEIGHT_DECAY = 3e-3, 60, 0.02

ANGLES = np.outer(np.arange(WINDOW), 1e4 ** (-np.arange(0, HEAD_WIDTH, 2) / HEAD_WIDTH))
COS = np.cos(ANGLES).astype(np.float32)[None, :, None, :]
SIN = np.sin(ANGLES).astype(np.float32)[None, :, None, :]
CAUSAL = np.triu(np.full((WINDOW, WINDOW), -1e9, np.float32), 1)


def create_weights(rng):
    def random(rows, columns, deviation):
        return (rng.standard_normal((rows, columns)) * deviation).astype(np.float32)

    weights = {"E": random(VOCABULARY_SIZE, WIDTH, 0.02), "gf": np.ones(WIDTH, np.float32)}
    # What is added to the state starts smaller, the deeper the model.
    shrink = np.sqrt(2 * LAYERS)
    for layer in range(LAYERS):
        for name in "qkv":
            weights[f"{layer}{name}"] = random(WIDTH, WIDTH, 0.06)
        weights[f"{layer}o"] = random(WIDTH, WIDTH, 0.06 / shrink)
        weights[f"{layer}w1"] = random(WIDTH, FEED_FORWARD, 0.06)
        weights[f"{layer}w3"] = random(WIDTH, FEED_FORWARD, 0.06)
        weights[f"{layer}w2"] = random(FEED_FORWARD, WIDTH, 0.04 / shrink)
        weights[f"{layer}g1"] = np.ones(WIDTH, np.float32)
        weights[f"{layer}g2"] = np.ones(WIDTH, np.float32)
    return weights


def rotate(x, direction=1):
    """Rotary positions, pairs of neighbours; direction -1 is the way back."""
    result = np.empty_like(x)
    even, odd = x[..., 0::2], x[..., 1::2]
    result[..., 0::2] = even * COS - direction * odd * SIN
    result[..., 1::2] = direction * even * SIN + odd * COS
    return result


def norm(x, gain):
    root = 1 / np.sqrt((x * x).mean(-1, keepdims=True) + EPSILON)
    normed = x * root
    return normed * gain, normed, root


def norm_gradient(dy, normed, root, gain, gain_gradient):
    gain_gradient += (dy * normed).reshape(-1, WIDTH).sum(0)
    dn = dy * gain
    return root * (dn - normed * (dn * normed).mean(-1, keepdims=True))


def flat(x):
    return x.reshape(-1, x.shape[-1])


def multiply(x, matrix):
    return (flat(x) @ matrix).reshape(*x.shape[:-1], matrix.shape[1])


def split_heads(x):
    return x.reshape(BATCH, WINDOW, HEADS, HEAD_WIDTH)


def swap(x):
    """Heads before positions, or back."""
    return np.ascontiguousarray(x.transpose(0, 2, 1, 3))


def softmax(scores):
    scores -= scores.max(-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(-1, keepdims=True)
    return scores


def forward_layer(weights, layer, state):
    get = lambda name: weights[f"{layer}{name}"]
    a, n1, r1 = norm(state, get("g1"))
    q = swap(rotate(split_heads(multiply(a, get("q")))))
    k = swap(rotate(split_heads(multiply(a, get("k")))))
    v = swap(split_heads(multiply(a, get("v"))))
    scores = q @ k.transpose(0, 1, 3, 2)
    scores *= SCALE
    scores += CAUSAL
    s = softmax(scores)
    o = swap(s @ v).reshape(BATCH, WINDOW, WIDTH)
    attended = state + multiply(o, get("o"))
    b, n2, r2 = norm(attended, get("g2"))
    u, t = multiply(b, get("w1")), multiply(b, get("w3"))
    sigmoid = 1 / (1 + np.exp(-u))
    z = u * sigmoid * t
    return attended + multiply(z, get("w2")), (a, n1, r1, q, k, v, s, o, b, n2, r2, u, t, sigmoid, z)


def backward_layer(weights, gradients, layer, saved, dh):
    a, n1, r1, q, k, v, s, o, b, n2, r2, u, t, sigmoid, z = saved
    get = lambda name: weights[f"{layer}{name}"]

    def learn(name, x, dy):
        gradients[f"{layer}{name}"] += flat(x).T @ flat(dy)

    learn("w2", z, dh)
    dz = multiply(dh, get("w2").T)
    swish = u * sigmoid
    dt = dz * swish
    du = dz * t * (sigmoid + swish * (1 - sigmoid))
    learn("w1", b, du)
    learn("w3", b, dt)
    db = multiply(du, get("w1").T) + multiply(dt, get("w3").T)
    dh = dh + norm_gradient(db, n2, r2, get("g2"), gradients[f"{layer}g2"])

    learn("o", o, dh)
    do = swap(split_heads(multiply(dh, get("o").T)))
    dv = s.transpose(0, 1, 3, 2) @ do
    ds = do @ v.transpose(0, 1, 3, 2)
    ds -= (ds * s).sum(-1, keepdims=True)
    ds *= s
    ds *= SCALE
    dq = rotate(swap(ds @ k), -1).reshape(BATCH, WINDOW, WIDTH)
    dk = rotate(swap(ds.transpose(0, 1, 3, 2) @ q), -1).reshape(BATCH, WINDOW, WIDTH)
    dv = swap(dv).reshape(BATCH, WINDOW, WIDTH)
    for name, d in (("q", dq), ("k", dk), ("v", dv)):
        learn(name, a, d)
    da = multiply(dq, get("q").T) + multiply(dk, get("k").T) + multiply(dv, get("v").T)
    return dh + norm_gradient(da, n1, r1, get("g1"), gradients[f"{layer}g1"])


def add_embedding_gradient(gradient, tokens, dh):
    """Adds each position's share to the row of its token: sorted first, which is faster than np.add.at."""
    order = np.argsort(tokens.reshape(-1), kind="stable")
    ordered = tokens.reshape(-1)[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    gradient[ordered[starts]] += np.add.reduceat(flat(dh)[order], starts, axis=0)


def loss_and_gradients(weights, tokens, targets, counts):
    """The mean loss over the tokens that count, and its gradient for every weight."""
    gradients = {name: np.zeros_like(weight) for name, weight in weights.items()}
    state, saved = weights["E"][tokens], []
    for layer in range(LAYERS):
        state, of_layer = forward_layer(weights, layer, state)
        saved.append(of_layer)
    a, nf, rf = norm(state, weights["gf"])
    probabilities = softmax(multiply(a, weights["E"].T))
    total = counts.sum()
    hit = (np.arange(BATCH)[:, None], np.arange(WINDOW)[None], targets)
    loss = -(np.log(probabilities[hit] + 1e-9) * counts).sum() / total

    probabilities[hit] -= 1
    probabilities *= (counts / total)[..., None]
    gradients["E"] += flat(probabilities).T @ flat(a)
    dh = norm_gradient(multiply(probabilities, weights["E"]), nf, rf, weights["gf"], gradients["gf"])
    for layer in reversed(range(LAYERS)):
        dh = backward_layer(weights, gradients, layer, saved[layer], dh)
    add_embedding_gradient(gradients["E"], tokens, dh)
    return loss, gradients


def update(weights, gradients, means, squares, step, learning_rate):
    """One step of Adam, with the gradient clipped to length 1 and weight decay on the matrices."""
    length = np.sqrt(sum(float((gradient * gradient).sum()) for gradient in gradients.values()))
    clip = np.float32(min(1, 1 / length))
    for name, weight in weights.items():
        gradient = gradients[name] * clip
        means[name] += np.float32(0.1) * (gradient - means[name])
        squares[name] += np.float32(0.02) * (gradient * gradient - squares[name])
        mean, square = means[name] / (1 - 0.9 ** (step + 1)), squares[name] / (1 - 0.98 ** (step + 1))
        weight -= np.float32(learning_rate) * (mean / (np.sqrt(square) + np.float32(1e-8))).astype(np.float32)
        if weight.ndim == 2 and name != "E":
            weight *= np.float32(1 - learning_rate * WEIGHT_DECAY)


def choose_windows(rng, ids, conversation_starts):
    """Where the windows of a batch begin: seven of ten at the beginning of a conversation, as when the model is asked."""
    at_conversation = rng.random(BATCH) < 0.7
    return np.where(at_conversation, rng.choice(conversation_starts, BATCH), rng.integers(0, len(ids) - WINDOW - 2, BATCH))


def train(steps):
    rng = np.random.default_rng(1)
    ids, mask = np.load("ids.npy"), np.load("mask.npy")
    weights = create_weights(rng)
    print(sum(weight.size for weight in weights.values()), "parameters")
    means = {name: np.zeros_like(weight) for name, weight in weights.items()}
    squares = {name: np.zeros_like(weight) for name, weight in weights.items()}
    conversation_starts = np.r_[0, np.flatnonzero(ids == END_OF_TEXT) + 1]
    conversation_starts = conversation_starts[conversation_starts < len(ids) - WINDOW - 2]
    begun, smooth_loss = time.time(), None
    for step in range(steps):
        starts = choose_windows(rng, ids, conversation_starts)
        cut = lambda values, shift: np.stack([values[start + shift : start + shift + WINDOW] for start in starts])
        loss, gradients = loss_and_gradients(weights, cut(ids, 0), cut(ids, 1), cut(mask, 1))
        cosine = 0.05 + 0.95 * 0.5 * (1 + np.cos(np.pi * step / steps))
        update(weights, gradients, means, squares, step, LEARNING_RATE * min(1, (step + 1) / WARMUP_STEPS) * cosine)
        smooth_loss = loss if smooth_loss is None else 0.95 * smooth_loss + 0.05 * loss
        last = step == steps - 1
        if step % 20 == 0 or last:
            print(f"step {step}, loss {loss:.3f}, smoothed {smooth_loss:.3f}, {(time.time() - begun) / (step + 1):.2f} s a step", flush=True)
        if step % 200 == 199 or last:
            # Renamed into place, so that a run that is broken off leaves whole weights behind.
            np.savez("weights.part.npz", **weights)
            os.replace("weights.part.npz", "weights.npz")


if __name__ == "__main__":
    train(int(sys.argv[1]) if len(sys.argv) > 1 else 1400)

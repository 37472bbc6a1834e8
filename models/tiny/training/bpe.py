"""Step 2 of 4: learns a vocabulary from corpus.json (byte-level byte-pair encoding) and encodes the corpus with it.

Writes vocabulary.json (tokens and merges), ids.npy (the corpus as tokens) and mask.npy (how much each of them counts).
"""

import collections
import json
import re

import numpy as np

VOCABULARY_SIZE = 1024
END_OF_TEXT, TURN_START, TURN_END = CONTROL_TOKENS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]

# The same cuts as GPT-2 makes, in the words of Python's re.
WORD = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")

# How much a token counts in training: the answers are to be learnt, the questions only a little.
WEIGHTS = {"assistant": 1, "user": 0.1, "system": 0.1}


def byte_characters():
    """The visible character that stands for each byte: itself where it is printable, else one from U+0100 on."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {**{byte: chr(byte) for byte in printable}, **{byte: chr(256 + index) for index, byte in enumerate(others)}}


BYTE_CHARACTERS = byte_characters()


def symbols(word):
    return [BYTE_CHARACTERS[byte] for byte in word.encode("utf8")]


def pairs_of(parts):
    return list(zip(parts, parts[1:]))


def merge_pair(parts, left, right):
    """The parts with each left next to a right made into one."""
    merged = []
    for part in parts:
        if merged and part == right and merged[-1] == left:
            merged[-1] = left + right
        else:
            merged.append(part)
    return merged


def learn_merges(word_counts, merge_count):
    """The most frequent pair of neighbours becomes a token, again and again; of equals the one that sorts last."""
    words = [symbols(word) for word in word_counts]
    counts = list(word_counts.values())
    frequency = collections.Counter()
    places = collections.defaultdict(set)
    for index, parts in enumerate(words):
        for pair in pairs_of(parts):
            frequency[pair] += counts[index]
            places[pair].add(index)
    merges = []
    while len(merges) < merge_count:
        best, _ = max(frequency.items(), key=lambda item: (item[1], item[0]))
        merges.append(best)
        for index in list(places[best]):
            for pair in pairs_of(words[index]):
                frequency[pair] -= counts[index]
            words[index] = merge_pair(words[index], *best)
            for pair in pairs_of(words[index]):
                frequency[pair] += counts[index]
                places[pair].add(index)
        del frequency[best]
    return merges


def create_encoder(vocabulary, merges):
    """A function from a text to its tokens."""
    rank = {pair: index for index, pair in enumerate(merges)}
    token_of = {text: index for index, text in enumerate(vocabulary)}
    known = {}

    def encode_word(word):
        if word not in known:
            parts = symbols(word)
            while len(parts) > 1:
                best, place = min((rank.get(pair, len(rank)), place) for place, pair in enumerate(pairs_of(parts)))
                if best == len(rank):
                    break
                parts[place : place + 2] = [parts[place] + parts[place + 1]]
            known[word] = [token_of[part] for part in parts]
        return known[word]

    return lambda text: [token for word in WORD.findall(text) for token in encode_word(word)]


def encode_corpus(conversations, vocabulary, merges):
    """All conversations in the template of the model, and how much each token counts."""
    encode = create_encoder(vocabulary, merges)
    control = {text: vocabulary.index(text) for text in CONTROL_TOKENS}
    ids, mask = [], []

    def add(tokens, weight):
        ids.extend(tokens)
        mask.extend([weight] * len(tokens))

    for turns in conversations:
        for role, text in turns:
            add([control[TURN_START], *encode(role + "\n")], 0)
            add([*encode(text), control[TURN_END]], WEIGHTS[role])
            add(encode("\n"), 0)
        add([control[END_OF_TEXT]], 0)
    return ids, mask


if __name__ == "__main__":
    with open("corpus.json", encoding="utf-8") as file:
        conversations = json.load(file)
    word_counts = collections.Counter(
        word for turns in conversations for role, text in turns for part in (role + "\n", text) for word in WORD.findall(part)
    )
    merges = learn_merges(word_counts, VOCABULARY_SIZE - 256 - len(CONTROL_TOKENS))
    vocabulary = [BYTE_CHARACTERS[byte] for byte in range(256)] + [left + right for left, right in merges] + CONTROL_TOKENS
    with open("vocabulary.json", "w", encoding="utf-8") as file:
        json.dump({"vocab": vocabulary, "merges": [" ".join(pair) for pair in merges]}, file, ensure_ascii=False)
    ids, mask = encode_corpus(conversations, vocabulary, merges)
    np.save("ids.npy", np.array(ids, dtype=np.int32))
    np.save("mask.npy", np.array(mask, dtype=np.float32))
    print(len(vocabulary), "tokens in the vocabulary,", len(ids), "in the corpus")

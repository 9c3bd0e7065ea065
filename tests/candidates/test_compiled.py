"""The compiled loops give what the plain Python of the other modules gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.candidates import compiled_pairs, corpus, nets, sketches
from dedup.candidates.evidence import order_share
from dedup.candidates.features import tokens

letters = st.characters(codec="utf-8") | st.sampled_from(
    "aAbéßﬁ½'-\u0301\u200b\u0e01\u0e48日本ーカナ한ᄒ\n .\u0327ﾞ"
)
texts = st.lists(st.text(letters, max_size=80), min_size=1, max_size=6)


@settings(deadline=None, max_examples=300)
@given(texts)
def test_the_tokenisers_agree_on_any_text(written):
    plain, fast = corpus._plain(written), corpus._compiled(written)
    assert (plain.bounds == fast.bounds).all()
    assert (plain.line_bounds == fast.line_bounds).all()
    assert (plain.lines == fast.lines).all()
    assert (plain.line_ends == fast.line_ends).all()
    for name in ("words", "prefixes", "content"):
        assert (getattr(plain.tokens, name) == getattr(fast.tokens, name)).all(), name


def test_every_code_point_is_tokenised_alike():
    points = [chr(p) for p in range(0x110000)]
    written = ["a" + "a ".join(points[i : i + 512]) + "a" for i in range(0, len(points), 512)]
    plain, fast = corpus._plain(written), corpus._compiled(written)
    assert (plain.tokens.words == fast.tokens.words).all()
    assert (plain.tokens.content == fast.tokens.content).all()


def stories(count):
    draw = np.random.default_rng(3)
    words = np.array([f"word{n}" for n in range(3000)])
    return [" ".join(words[draw.integers(0, 3000, 120)]) for _ in range(count)]


def test_sketches_and_features_and_order_agree(monkeypatch):
    written = ["", "one", "one two", *stories(4)]
    c = corpus._plain(written)
    t = c.tokens
    slow = [sketches.edited_net(c), sketches.reworded_net(c)]
    monkeypatch.setattr(sketches, "SMALL", 0)
    for net, wanted in zip([sketches.edited_net(c), sketches.reworded_net(c)], slow, strict=True):
        assert (net.keys == wanted.keys).all()
        assert (net.marks == wanted.marks).all()
    parts = list(sketches.reworded_nets(c, 90))
    assert (np.concatenate([part.keys for part in parts]) == slow[1].keys).all()
    assert all((part.marks == slow[1].marks).all() for part in parts)
    every = np.arange(len(c))
    edited, runs = compiled_pairs.edited_sets(t.words, c.bounds, every)
    reworded, near = compiled_pairs.reworded_sets(t.prefixes, t.content, c.bounds, every)
    for d in range(len(c)):
        features = c.text(d).features()
        assert (edited[slice(*runs[d])] == features.edited).all()
        assert (reworded[slice(*near[d])] == features.reworded).all()
    pairs = np.array([[0, 1], [1, 2], [3, 4], [4, 5], [6, 6]])
    shares = nets.order_shares(c, pairs)
    wanted = [order_share(tokens(written[i]), tokens(written[j])) for i, j in pairs]
    assert shares == pytest.approx(wanted)


def test_the_nets_catch_what_measuring_every_pair_finds(monkeypatch):
    written = stories(60)
    for n in range(0, 40, 4):
        words = written[n].split()
        written.append(" ".join(words[:100]))
        written.append(" ".join(w if k % 9 else "changed" for k, w in enumerate(words)))
    c = corpus._plain(written)
    everything = nets.find(c)
    monkeypatch.setattr(nets, "FEW", 0)
    caught = nets.find(c)
    near = everything.pairs[(everything.runs >= 0.5) | (everything.jaccard >= 0.3)]
    assert len(near) >= 20
    assert set(map(tuple, near)) <= set(map(tuple, caught.pairs))
    figures = {}
    columns = (everything.pairs.tolist(), everything.runs, everything.quoted, everything.jaccard)
    for p, *values in zip(*columns, strict=True):
        figures[tuple(p)] = values
    for p, r, q, j in zip(caught.pairs.tolist(), caught.runs, caught.quoted, caught.jaccard, strict=True):
        assert figures[tuple(p)] == pytest.approx([r, q, j])

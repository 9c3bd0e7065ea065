"""The matching network in torch, and its fit; `claims_head.py` calls it.

What `dedup.drift.claims.network` evaluates: the parts' names here are those of its weights.
"""

from __future__ import annotations

import copy
import random

import numpy as np
import torch
from claims_rows import Row, weight
from claims_table import CLASSES, RELATIONS, Table
from torch import nn

from dedup.drift.claims import matching
from dedup.drift.claims.network import DEPTH, HEADS, LAYERS, LONGEST

STATES, WIDTH, KNOWN = 384, 160, 128
BATCH, EPOCHS, RATE, DECAY, DROPPED, KEPT_AVERAGE = 64, 2.3, 1e-3, 0.05, 0.15, 0.995
WORDS_COUNT = 0.7  # how much where the change is counts beside whether there is one
TURNED = [RELATIONS.index(matching.TURNED.get(r, r)) for r in RELATIONS]


class Network(nn.Module):
    """What `dedup.drift.claims.network` evaluates; the parts' names are those of its weights."""

    def __init__(self, figures: int) -> None:
        super().__init__()
        kinds, relations, layers = len(CLASSES), len(RELATIONS) + 1, len(LAYERS)
        self.proj = nn.Linear(STATES * (layers - 1), KNOWN, bias=False)
        self.att = nn.Linear(layers + relations + 2, 1)
        self.null = nn.Parameter(torch.tensor(-1.0))
        with torch.no_grad():
            # At the start a word looks at what is like it, and at what it is matched with.
            start = [3.0] * layers + [4.0, 3.0, 3.0] + [2.0] * 5 + [0.0] * 4
            self.att.weight.copy_(torch.tensor([start]))
            self.att.bias.zero_()
        seen = 4 * KNOWN + layers + 1 + relations + 1 + 2 * kinds + 2
        self.inp = nn.Sequential(nn.Dropout(DROPPED), nn.Linear(seen, WIDTH), nn.ReLU(), nn.LayerNorm(WIDTH))
        self.side, self.pos = nn.Embedding(2, WIDTH), nn.Embedding(LONGEST, WIDTH)
        nn.init.normal_(self.side.weight, std=0.02)
        nn.init.normal_(self.pos.weight, std=0.02)
        self.enc = nn.ModuleList(
            nn.TransformerEncoderLayer(
                WIDTH, HEADS, 2 * WIDTH, DROPPED, activation="relu", batch_first=True, norm_first=True
            )
            for _ in range(DEPTH)
        )
        self.tok = nn.Linear(WIDTH, 1)
        self.fig = nn.Sequential(nn.Dropout(0.2), nn.Linear(figures, 64), nn.ReLU())
        self.out = nn.Sequential(
            nn.Linear(3 * WIDTH + 6 + 64, 96), nn.ReLU(), nn.Dropout(DROPPED), nn.Linear(96, 1)
        )

    def half(self, a: dict, b: dict, relations, away):
        """The words of `a`, each with what stands for it among the words of `b`."""
        like = torch.einsum("bilk,bjlk->bijl", a["unit"], b["unit"])
        odds = self.att(torch.cat([like, relations, away.abs()[..., None], away[..., None]], -1)).squeeze(-1)
        odds = odds.masked_fill(~b["there"][:, None, :], -1e4)
        odds = torch.cat([odds, self.null.expand(*odds.shape[:2], 1)], -1)
        looks = torch.softmax(odds, -1)
        found = looks[..., :-1] @ b["known"]
        nearest = like.masked_fill(~b["there"][:, None, :, None], -1).amax(2)
        most = relations.amax(2)
        none = (most[..., :-1].sum(-1, keepdim=True) == 0).to(most.dtype)
        places = (torch.arange(like.shape[1]) / 30).expand(like.shape[0], -1)[..., None]
        own = a["known"]
        return self.inp(
            torch.cat(
                [
                    *(own, found, own - found, own * found, nearest, looks[..., -1:]),
                    *(most[..., :-1], none, most[..., -1:], a["kinds"], looks[..., :-1] @ b["kinds"]),
                    *(places, nearest.amin(-1, keepdim=True)),
                ],
                -1,
            )
        )

    def forward(self, batch: dict):
        """Log odds of a change for each passage, and for each word of both sides."""
        sides = []
        for states, classes, there in zip(batch["states"], batch["classes"], batch["there"], strict=True):
            sides.append(
                {
                    "unit": nn.functional.normalize(states, dim=-1),
                    "known": self.proj(states[:, :, 1:].flatten(2)),
                    "kinds": nn.functional.one_hot(classes, len(CLASSES)).float(),
                    "there": there,
                    "length": there.sum(1).clamp(min=1),
                }
            )
        a, b = sides
        x, y = (torch.arange(s["unit"].shape[1])[None] / s["length"][:, None] for s in sides)
        away = x[:, :, None] - y[:, None, :]
        forth, back = batch["relations"]
        row = torch.cat(
            [
                self.half(a, b, forth, away) + self.side.weight[0] + self.pos.weight[: x.shape[1]],
                self.half(b, a, back, -away.transpose(1, 2))
                + self.side.weight[1]
                + self.pos.weight[: y.shape[1]],
            ],
            1,
        )
        there = torch.cat([a["there"], b["there"]], 1)
        for layer in self.enc:
            row = layer(row, src_key_padding_mask=~there)
        odds = self.tok(row).squeeze(-1)
        masked = odds.masked_fill(~there, -1e4)
        changed, count = torch.sigmoid(masked), there.sum(1)
        total = changed.sum(1)
        stated = [masked.amax(1), total, total / count, torch.log1p(total)]
        stated += [a["length"].float() / 20, b["length"].float() / 20]
        mean = (row * there[..., None]).sum(1) / count[:, None]
        most = row.masked_fill(~there[..., None], -1e4).amax(1)
        looked = (torch.softmax(masked, 1)[..., None] * row).sum(1)
        z = torch.cat([mean, most, looked, torch.stack(stated, 1), self.fig(batch["figures"])], 1)
        return self.out(z).squeeze(-1), odds[:, : x.shape[1]], odds[:, x.shape[1] :]


class Fit:
    """One fit over some rows of a table."""

    def __init__(self, found: Table) -> None:
        self.names = found.names
        self.starts, at = {}, 0
        for words, states in found.words.items():
            self.starts[words] = at
            at += len(states)
        self.states = torch.from_numpy(np.concatenate(list(found.words.values())))
        figures = np.nan_to_num(np.concatenate([p["figures"] for _, parts in found.rows for p in parts]))
        self.mean, self.deviation = figures.mean(0), figures.std(0) + 1e-6
        for _, parts in found.rows:
            for p in parts:
                p["places"] = tuple(
                    np.concatenate([self.starts[w] + np.arange(len(w)) for w in words])[tokens]
                    for words, tokens in zip(p["words"], p["tokens"], strict=True)
                )
                p["scaled"] = self._scaled(p["figures"])

    def _scaled(self, figures: np.ndarray) -> np.ndarray:
        return np.clip((np.nan_to_num(figures) - self.mean) / self.deviation, -6, 6).mean(0)

    def arrays(self, net: Network) -> dict[str, np.ndarray]:
        """What its numpy twin reads: the weights by name, and how figures are scaled (float32)."""
        return {name: x.detach().numpy() for name, x in net.state_dict().items()} | {
            "figures.mean": self.mean.astype(np.float32),
            "figures.deviation": self.deviation.astype(np.float32),
        }

    def batch(self, parts: list[dict], *, turned: bool = False) -> dict:
        """Passages side by side, padded; `turned` exchanges the sides."""
        n = len(parts)
        longest = [max(len(p["places"][k]) for p in parts) for k in (0, 1)]
        places = [torch.zeros(n, length, dtype=torch.long) for length in longest]
        there = [torch.zeros(n, length, dtype=torch.bool) for length in longest]
        classes = [torch.zeros(n, length, dtype=torch.long) for length in longest]
        marked = [torch.full((n, length), -1.0) for length in longest]
        relations = [torch.zeros(n, *lengths, len(RELATIONS) + 1) for lengths in (longest, longest[::-1])]
        for row, p in enumerate(parts):
            for k in (0, 1):
                length = len(p["places"][k])
                places[k][row, :length] = torch.from_numpy(p["places"][k])
                there[k][row, :length] = True
                classes[k][row, :length] = torch.tensor(p["classes"][k])
                if p["marked"][k] is not None:
                    marked[k][row, :length] = torch.tensor(p["marked"][k])
            for i, j, relation, moved in p["matches"]:
                if i < longest[0] and j < longest[1]:
                    relations[0][row, i, j, relation] = relations[1][row, j, i, TURNED[relation]] = 1
                    relations[0][row, i, j, -1] = relations[1][row, j, i, -1] = moved
        step = -1 if turned else 1
        return {
            "states": [self.states[p].float() for p in places][::step],
            "there": there[::step],
            "classes": classes[::step],
            "relations": relations[::step],
            "marked": marked[::step],
            "figures": torch.from_numpy(np.stack([p["scaled"] for p in parts])).float(),
        }

    def fit(self, rows: list[tuple[Row, list[dict]]], seed: int = 1) -> Network:
        """The average of the weights along a fit (Polyak), which errs less than the last ones."""
        torch.manual_seed(seed)
        chance, rng = random.Random(seed), np.random.default_rng(seed)
        weights = np.array([weight(row) for row, _ in rows])
        weights /= weights.sum()
        net = Network(len(self.names))
        average = copy.deepcopy(net)
        optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY, betas=(0.9, 0.98))
        loss_of = nn.functional.binary_cross_entropy_with_logits
        steps = int(len(rows) * EPOCHS / BATCH)
        ready: list = []
        for step in range(steps):
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1, step / steps / 0.05) * (1 - step / steps)
            if not ready:
                drawn = [rows[k] for k in rng.choice(len(rows), 8 * BATCH, p=weights)]
                drawn.sort(key=lambda x: sum(map(len, x[1][0]["places"])))
                ready = [drawn[i : i + BATCH] for i in range(0, len(drawn), BATCH)]
                chance.shuffle(ready)
            picked = ready.pop()
            flat = [(k, p) for k, (_, parts) in enumerate(picked) for p in parts[:4]]
            batch = self.batch([p for _, p in flat], turned=chance.random() < 0.5)
            with torch.autocast("cpu", torch.bfloat16):
                odds, *words = net(batch)
            worst = torch.full((len(picked),), -1e4).scatter_reduce(
                0, torch.tensor([k for k, _ in flat]), odds.float(), "amax"
            )
            loss = loss_of(worst, torch.tensor([row.changed for row, _ in picked]))
            said = torch.cat([m.flatten() for m in batch["marked"]])
            seen = torch.cat([w.float().flatten() for w in words])
            loss = loss + WORDS_COUNT * loss_of(seen[said >= 0], said[said >= 0])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            kept = min(KEPT_AVERAGE, (step + 1) / (step + 10))
            with torch.no_grad():
                for mean, now in zip(average.parameters(), net.parameters(), strict=True):
                    mean.lerp_(now, 1 - kept)
            if step % 200 == 0:
                print(f"step {step} of {steps}, loss {float(loss):.3f}", flush=True)
        return average.eval()

    def odds(self, net: Network, rows: list[tuple[Row, list[dict]]]) -> np.ndarray:
        """Log odds of each row: of its most changed passage, the mean of both readings."""
        flat = [(k, p) for k, (_, parts) in enumerate(rows) for p in parts]
        flat.sort(key=lambda x: sum(map(len, x[1]["places"])))
        found = np.full(len(rows), -np.inf)
        with torch.inference_mode():
            for start in range(0, len(flat), BATCH):
                part = flat[start : start + BATCH]
                both = [net(self.batch([p for _, p in part], turned=t))[0].numpy() for t in (False, True)]
                np.maximum.at(found, [k for k, _ in part], sum(both) / 2)
        return found

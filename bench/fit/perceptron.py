"""Fits the networks of `dedup/drift/names/network.py` with torch, and stores them as arrays."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Arrays = dict[str, NDArray[np.generic]]


def fit(
    features: Floats,
    classes: NDArray[np.int64],
    weights: Floats,
    *,
    hidden: tuple[int, ...],
    members: int,
    epochs: int,
    rate: float,
    decay: float,
    batch: int,
    drop: float = 0.0,
) -> Arrays:
    """The mean of `members` networks that differ in their random start, as `Network.load` reads it."""
    torch.set_num_threads(1)
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    inputs = torch.tensor(np.clip((features - mean) / scale, -6, 6), dtype=torch.float32)
    target, weight = torch.tensor(classes), torch.tensor(weights / weights.mean(), dtype=torch.float32)
    nets = []
    for seed in range(members):
        torch.manual_seed(seed)
        net = _net(inputs.shape[1], hidden, int(classes.max()) + 1, drop)
        steps = epochs * -(-len(inputs) // batch)
        optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=decay)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps)
        for _ in range(epochs):
            for rows in torch.randperm(len(inputs)).split(batch):
                loss = torch.nn.functional.cross_entropy(net(inputs[rows]), target[rows], reduction="none")
                optimizer.zero_grad()
                (loss * weight[rows]).mean().backward()
                optimizer.step()
                schedule.step()
        nets.append([m for m in net if isinstance(m, torch.nn.Linear)])
    arrays: Arrays = {"mean": mean.astype(np.float32), "scale": scale.astype(np.float32)}
    for depth, layers in enumerate(zip(*nets, strict=True)):
        arrays[f"weight{depth}"] = np.stack([x.weight.detach().numpy().T for x in layers])
        arrays[f"bias{depth}"] = np.stack([x.bias.detach().numpy()[None] for x in layers])
    return arrays


def _net(inputs: int, hidden: tuple[int, ...], classes: int, drop: float) -> torch.nn.Sequential:
    layers: list[torch.nn.Module] = []
    for width in hidden:
        layers += [torch.nn.Linear(inputs, width), torch.nn.ReLU()]
        inputs = width
    return torch.nn.Sequential(*layers, torch.nn.Dropout(drop), torch.nn.Linear(inputs, classes))

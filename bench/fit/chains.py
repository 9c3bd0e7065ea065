"""Fits what links, joins and following add to a chain, by whole chains: a conditional random field.

The probability of a chain is its exponentiated sum over that of all chains (Lafferty and others 2001; units
make it a semi-Markov one, Sarawagi and Cohen 2004), so its best chain is the likeliest alignment as a whole.
Every chain is a path through a graph whose nodes are a cell and how it was entered (dedup/align/chain.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from scipy.optimize import minimize

Cell = tuple[int, int]
_NEVER = -1e30


@dataclass(frozen=True, slots=True)
class Step:
    """A cell that may widen the unit of another."""

    before: Cell
    cell: Cell
    columns: np.ndarray
    first_is_strong: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Two versions: the columns of all pairs, (a, b, columns), which are links, and what a chain may use."""

    columns: np.ndarray
    links: np.ndarray
    cells: set[Cell]
    steps: list[Step]


def logistic(x: np.ndarray, y: np.ndarray, ridge: float) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method; the first column is the constant."""
    weights = np.zeros(x.shape[1])
    penalty = ridge * np.eye(x.shape[1])
    penalty[0, 0] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (p - y) + penalty @ weights
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


class Chains:
    """The graphs of many problems, end to end.

    The edges' columns: node, next node, cell that is entered (-1: none), cell that its worth is taken back
    from, step, 1 where the next follows right on. Nodes are numbered in an order that no edge goes against.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        edges, right, cells, steps, owners = [], [], [], [], []
        starts, ends = [], []
        nodes = n_cells = n_steps = n_edges = 0
        for problem in problems:
            made = _graph(problem)
            if made is None:
                continue
            graph, path, size, used = made
            graph[:, :2] += nodes
            graph[:, 2:4] = np.where(graph[:, 2:4] >= 0, graph[:, 2:4] + n_cells, -1)
            graph[:, 4] = np.where(graph[:, 4] >= 0, graph[:, 4] + n_steps, -1)
            owners.append(np.full(len(graph), len(starts)))
            starts.append(nodes)
            ends.append(nodes + size - 1)
            edges.append(graph)
            right.append(path + n_edges)
            cells += [problem.columns[cell] for cell in used]
            steps += [step.columns for step in problem.steps]
            nodes, n_cells, n_steps, n_edges = nodes + size, len(cells), len(steps), n_edges + len(graph)
        self._edges, self._nodes = np.concatenate(edges), nodes
        self._starts, self._ends = np.array(starts), np.array(ends)
        self._owner, self._right = np.concatenate(owners), np.concatenate(right)
        self._cells, self._steps = np.array(cells), np.array(steps)
        once = np.bincount(self._right, minlength=len(self._edges)).astype(float)
        self._counts = self._sums(once)

    def fit(self, cells: np.ndarray, joins: np.ndarray, ridge: float) -> tuple[np.ndarray, np.ndarray, float]:
        """The weights of cells and of joins, and the price of following, nearest to those given."""
        scale_c, scale_j = _deviations(self._cells), _deviations(self._steps)
        n, m = len(cells), len(cells) + len(joins)

        def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
            value, slopes = self._loss(cells + x[:n] / scale_c, joins + x[n:m] / scale_j, x[m])
            slopes = np.concatenate([slopes[0] / scale_c, slopes[1] / scale_j, slopes[2:]], axis=None)
            change = np.append(x[:m], 0)
            change[[0, n]] = 0  # the constants are free
            return value + ridge * change @ change / 2, slopes + ridge * change

        found = minimize(
            loss,
            np.append(np.zeros(m), 1.5),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 500},
        ).x
        return cells + found[:n] / scale_c, joins + found[n:m] / scale_j, float(found[m])

    def _loss(
        self, cells: np.ndarray, joins: np.ndarray, follow: float
    ) -> tuple[float, list[np.ndarray | float]]:
        worth, join = np.append(self._cells @ cells, 0), np.append(self._steps @ joins, 0)
        edges = self._edges
        score = worth[edges[:, 2]] - worth[edges[:, 3]] + join[edges[:, 4]] + follow * edges[:, 5]
        forth, back = _sums_of_paths(edges, score, self._nodes, self._starts, self._ends)
        total = forth[self._ends]
        likely = np.exp(np.minimum(forth[edges[:, 0]] + score + back[edges[:, 1]] - total[self._owner], 0))
        slopes = [x - y for x, y in zip(self._sums(likely), self._counts, strict=True)]
        return float(total.sum() - score[self._right].sum()), slopes

    def _sums(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
        """The columns of cells and of joins, and the followings, summed over edges of these weights."""

        def count(column: int, size: int) -> np.ndarray:
            return np.bincount(self._edges[:, column] + 1, weights, size + 1)[1:]

        cells = count(2, len(self._cells)) - count(3, len(self._cells))
        steps = count(4, len(self._steps)) @ self._steps
        return cells @ self._cells, steps, float(weights @ self._edges[:, 5])


def _deviations(columns: np.ndarray) -> np.ndarray:
    """The standard deviation of each column, 1 for the constant."""
    deviations = columns.astype(float).std(axis=0)
    return np.where(deviations > 1e-6, deviations, 1.0)


def _graph(problem: Problem) -> tuple[np.ndarray, np.ndarray, int, list[Cell]] | None:
    """The edges, those of the right chain, the number of nodes, the cells; None: no chain is right."""
    rows, columns = problem.links.shape
    cells = sorted(problem.cells | {c for step in problem.steps for c in (step.before, step.cell)})
    place = {cell: n for n, cell in enumerate(cells)}
    into: dict[Cell, list[tuple[int, Step]]] = defaultdict(list)
    for n, step in enumerate(problem.steps):
        into[step.cell].append((n, step))
    last = 1 + 3 * len(cells)
    edges = [(0, last, -1, -1, -1, 0)]
    for n, (i, j) in enumerate(cells):
        edges.append((0, 1 + 3 * n, n, -1, -1, int(i == 0 == j)))
        for m, (above, left) in enumerate(cells[:n]):
            if above < i and left < j:
                follows = int((above + 1, left + 1) == (i, j))
                edges += [(1 + 3 * m + way, 1 + 3 * n, n, -1, -1, follows) for way in range(3)]
        for number, step in into[i, j]:
            m, way = place[step.before], 1 if step.before[0] == i else 2
            gained, lost = (-1, -1) if step.first_is_strong else (n, m)
            edges += [(1 + 3 * m + old, 1 + 3 * n + way, gained, lost, number, 0) for old in (0, way)]
        end = int((i + 1, j + 1) == (rows, columns))
        edges += [(1 + 3 * n + way, last, -1, -1, -1, end) for way in range(3)]
    edges.sort(key=lambda edge: edge[1])
    number_of = {edge[:2]: n for n, edge in enumerate(edges)}
    nodes, before = [0], (-1, -1)
    for i, j in np.argwhere(problem.links).tolist():
        way = 1 if before[0] == i else 2 if before[1] == j else 0
        if (i, j) not in place:
            return None
        nodes.append(1 + 3 * place[i, j] + way)
        before = (i, j)
    path = list(zip(nodes, [*nodes[1:], last], strict=True))
    if any(edge not in number_of for edge in path):
        return None
    return np.array(edges), np.array([number_of[edge] for edge in path]), last + 1, cells


@numba.njit(cache=True)
def _sums_of_paths(edges, score, nodes, starts, ends):  # type: ignore[no-untyped-def] # numba infers them
    """Logarithms of the sums over paths from a start to each node, and from there to an end."""
    forth, back = np.full(nodes, _NEVER), np.full(nodes, _NEVER)
    forth[starts] = 0.0
    back[ends] = 0.0
    for n in range(len(edges)):
        forth[edges[n, 1]] = np.logaddexp(forth[edges[n, 1]], forth[edges[n, 0]] + score[n])
    for n in range(len(edges) - 1, -1, -1):
        back[edges[n, 0]] = np.logaddexp(back[edges[n, 0]], back[edges[n, 1]] + score[n])
    return forth, back

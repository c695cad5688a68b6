"""The exact solution among candidates: a maximum flow of minimum cost, by ortools where the extra `large` is installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import numpy as np

from mentoring.matching.arrays import IntArray
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.edges import CandidatePairs

SOLVER = "ortools.graph.python.min_cost_flow"
"""Loaded only when a large round is solved."""


def is_flow_solver_installed() -> bool:
    """Whether the solver is installed."""
    return find_spec(SOLVER.partition(".")[0]) is not None


def match_candidates_by_flow(edges: CandidatePairs, rows: int, capacity: IntArray) -> IntArray:
    """The junior of each senior, or -1: most people first, then the highest sum. Costs are integers: the solver truncates floats."""
    cols, pairs = len(capacity), len(edges.rows)
    source, sink = rows + cols, rows + cols + 1
    tails = np.concatenate([np.full(rows, source), edges.rows, rows + np.arange(cols)])
    heads = np.concatenate([np.arange(rows), rows + edges.cols, np.full(cols, sink)])
    widths = np.concatenate([np.ones(rows + pairs, np.int64), np.minimum(capacity, rows)])
    costs = np.concatenate(
        [np.zeros(rows, np.int64), FULL_SCORE - edges.fits.astype(np.int64), np.zeros(cols, np.int64)]
    )
    solver = import_module(SOLVER).SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, widths, costs)
    solver.set_nodes_supplies(np.array([source, sink]), np.array([rows, -rows]))
    status = solver.solve_max_flow_with_min_cost()
    assert status == solver.OPTIMAL, f"The flow has an optimum, but the solver returned {status}."
    chosen = np.flatnonzero(solver.flows(arcs[rows : rows + pairs]))
    partner = np.full(rows, -1, np.int64)
    partner[edges.rows[chosen]] = edges.cols[chosen]
    return partner

"""Two ways to look at a market with the same words: a block of every row with every column, and a list of pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.arrays import Coded, Links, Mask, Numbers, Whole
from mentoring.matching.demand import Asked
from mentoring.matching.problem import Market

Counts = NDArray[np.uint16]
Scalar = TypeVar("Scalar", bound=np.generic)
BLOCK = 256
"""Rows in one block: its matrices stay in the processor's cache."""


class View(Protocol):
    """What limits and terms ask; every answer has the shape of the view."""

    @property
    def market(self) -> Market:
        """Where everybody is."""

    @property
    def meetings(self) -> Counts:
        """How many half hours there are at which both may start a session."""

    def of_row(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        """A column of the seniors."""

    def of_col(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        """A column of the juniors."""

    def met(self, asked: Asked) -> Numbers:
        """How much of what is asked is given."""

    def looked_up(self, coded: Coded) -> Numbers:
        """What the table says of both values."""

    def linked(self, links: Links) -> Mask:
        """Whether the pair is one of these."""


@dataclass(frozen=True)
class Block:
    """Every one of these seniors with every one of these juniors."""

    market: Market
    rows: Whole
    cols: Whole

    @cached_property
    def meetings(self) -> Counts:
        mine, theirs = self.market.row_starts[self.rows], self.market.col_starts[self.cols].T
        found = np.zeros((len(self.rows), len(self.cols)), np.uint16)
        for word in range(mine.shape[1]):
            if mine[:, word].any() and theirs[word].any():
                found += np.bitwise_count(mine[:, word, None] & theirs[word])
        return found

    def of_row(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        return column[self.rows][:, None]

    def of_col(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        return column[self.cols][None, :]

    def met(self, asked: Asked) -> Numbers:
        return asked.rows[self.rows] @ asked.cols[self.cols].T

    def looked_up(self, coded: Coded) -> Numbers:
        return coded.table[coded.rows[self.rows]].take(coded.cols[self.cols], axis=1)

    def linked(self, links: Links) -> Mask:
        return links.inside(self.rows, self.cols)


@dataclass(frozen=True)
class Pairs:
    """The first of these seniors with the first of these juniors, and so on."""

    market: Market
    rows: Whole
    cols: Whole

    @cached_property
    def meetings(self) -> Counts:
        both = self.market.row_starts[self.rows] & self.market.col_starts[self.cols]
        found: Counts = np.bitwise_count(both).sum(axis=1, dtype=np.uint16)
        return found

    def of_row(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        return column[self.rows]

    def of_col(self, column: NDArray[Scalar]) -> NDArray[Scalar]:
        return column[self.cols]

    def met(self, asked: Asked) -> Numbers:
        mine, theirs = asked.words
        found: Numbers = np.bitwise_count(mine[self.rows] & theirs[self.cols]).sum(axis=1, dtype=np.float32)
        return found

    def looked_up(self, coded: Coded) -> Numbers:
        return coded.table[coded.rows[self.rows], coded.cols[self.cols]]

    def linked(self, links: Links) -> Mask:
        return links.among(self.rows, self.cols)


def blocks(rows: Whole, size: int = BLOCK) -> Iterator[Whole]:
    """Rows by so many."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def everybody(market: Market) -> tuple[Whole, Whole]:
    """All seniors and all juniors."""
    return np.arange(len(market.wishes)), np.arange(len(market.offers))

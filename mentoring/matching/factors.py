"""What every pair loses of its strength, as a product of matrices: fast enough to look at all pairs of a large round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import Coded, Numbers, Whole, Words, as_bit_words, as_bits
from mentoring.matching.comparisons import FULL
from mentoring.matching.problem import Market
from mentoring.matching.scoring import ENOUGH_STARTS
from mentoring.matching.settings import Limit, Term

BROKEN = 64.0
"""What a broken limit takes away: more than everything else together could give back."""


@dataclass(frozen=True)
class Factors:
    """Rows times columns, and what `wide` says of both, give `1 - u` of each pair as if it had starts enough, or less.

    The limits are in it but for languages, lines and people apart. The first `asked` numbers of each person are what
    seniors ask and juniors give; `rest` is the least that all others can add up to, for each senior.
    """

    rows: Numbers
    cols: Numbers
    asked: int
    rest: Numbers
    wide: Coded
    starts: tuple[Words, Words]
    missing_starts: Numbers
    """What so many common starts, from none on, leave to lose of full slots."""

    def block(self, rows: Whole) -> tuple[Numbers, Whole]:
        """These seniors, with one more number for each value of the wide table that is among them, and these values."""
        codes, inverse = np.unique(self.wide.rows[rows], return_inverse=True)
        return np.hstack([self.rows[rows], np.eye(len(codes), dtype=np.float32)[inverse]]), codes

    def lost(self, rows: Whole, cols: Whole) -> Numbers:
        """`1 - u` of each of these seniors with each of these juniors, or less; far above 1 where they cannot meet."""
        mine, codes = self.block(rows)
        found: Numbers = mine @ np.hstack([self.cols[cols], self.wide.table[codes][:, self.wide.cols[cols]].T]).T
        row_starts, col_starts = (starts[who] for starts, who in zip(self.starts, (rows, cols), strict=True))
        meetings = np.zeros(found.shape, np.uint16)
        for word in range(row_starts.shape[1]):
            meetings += np.bitwise_count(row_starts[:, word, None] & col_starts[:, word])
        found += self.missing_starts[meetings]
        return found


def make_factors(market: Market) -> Factors:
    """Of a whole market, once."""
    weights = market.limits.weights
    asked = [
        (asked.rows * (-weights.of(term) / 100 / asked.whole[:, None]), asked.cols)
        for term, asked in market.asked.items()
    ]
    tables = sorted(_tables(market), key=lambda coded: coded.table.shape[1])
    likes = _likes(market)
    spread = [(coded.table[coded.rows], _one_hot(coded)) for coded in tables[:-1]]
    rows, cols = (
        np.hstack([part[side] for part in (*asked, likes, *spread)], dtype=np.float32, casting="same_kind")
        for side in (0, 1)
    )
    rest = likes[0][:, 0] + likes[1][:, 1].min(initial=0)
    for coded in tables:
        rest = rest + coded.table.min(axis=1, initial=BROKEN)[coded.rows]
    starts = _used(market.row_starts, market.col_starts)
    return Factors(
        rows=rows,
        cols=cols,
        asked=sum(part[0].shape[1] for part in asked),
        rest=rest.astype(np.float32),
        wide=tables[-1],
        starts=starts,
        missing_starts=_missing(weights.of(Term.SLOTS) / 100, 64 * starts[0].shape[1]),
    )


def _tables(market: Market) -> Iterator[Coded]:
    """What each table takes away, in parts of the whole."""
    for term, coded in market.terms.items():
        yield _merged(coded, coded.table * (-market.limits.weights.of(term) / 100 / FULL))
    for limit, coded in market.allowed.items():
        if limit is not Limit.LANGUAGE:
            yield _merged(coded, np.where(coded.table > 0, 0, BROKEN))


def _merged(coded: Coded, table: Numbers) -> Coded:
    """Values of juniors that mean the same to every senior are one."""
    distinct, inverse = np.unique(table, axis=1, return_inverse=True)
    return Coded(coded.rows, inverse.ravel()[coded.cols], distinct.astype(np.float32))


def _missing(slots: float, most: int) -> Numbers:
    counts = np.arange(1 + most)
    missing = slots * (1 - np.minimum(counts, ENOUGH_STARTS) / ENOUGH_STARTS)
    return np.where(counts > 0, missing, BROKEN).astype(np.float32)


def _one_hot(coded: Coded) -> Numbers:
    return np.eye(coded.table.shape[1], dtype=np.float32)[coded.cols]


def _likes(market: Market) -> tuple[Numbers, Numbers]:
    """All but the slots to lose, less what likes could give at most: their half, to each side that likes anybody."""
    half = market.limits.weights.of(Term.LIKES) / 200
    by_row, by_col = market.likes
    rows, cols = np.ones((len(market.wishes), 2), np.float32), np.zeros((len(market.offers), 2), np.float32)
    rows[:, 0] -= market.limits.weights.of(Term.SLOTS) / 100
    rows[np.unique(by_row.keys // max(by_row.width, 1)), 0] -= half
    cols[:, 0] = 1
    cols[np.unique(by_col.keys % max(by_col.width, 1)), 1] = -half
    return rows, cols


def _used(*sides: Words) -> tuple[Words, Words]:
    """The starts of both sides without those that one side never has: fewer words to compare."""
    mine, theirs = (as_bits(words) for words in sides)
    used = np.flatnonzero(mine.any(axis=0) & theirs.any(axis=0))
    return as_bit_words(mine[:, used]), as_bit_words(theirs[:, used])

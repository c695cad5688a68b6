"""People as columns of numbers, so that a whole round is compared with a few operations of numpy."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.values import Offer, Volunteer, Wish

Numbers = NDArray[np.float32]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
Words = NDArray[np.uint64]

Value = TypeVar("Value", bound=Hashable)
Sides = tuple[Sequence[Wish], Sequence[Offer]]
Compare = Callable[[list[Value], list[Value]], NDArray[np.generic]]


@dataclass(frozen=True)
class Coded:
    """What depends on one value of each side alone: the distinct values, and one table of all their combinations."""

    rows: Whole
    cols: Whole
    table: Numbers


def coded(sides: Sides, said: Callable[[Volunteer], Value], compare: Compare[Value]) -> Coded:
    """Compare each distinct value that one side said with each of the other, once."""
    (rows, row_values), (cols, col_values) = (_distinct([said(one) for one in side]) for side in sides)
    return Coded(rows, cols, compare(row_values, col_values).astype(np.float32))


def _distinct(values: Sequence[Value]) -> tuple[Whole, list[Value]]:
    codes = {value: code for code, value in enumerate(dict.fromkeys(values))}
    return np.fromiter((codes[value] for value in values), np.int64, len(values)), list(codes)


@dataclass(frozen=True)
class Links:
    """Some pairs among all, as sorted numbers `row * width + column`."""

    keys: Whole
    width: int

    def among(self, rows: Whole, cols: Whole) -> Mask:
        """For each of these pairs, whether it is linked."""
        return np.isin(rows * self.width + cols, self.keys)

    def inside(self, rows: Whole, cols: Whole) -> Mask:
        """The same for every row with every column, each named once."""
        found = np.zeros((len(rows), len(cols)), np.bool_)
        first, last = (np.searchsorted(self.keys, (rows + step) * self.width) for step in (0, 1))
        counts = last - first
        if not counts.any():
            return found
        at = np.repeat(np.arange(len(rows)), counts)
        nth = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
        places = np.full(self.width, -1)
        places[cols] = np.arange(len(cols))
        there = places[self.keys[np.repeat(first, counts) + nth] % self.width]
        found[at[there >= 0], there[there >= 0]] = True
        return found


def links(pairs: Iterable[tuple[int, int]], width: int) -> Links:
    """Pairs of a row and a column, each kept once."""
    return Links(np.unique(np.fromiter((row * width + col for row, col in pairs), np.int64)), width)


def many_hot(said: Sequence[Iterable[Value]], vocabulary: Sequence[Value]) -> Numbers:
    """For each person and each word of a vocabulary, 1 where they said it; words of nobody else say nothing."""
    places = {word: place for place, word in enumerate(vocabulary)}
    hot = np.zeros((len(said), max(len(vocabulary), 1)), np.float32)
    found = [(row, places[word]) for row, words in enumerate(said) for word in words if word in places]
    if found:
        hot[tuple(np.array(found).T)] = 1
    return hot


def as_words(masks: Sequence[int], size: int) -> Words:
    """Bit masks of Python as words of 64 bits."""
    wide = -(-size // 64) * 8
    packed = b"".join(mask.to_bytes(wide, "little") for mask in masks)
    return np.frombuffer(packed, "<u8").reshape(len(masks), wide // 8).astype(np.uint64)


def as_bit_words(bits: Mask) -> Words:
    """One bit for each column, in words of 64: one word at least."""
    wide = max(-(-bits.shape[1] // 64), 1) * 64
    padded = np.pad(bits, ((0, 0), (0, wide - bits.shape[1])))
    packed = np.ascontiguousarray(np.packbits(padded, axis=1, bitorder="little"))
    return packed.view("<u8").astype(np.uint64)


def as_mask(row: Words) -> int:
    """One row of words as a bit mask of Python again."""
    return int.from_bytes(row.astype("<u8").tobytes(), "little")


def as_bits(rows: Words) -> Mask:
    """One column for each bit."""
    return np.unpackbits(rows.astype("<u8").view(np.uint8), axis=1, bitorder="little").astype(np.bool_)

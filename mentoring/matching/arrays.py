"""Arrays of people, so that numpy compares a whole round in a few operations."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.values import Offer, Participant, Wish

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
WordArray = NDArray[np.uint64]
CountArray = NDArray[np.uint16]

Value = TypeVar("Value", bound=Hashable)
BothSides = tuple[Sequence[Wish], Sequence[Offer]]
Compare = Callable[[list[Value], list[Value]], NDArray[np.generic]]


@dataclass(frozen=True)
class ComparisonTable:
    """A comparison of one value of each side: a code for each person, and one table of all combinations of codes."""

    rows: IntArray
    cols: IntArray
    table: FloatArray


def build_comparison_table(
    sides: BothSides, read_value: Callable[[Participant], Value], compare: Compare[Value]
) -> ComparisonTable:
    """Compare each distinct value of one side with each distinct value of the other, once."""
    (rows, row_values), (cols, col_values) = (
        _number_distinct_values([read_value(person) for person in side]) for side in sides
    )
    return ComparisonTable(rows, cols, compare(row_values, col_values).astype(np.float32))


def _number_distinct_values(values: Sequence[Value]) -> tuple[IntArray, list[Value]]:
    codes = {value: code for code, value in enumerate(dict.fromkeys(values))}
    return np.fromiter((codes[value] for value in values), np.int64, len(values)), list(codes)


@dataclass(frozen=True)
class PairSet:
    """Some pairs among all, as sorted keys `row * width + column`."""

    keys: IntArray
    width: int

    def membership_of_pairs(self, rows: IntArray, cols: IntArray) -> BoolArray:
        """Whether each of these pairs is in the set."""
        return np.isin(rows * self.width + cols, self.keys)

    def membership_of_grid(self, rows: IntArray, cols: IntArray) -> BoolArray:
        """Whether every row with every column is in the set; each row and column comes once."""
        grid = np.zeros((len(rows), len(cols)), np.bool_)
        first, last = (np.searchsorted(self.keys, (rows + step) * self.width) for step in (0, 1))
        counts = last - first
        if not counts.any():
            return grid
        at = np.repeat(np.arange(len(rows)), counts)
        nth = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
        places = np.full(self.width, -1)
        places[cols] = np.arange(len(cols))
        there = places[self.keys[np.repeat(first, counts) + nth] % self.width]
        grid[at[there >= 0], there[there >= 0]] = True
        return grid


def build_cell_set(pairs: Iterable[tuple[int, int]], width: int) -> PairSet:
    """Pairs of a row and a column; duplicates are dropped."""
    return PairSet(np.unique(np.fromiter((row * width + col for row, col in pairs), np.int64)), width)


def build_multi_hot_matrix(word_sets: Sequence[Iterable[Value]], vocabulary: Sequence[Value]) -> FloatArray:
    """One row for each set of words, 1 in the column of each word; words outside the vocabulary are ignored."""
    places = {word: place for place, word in enumerate(vocabulary)}
    hot = np.zeros((len(word_sets), max(len(vocabulary), 1)), np.float32)
    ones = [(row, places[word]) for row, words in enumerate(word_sets) for word in words if word in places]
    if ones:
        hot[tuple(np.array(ones).T)] = 1
    return hot


def pack_int_masks(masks: Sequence[int], size: int) -> WordArray:
    """Python bit masks of `size` bits as rows of 64-bit words."""
    width = -(-size // 64) * 8
    packed = b"".join(mask.to_bytes(width, "little") for mask in masks)
    return np.frombuffer(packed, "<u8").reshape(len(masks), width // 8).astype(np.uint64)


def pack_bool_columns(bits: BoolArray) -> WordArray:
    """Boolean columns as bits of 64-bit words, at least one word a row."""
    width = max(-(-bits.shape[1] // 64), 1) * 64
    padded = np.pad(bits, ((0, 0), (0, width - bits.shape[1])))
    packed = np.ascontiguousarray(np.packbits(padded, axis=1, bitorder="little"))
    return packed.view("<u8").astype(np.uint64)


def count_shared_bits(rows: WordArray, cols: WordArray) -> CountArray:
    """How many bits each row of one side has in common with the same row of the other; a side of one row meets every row."""
    shared = (np.bitwise_count(rows[:, word] & cols[:, word]) for word in range(rows.shape[1]))
    return reduce(np.add, shared, np.zeros(1, np.uint16))


def drop_unshared_bits(*sides: WordArray) -> tuple[WordArray, WordArray]:
    """The words of two sides, reduced to the bits that occur on both."""
    row_bits, col_bits = (unpack_bool_columns(words) for words in sides)
    used = np.flatnonzero(row_bits.any(axis=0) & col_bits.any(axis=0))
    return pack_bool_columns(row_bits[:, used]), pack_bool_columns(col_bits[:, used])


def unpack_int_mask(row: WordArray) -> int:
    """One row of words as a Python bit mask."""
    return int.from_bytes(row.astype("<u8").tobytes(), "little")


def unpack_bool_columns(rows: WordArray) -> BoolArray:
    """Words as one boolean column for each bit."""
    return np.unpackbits(rows.astype("<u8").view(np.uint8), axis=1, bitorder="little").astype(np.bool_)

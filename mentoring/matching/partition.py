"""Splits juniors into parts with similar supply, so that a scan can skip parts that cannot hold a senior's best."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mentoring.matching.arrays import FloatArray, IntArray

MAX_PART_SIZE = 256
"""Juniors in one part: its matrices stay in the processor's cache, and its juniors supply much the same."""


def split_juniors_into_parts_of_like_skills(supply: FloatArray, demand: FloatArray) -> Iterator[IntArray]:
    """Split repeatedly by the column of high demand that about half supply; yields indices, each junior once.

    `supply` has a row for each junior; `demand` is the total demand of all seniors for each column.
    """
    waiting = [np.arange(len(supply))] if len(supply) else []
    while waiting:
        part = waiting.pop()
        if len(part) <= MAX_PART_SIZE:
            yield part
            continue
        share = supply[part].mean(axis=0)
        split = int((demand * np.minimum(share, 1 - share)).argmax())
        supplies = supply[part, split] > 0
        if supplies.all() or not supplies.any():
            yield from (part[start : start + MAX_PART_SIZE] for start in range(0, len(part), MAX_PART_SIZE))
        else:
            waiting += [part[supplies], part[~supplies]]

"""Juniors in parts of those who give much the same, so that a senior need not look at a part that cannot have the best for them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mentoring.matching.arrays import Numbers, Whole

MOST = 256
"""Juniors in one part: its matrices stay in the processor's cache, and few of them give what the others do not."""


def in_parts(given: Numbers, demand: Numbers) -> Iterator[Whole]:
    """Split by what is asked most and given by about half, again and again; each junior is in one part, by their number.

    `given` has a row for each junior, and `demand` says how much each of its columns is asked by everybody together.
    """
    waiting = [np.arange(len(given))] if len(given) else []
    while waiting:
        some = waiting.pop()
        if len(some) <= MOST:
            yield some
            continue
        share = given[some].mean(axis=0)
        split = int((demand * np.minimum(share, 1 - share)).argmax())
        has = given[some, split] > 0
        if has.all() or not has.any():
            yield from (some[start : start + MOST] for start in range(0, len(some), MOST))
        else:
            waiting += [some[has], some[~has]]

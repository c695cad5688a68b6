"""What thanks weigh as one of the signs of who gives: less each time between the same two people; never a point.

The rule is published in words on the page of thanks and in `docs/explanation/thanks.md`. Whoever reads the journal finds the value
in the body of the fact, so that it is computed once, when the thanks are delivered.
"""

from __future__ import annotations

from datetime import timedelta

FIRST_VALUE = 10
"""In tenths: the first thanks between two people weigh one."""

COUNTED_FOR = timedelta(weeks=13)
"""How long earlier thanks between the same two, in either direction, make later ones weigh less."""


def compute_value(earlier: int) -> int:
    """The tenths that thanks weigh after so many between the same two people, whoever gave them: 10, 5, 2, 1, then nothing.

    Halved each time, and rounded down: two people who thank each other without end weigh less than two.
    """
    return FIRST_VALUE >> earlier

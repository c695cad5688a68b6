"""Makes a stream of messages of the shape of the real one (SNAP CollegeMsg), for machines that do not have its file.

The shape: few people write much, and three in ten never; conversations go back and forth within minutes; most people
arrive in the first seven weeks; activity rises, falls, pauses and fades over 194 days; the hours of a day differ.
The same seed and size give the same bytes.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random

LAST = 1_098_777_142
"""The second of the last message of the real stream, in October 2004."""

DAYS, DAY = 194, 86_400
ARRIVALS = (84, 282, 348, 260, 184, 247, 143, 98, 44, 10, 18, 9, 18, 13, 16, 5, 6, 9, 12, 20, 3, 9, 22, 10, 8, 13, 4, 4)
"""How many people of the real stream arrive in each of its weeks."""

WEEKS = (
    *(39, 4_318, 9_668, 7_867, 9_254, 11_356, 3_244, 3_480, 1_694, 76, 1_358, 1_050, 732, 513),
    *(715, 517, 449, 599, 706, 605, 436, 597, 548, 401, 283, 202, 137, 29),
)
"""About how many messages it has in each of them."""

HOURS = (26, 27, 28, 30, 36, 42, 53, 58, 50, 42, 30, 14, 5, 2, 2, 4, 7, 13, 16, 19, 19, 24, 25, 27)
"""How they spread over the hours of a day, in UTC."""

SILENT, ANSWERED, REMEMBERED, GOES_ON = 0.29, 0.53, 0.55, 0.75
"""The parts of the people who never write, of the messages with an answer, of the conversations with an old partner, and of
those after which the same person begins another one."""


def write_made_stream(path: Path, *, people: int, messages: int, seed: int = 1_899) -> Path:
    """Write so many messages of so many people, a line each: who wrote to whom, and at which second."""
    chance = Random(seed)
    arrivals = sorted(_draw_moment(chance, ARRIVALS) for _ in range(people))
    weights = [0.0 if chance.random() < SILENT else chance.lognormvariate(0, 1.8) for _ in range(people)]
    lines = sorted(_converse(chance, arrivals, weights, messages))
    path.write_text("".join(f"{sender} {receiver} {moment}\n" for moment, sender, receiver in lines), encoding="ascii")
    return path


def _converse(
    chance: Random, arrivals: Sequence[int], weights: Sequence[float], messages: int
) -> Iterator[tuple[int, int, int]]:
    sums = list(accumulate(weights))
    partners: dict[int, list[int]] = {}
    written, moment, writer = 0, LAST, 0
    while written < messages:
        if moment >= LAST or chance.random() > GOES_ON:
            moment = _draw_moment(chance, WEEKS)
            writer = bisect(sums, chance.random() * sums[max(bisect(arrivals, moment) - 1, 0)])
        arrived = bisect(arrivals, moment)
        if arrived < 2 or writer >= arrived:
            moment = LAST
            continue
        sender, receiver = writer, _draw_partner(chance, partners.setdefault(writer, []), writer, arrived)
        is_answered = True
        while is_answered and moment < LAST and written < messages:
            yield moment, sender + 1, receiver + 1
            written += 1
            moment += 1 + int(chance.lognormvariate(4.6, 1.5))
            is_answered = bool(weights[receiver]) and chance.random() < ANSWERED
            sender, receiver = receiver, sender


def _draw_partner(chance: Random, partners: list[int], sender: int, arrived: int) -> int:
    if partners and chance.random() < REMEMBERED:
        return chance.choice(partners)
    partners.append((sender + chance.randrange(1, arrived)) % arrived)
    return partners[-1]


def _draw_moment(chance: Random, weeks: Sequence[int]) -> int:
    """A second of the 194 days, in weeks and hours as often as they are full."""
    while True:
        (week,) = chance.choices(range(len(weeks)), weights=weeks)
        (hour,) = chance.choices(range(24), weights=HOURS)
        day = week * 7 + chance.randrange(7)
        if day < DAYS:
            return LAST - (LAST % DAY) - (DAYS - 1 - day) * DAY + hour * 3_600 + chance.randrange(3_600)

"""The matcher once more, as its rules are told: pair by pair, in plain Python, and every sharing tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo

from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import EarlierAndDeclinedPairs, Offer, Participant, Slot, Wish
from tests.mentoring.matching.people import Company

HALF_HOUR = timedelta(minutes=30)


def is_allowed(wish: Wish, offer: Offer, company: Company) -> bool:
    """Every hard limit of the round."""
    limits = company.limits
    return (
        bool(wish.languages & offer.languages)
        and least_start_count(wish, offer, limits) > 0
        and shared_days(wish, offer, limits) >= limits.least_days
        and wish.responsibility - offer.responsibility >= limits.gap
        and not is_one_line(wish.person_id, offer.person_id, company.managers, limits.line_depth)
        and not (limits.other_unit and wish.unit[-1] == offer.unit[-1])
        and not is_apart(wish, offer, company.past)
    )


def is_apart(wish: Wish, offer: Offer, past: EarlierAndDeclinedPairs) -> bool:
    """The same person, people who avoid each other, and pairs of before."""
    pair = wish.person_id, offer.person_id
    return (
        pair[0] == pair[1]
        or pair[1] in wish.avoids
        or pair[0] in offer.avoids
        or pair in past.earlier
        or pair in past.declined
    )


def is_one_line(person: int, other: int, managers: Mapping[int, int | None], depth: int | None) -> bool:
    """Whether either is the other's manager, or the manager's manager, up to so many steps; a circle is one step wide: none."""
    if depth == 0:
        return False
    return _is_above(person, other, managers, depth) or _is_above(other, person, managers, depth)


def _is_above(top: int, low: int, managers: Mapping[int, int | None], depth: int | None) -> bool:
    steps, circle = 0, _find_cycle(low, managers)
    if top in circle:
        return low in managers
    while True:
        low = min(circle, default=low)
        if low == top or top in circle:
            return depth is None or steps <= depth
        above = {managers.get(member) for member in (circle or {low})} - circle - {None}
        if not above:
            return False
        (low,) = (member for member in above if member is not None)
        if low not in managers:
            return False
        steps, circle = steps + 1, _find_cycle(low, managers)


def _find_cycle(start: int, managers: Mapping[int, int | None]) -> set[int]:
    """Those among whom this person reports to themselves; nobody where they do not."""
    trail: list[int] = []
    person: int | None = start
    while person is not None and person in managers and person not in trail:
        trail.append(person)
        person = managers[person]
    return set(trail) if person == start else set()


def shared_days(wish: Wish, offer: Offer, limits: MatchingLimits) -> int:
    """The days of the round on which neither is away."""
    first = limits.first_day_of_round
    days = [first + timedelta(days=day) for day in range((limits.last_day_of_round - first).days + 1)]
    away = {
        begins + timedelta(days=day)
        for begins, ends in wish.away + offer.away
        for day in range((ends - begins).days + 1)
    }
    return len(set(days) - away)


def clock_mondays(wish: Wish, offer: Offer, limits: MatchingLimits) -> list[date]:
    """One Monday of the round for each combination of offsets of the two."""
    last = max(limits.last_day_of_round, limits.week_on)
    mondays = [limits.week_on + timedelta(weeks=week) for week in range((last - limits.week_on).days // 7 + 1)]
    by_offsets = {(_zone_offset(wish, monday), _zone_offset(offer, monday)): monday for monday in reversed(mondays)}
    return list(by_offsets.values())


def least_start_count(wish: Wish, offer: Offer, limits: MatchingLimits) -> int:
    """How many starts the two have in common in the week of the round in which they are fewest."""
    return min(len(shared_starts(wish, offer, limits, monday)) for monday in clock_mondays(wish, offer, limits))


def shared_starts(wish: Wish, offer: Offer, limits: MatchingLimits, monday: date | None = None) -> list[int]:
    """The half hours of a week, in UTC, from which both are free for a whole session."""
    first, second = (free_half_hours(person.slots, person.zone, monday or limits.week_on) for person in (wish, offer))
    both = first & second
    needed = -(-limits.session_minutes // 30)
    return [half for half in sorted(both) if all((half + step) % 336 in both for step in range(1, needed))]


@cache
def free_half_hours(slots: tuple[Slot, ...], zone: str, week_on: date) -> frozenset[int]:
    """Walks over two days more than the week, and asks of each half hour whether a slot holds it."""
    return frozenset(_iterate_free_half_hours(slots, zone, week_on))


def _iterate_free_half_hours(slots: tuple[Slot, ...], zone: str, week_on: date) -> Iterator[int]:
    monday = datetime.combine(week_on, time(), UTC)
    for slot in slots:
        midnight = datetime.combine(week_on + timedelta(days=slot.weekday), time())
        start, end = (_to_utc(midnight, minutes, zone) for minutes in (slot.start, slot.end))
        for half in range(-48, 336 + 48):
            begins = monday + half * HALF_HOUR
            if start <= begins and begins + HALF_HOUR <= end:
                yield half % 336


def _to_utc(midnight: datetime, minutes: int, zone: str) -> datetime:
    return (midnight + timedelta(minutes=minutes)).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def term_scores(wish: Wish, offer: Offer, limits: MatchingLimits) -> dict[str, int]:
    """Each term in ten-thousandths, rounded half to even as everywhere in Python."""
    levels = {person.skill: min(person.level, 5) for person in offer.skills}
    demanded = [
        (person.skill, level)
        for person in wish.wants
        for level in range(max(person.present, 0) + 1, min(person.wanted, 5) + 1)
    ]
    given = sum(level <= levels.get(skill, 0) for skill, level in demanded)
    shared = 0
    for senior_unit, junior_unit in zip(wish.unit, offer.unit, strict=False):
        if senior_unit != junior_unit:
            break
        shared += 1
    apart = (
        abs(_zone_offset(wish, monday) - _zone_offset(offer, monday)) for monday in clock_mondays(wish, offer, limits)
    )
    hours = max(apart) / timedelta(hours=8)
    return {
        "skills": round(10_000 * given / max(len(demanded), 1)),
        "interests": round(10_000 * len(wish.interests & offer.interests) / max(len(wish.interests), 1)),
        "place": 10_000 * (wish.site == offer.site or (wish.remote and offer.remote)),
        "distance": round(10_000 * (1 - shared / max(len(wish.unit), len(offer.unit)))),
        "zone": round(10_000 * max(1 - hours, 0)),
        "slots": 1_250 * min(least_start_count(wish, offer, limits), 8),
    }


def _zone_offset(person: Participant, monday: date) -> timedelta:
    ahead = datetime.combine(monday, time(12), ZoneInfo(person.zone)).utcoffset()
    assert ahead is not None, "Zones have offsets."
    return ahead


def pair_fit(wish: Wish, offer: Offer, limits: MatchingLimits) -> int:
    """`1 - (1 - u)²` in ten-thousandths."""
    scores = term_scores(wish, offer, limits)
    missing = 1_000_000 - sum(int(getattr(limits.weights, name)) * value for name, value in scores.items())
    return round(10_000 - missing * missing / 100_000_000)


def best_sharing(company: Company) -> tuple[int, int]:
    """The most people that any sharing matches, and the highest sum of fits of those that match so many."""
    worth = [
        {
            place: pair_fit(wish, offer, company.limits)
            for place, offer in enumerate(company.offers)
            if is_allowed(wish, offer, company)
        }
        for wish in company.wishes
    ]

    @cache
    def try_all(row: int, left: tuple[int, ...]) -> tuple[int, int]:
        if row == len(worth):
            return 0, 0
        scores = [try_all(row + 1, left)]
        for place, value in worth[row].items():
            if left[place]:
                number, total = try_all(row + 1, (*left[:place], left[place] - 1, *left[place + 1 :]))
                scores.append((number + 1, total + value))
        return max(scores)

    return try_all(0, tuple(person.capacity for person in company.offers))


Judged = dict[tuple[Wish, Offer], bool]


def count_most_matched(company: Company, judged: Judged) -> int:
    """The most seniors that can be matched, by chains of moves in plain Python over the reference's limits."""
    new = set(product(company.wishes, company.offers)) - judged.keys()
    judged.update({pair: is_allowed(*pair, company) for pair in new})
    open_to = {
        wish.person_id: [place for place, offer in enumerate(company.offers) if judged[wish, offer]]
        for wish in company.wishes
    }
    holders: dict[int, list[int]] = {place: [] for place in range(len(company.offers))}

    def find_place(senior_id: int, visited: set[int]) -> bool:
        for place in open_to[senior_id]:
            if place in visited:
                continue
            visited.add(place)
            if len(holders[place]) < company.offers[place].capacity:
                holders[place].append(senior_id)
                return True
            for holder in list(holders[place]):
                if find_place(holder, visited):
                    holders[place][holders[place].index(holder)] = senior_id
                    return True
        return False

    return sum(find_place(wish.person_id, set()) for wish in company.wishes)

"""The pure parts: beats and deadlines, levels of responsibility, first meetings, merged groups, and a week on somebody's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.hours import ALWAYS, parse_hours
from mentoring.matching.values import Slot
from mentoring.proposals.daily_run import answer_due, last_beat, next_beat
from mentoring.proposals.groups import merge_small
from mentoring.proposals.meetings import Side, Window, first_meetings
from mentoring.proposals.responsibility import levels
from mentoring.proposals.timetable import lay_out

OFFICE = parse_hours("mon-fri 07:00-20:00")
NIGHTS = parse_hours("mon-fri 22:00-06:00")
PARIS = "Europe/Paris"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # the parts are those of a moment


def test_beats_are_at_ten_on_working_days_whatever_clocks_do() -> None:
    friday_evening, monday_noon = utc(2026, 3, 27, 18), utc(2026, 3, 30, 12)

    assert last_beat(friday_evening, PARIS, OFFICE) == utc(2026, 3, 27, 9)
    assert next_beat(friday_evening, PARIS, OFFICE) == utc(2026, 3, 30, 8)
    assert last_beat(monday_noon, PARIS, OFFICE) == utc(2026, 3, 30, 8)
    assert last_beat(utc(2026, 3, 30, 8), PARIS, OFFICE) == utc(2026, 3, 30, 8)


def test_where_nobody_works_at_ten_the_beat_is_when_work_begins() -> None:
    assert next_beat(utc(2026, 3, 2, 12), PARIS, NIGHTS) == utc(2026, 3, 2, 21)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.sampled_from([OFFICE, NIGHTS, ALWAYS]))  # noqa: DTZ001 - the zone is put on below
def test_a_moment_lies_between_two_beats(naive: datetime, hours: object) -> None:
    assert isinstance(hours, type(OFFICE))
    now = naive.replace(tzinfo=UTC)
    last, following = last_beat(now, PARIS, hours), next_beat(now, PARIS, hours)

    assert last <= now < following
    assert next_beat(last, PARIS, hours) == following


def test_an_answer_is_due_at_the_end_of_the_fifth_working_day() -> None:
    assert answer_due(utc(2026, 3, 4, 9), PARIS, OFFICE) == utc(2026, 3, 11, 19)
    assert answer_due(utc(2026, 3, 7, 9), "America/New_York", OFFICE) == utc(2026, 3, 14, 0)
    assert answer_due(utc(2026, 3, 2, 9), PARIS, ALWAYS) == utc(2026, 3, 7, 23)


def test_responsibility_counts_levels_below_and_circles_stand_on_one() -> None:
    line = {1: None, 2: 1, 3: 2, 4: 2, 5: 1, 6: 99}
    assert levels(line) == {1: 2, 2: 1, 3: 0, 4: 0, 5: 0, 6: 0}
    circle = {1: 2, 2: 3, 3: 1, 4: 3, 5: 4}
    assert levels(circle) == {1: 2, 2: 2, 3: 2, 4: 1, 5: 0}


@given(st.lists(st.integers(0, 12), min_size=1, max_size=12))
def test_nobody_carries_less_than_whoever_reports_to_them(chosen: list[int]) -> None:
    line = {one: manager if manager != one else None for one, manager in enumerate(chosen)}
    found = levels(line)

    assert found.keys() == line.keys()
    for one, manager in line.items():
        if manager in line:
            assert found[manager] >= max(1, found[one])


def _side(*slots: Slot, zone: str = PARIS) -> Side:
    return Side(slots=slots, zone=zone, hours=OFFICE)


def _window(**told: object) -> Window:
    usual: dict[str, object] = {"earliest": utc(2026, 3, 9, 0), "latest": utc(2026, 9, 9), "minutes": 60}
    return Window(**{**usual, **told})  # type: ignore[arg-type]  # spelled above


def test_the_first_two_meetings_are_a_week_apart_at_work_and_in_nobodys_other_session() -> None:
    tuesday = Slot(1, 12 * 60, 13 * 60)
    sides = (_side(tuesday, Slot(0, 6 * 60, 7 * 60)), _side(tuesday, Slot(0, 6 * 60, 7 * 60)))

    assert first_meetings(sides, _window()) == (utc(2026, 3, 10, 11), utc(2026, 3, 17, 11))
    taken = [(utc(2026, 3, 10, 10, 30), utc(2026, 3, 10, 11, 30))]
    assert first_meetings(sides, _window(taken=taken))[0] == utc(2026, 3, 17, 11)
    assert first_meetings(sides, _window(latest=utc(2026, 3, 12))) == (utc(2026, 3, 10, 11),)


def test_meetings_keep_their_hour_when_clocks_change_and_follow_both_zones() -> None:
    lunch = Slot(2, 12 * 60, 13 * 60)
    same = first_meetings((_side(lunch), _side(lunch)), _window(earliest=utc(2026, 3, 25)))
    assert same == (utc(2026, 3, 25, 11), utc(2026, 4, 1, 10))

    far = (_side(Slot(2, 17 * 60, 18 * 60)), _side(Slot(2, 12 * 60, 13 * 60), zone="America/New_York"))
    assert first_meetings(far, _window(earliest=utc(2026, 3, 9)))[0] == utc(2026, 3, 11, 16)


def test_small_groups_are_merged_so_that_none_is_left_over() -> None:
    assert merge_small({"slot": 30, "skill": 12, "other": 3}, least=10, into="other") == {"slot": 30, "other": 15}
    assert merge_small({"slot": 6, "skill": 5}, least=10, into="other") == {"other": 11}
    assert merge_small({"slot": 4}, least=10, into="other") == {}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 25)))
def test_no_group_that_is_told_is_small(counts: dict[str, int]) -> None:
    told = merge_small(counts, least=10, into="f")

    assert all(number >= 10 for number in told.values())
    assert sum(told.values()) in (0, sum(counts.values()))


def test_starts_become_spells_on_the_clock_of_the_reader() -> None:
    week = {"week_on": date(2026, 3, 2), "minutes": 60}
    starts = [8 * 60, 8 * 60 + 30, 9 * 60, 24 * 60 + 11 * 60]

    here = lay_out(starts, PARIS, **week)  # type: ignore[arg-type]  # spelled above
    assert [(row.start, row.end, set(row.days)) for row in here.rows] == [(540, 660, {0}), (720, 780, {1})]
    there = lay_out(starts[:1], "Asia/Tokyo", **week)  # type: ignore[arg-type]  # spelled above
    assert [(row.start, row.end) for row in there.rows] == [(17 * 60, 18 * 60)]

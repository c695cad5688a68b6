"""The pure parts: daily cycles and deadlines, levels of responsibility, first meetings, merged groups, and a week on somebody's clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.hours import ALWAYS, parse_working_hours
from app.kernel.workplace import PlaceOfWork
from mentoring.matching.values import Slot
from mentoring.pairs.slots import WeeklySlots, list_shared_starts
from mentoring.proposals.meetings import MeetingWindow, ParticipantAvailability, choose_first_meeting_starts
from mentoring.proposals.responsibility import compute_responsibility_levels
from mentoring.proposals.timetable import build_dated_timetables, build_weekly_timetable
from mentoring.rounds.daily_cycle import compute_answer_deadline, compute_last_cycle_time, compute_next_cycle_time

OFFICE = parse_working_hours("mon-fri 07:00-20:00")
NIGHTS = parse_working_hours("mon-fri 22:00-06:00")
PARIS = "Europe/Paris"
OFFICE_IN_PARIS = PlaceOfWork(zone=PARIS, hours=OFFICE, holidays="FR")


def make_utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # the parts are those of a moment


def test_daily_cycles_are_at_ten_on_working_days_whatever_clocks_do() -> None:
    friday_evening, monday_noon = make_utc(2026, 3, 27, 18), make_utc(2026, 3, 30, 12)

    assert compute_last_cycle_time(friday_evening, OFFICE_IN_PARIS) == make_utc(2026, 3, 27, 9)
    assert compute_next_cycle_time(friday_evening, OFFICE_IN_PARIS) == make_utc(2026, 3, 30, 8)
    assert compute_last_cycle_time(monday_noon, OFFICE_IN_PARIS) == make_utc(2026, 3, 30, 8)
    assert compute_last_cycle_time(make_utc(2026, 3, 30, 8), OFFICE_IN_PARIS) == make_utc(2026, 3, 30, 8)


def test_no_daily_cycle_is_on_a_public_holiday_of_the_site() -> None:
    easter_monday = make_utc(2026, 4, 6, 12)
    assert compute_last_cycle_time(easter_monday, OFFICE_IN_PARIS) == make_utc(2026, 4, 3, 8)
    assert compute_next_cycle_time(make_utc(2026, 4, 3, 9), OFFICE_IN_PARIS) == make_utc(2026, 4, 7, 8)
    assert compute_last_cycle_time(easter_monday, replace(OFFICE_IN_PARIS, holidays="none")) == make_utc(2026, 4, 6, 8)
    mondays = replace(OFFICE_IN_PARIS, hours=parse_working_hours("mon-mon 07:00-20:00"))
    assert compute_next_cycle_time(make_utc(2023, 12, 19), mondays) == make_utc(2024, 1, 8, 9)


def test_where_nobody_works_at_ten_the_daily_cycle_is_when_work_begins() -> None:
    assert compute_next_cycle_time(make_utc(2026, 3, 2, 12), replace(OFFICE_IN_PARIS, hours=NIGHTS)) == make_utc(
        2026, 3, 2, 21
    )


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.sampled_from([OFFICE, NIGHTS, ALWAYS]))  # noqa: DTZ001 - the zone is put on below
def test_a_moment_lies_between_two_daily_cycles(naive: datetime, hours: object) -> None:
    assert isinstance(hours, type(OFFICE))
    now = naive.replace(tzinfo=UTC)
    paris = replace(OFFICE_IN_PARIS, hours=hours)
    last, following = compute_last_cycle_time(now, paris), compute_next_cycle_time(now, paris)

    assert last <= now < following
    assert compute_next_cycle_time(last, paris) == following


def test_an_answer_is_due_at_the_end_of_the_fifth_working_day() -> None:
    paris = PlaceOfWork(zone=PARIS, hours=OFFICE, holidays="FR")
    new_york = PlaceOfWork(zone="America/New_York", hours=OFFICE, holidays="US")
    assert compute_answer_deadline(make_utc(2026, 3, 4, 9), paris) == make_utc(2026, 3, 11, 19)
    assert compute_answer_deadline(make_utc(2026, 3, 7, 9), new_york) == make_utc(2026, 3, 14, 0)
    assert compute_answer_deadline(make_utc(2026, 3, 2, 9), replace(paris, hours=ALWAYS)) == make_utc(2026, 3, 7, 23)


def test_a_public_holiday_of_the_site_is_no_working_day_to_answer() -> None:
    """Friday 1 May 2026 is one in France, and not in the United States."""
    asked_at = make_utc(2026, 4, 28, 9)
    paris = PlaceOfWork(zone=PARIS, hours=OFFICE, holidays="FR")
    assert compute_answer_deadline(asked_at, paris) == make_utc(2026, 5, 6, 18)
    assert compute_answer_deadline(asked_at, replace(paris, holidays="US")) == make_utc(2026, 5, 5, 18)


def test_responsibility_counts_levels_below_and_circles_stand_on_one() -> None:
    line = {1: None, 2: 1, 3: 2, 4: 2, 5: 1, 6: 99}
    assert compute_responsibility_levels(line) == {1: 2, 2: 1, 3: 0, 4: 0, 5: 0, 6: 0}
    circle = {1: 2, 2: 3, 3: 1, 4: 3, 5: 4}
    assert compute_responsibility_levels(circle) == {1: 2, 2: 2, 3: 2, 4: 1, 5: 0}


@given(st.lists(st.integers(0, 12), min_size=1, max_size=12))
def test_nobody_carries_less_than_whoever_reports_to_them(chosen: list[int]) -> None:
    line = {person_id: manager if manager != person_id else None for person_id, manager in enumerate(chosen)}
    levels = compute_responsibility_levels(line)

    assert levels.keys() == line.keys()
    for person_id, manager in line.items():
        if manager in line:
            assert levels[manager] >= max(1, levels[person_id])


def make_side(*slots: Slot, zone: str = PARIS) -> ParticipantAvailability:
    return ParticipantAvailability(slots=slots, workplace=PlaceOfWork(zone=zone, hours=OFFICE, holidays="FR"))


def make_window(**merged: object) -> MeetingWindow:
    usual: dict[str, object] = {"earliest": make_utc(2026, 3, 9, 0), "latest": make_utc(2026, 9, 9), "minutes": 60}
    return MeetingWindow(**{**usual, **merged})  # type: ignore[arg-type]  # spelled above


def test_the_first_two_meetings_are_a_week_apart_at_work_and_in_nobodys_other_session() -> None:
    tuesday = Slot(1, 12 * 60, 13 * 60)
    sides = (make_side(tuesday, Slot(0, 6 * 60, 7 * 60)), make_side(tuesday, Slot(0, 6 * 60, 7 * 60)))

    assert choose_first_meeting_starts(sides, make_window()) == (make_utc(2026, 3, 10, 11), make_utc(2026, 3, 17, 11))
    taken = [(make_utc(2026, 3, 10, 10, 30), make_utc(2026, 3, 10, 11, 30))]
    assert choose_first_meeting_starts(sides, make_window(taken=taken))[0] == make_utc(2026, 3, 17, 11)
    assert choose_first_meeting_starts(sides, make_window(latest=make_utc(2026, 3, 12))) == (make_utc(2026, 3, 10, 11),)


def test_no_first_meeting_falls_on_a_public_holiday_of_either_site() -> None:
    """Tuesday 14 July 2026 is one in France, Tuesday 21 July in Belgium."""
    tuesday, from_monday = Slot(1, 12 * 60, 13 * 60), make_window(earliest=make_utc(2026, 7, 13))
    brussels = ParticipantAvailability(
        slots=[tuesday], workplace=PlaceOfWork(zone="Europe/Brussels", hours=OFFICE, holidays="BE")
    )
    assert choose_first_meeting_starts((make_side(tuesday), brussels), from_monday) == (
        make_utc(2026, 7, 28, 10),
        make_utc(2026, 8, 4, 10),
    )


def test_no_meeting_is_on_a_day_on_which_one_of_them_is_away() -> None:
    tuesday = Slot(1, 12 * 60, 13 * 60)
    away = replace(make_side(tuesday), away=((date(2026, 3, 7), date(2026, 3, 10)),))
    for sides in ((away, make_side(tuesday)), (make_side(tuesday), away)):
        assert choose_first_meeting_starts(sides, make_window())[0] == make_utc(2026, 3, 17, 11)
    weekly = WeeklySlots((tuesday,), PARIS), WeeklySlots((tuesday,), PARIS, tuple(away.away))
    for both in (weekly, weekly[::-1]):
        starts = list_shared_starts(both, timedelta(hours=1), after=make_utc(2026, 3, 9), busy=[])
        assert starts[0] == make_utc(2026, 3, 17, 11)


def test_meetings_keep_their_hour_when_clocks_change_and_follow_both_zones() -> None:
    lunch = Slot(2, 12 * 60, 13 * 60)
    same = choose_first_meeting_starts(
        (make_side(lunch), make_side(lunch)), make_window(earliest=make_utc(2026, 3, 25))
    )
    assert same == (make_utc(2026, 3, 25, 11), make_utc(2026, 4, 1, 10))

    far = (make_side(Slot(2, 17 * 60, 18 * 60)), make_side(Slot(2, 12 * 60, 13 * 60), zone="America/New_York"))
    assert choose_first_meeting_starts(far, make_window(earliest=make_utc(2026, 3, 9)))[0] == make_utc(2026, 3, 11, 16)


def test_starts_become_spells_on_the_clock_of_the_reader() -> None:
    week = {"week_on": date(2026, 3, 2), "minutes": 60}
    starts = [8 * 60, 8 * 60 + 30, 9 * 60, 24 * 60 + 11 * 60]

    here = build_weekly_timetable(starts, PARIS, **week)  # type: ignore[arg-type]  # spelled above
    assert [(row.start, row.end, set(row.days)) for row in here.rows] == [(540, 660, {0}), (720, 780, {1})]
    there = build_weekly_timetable(starts[:1], "Asia/Tokyo", **week)  # type: ignore[arg-type]  # spelled above
    assert [(row.start, row.end) for row in there.rows] == [(17 * 60, 18 * 60)]


def test_slots_are_shown_from_today_on_once_for_each_time_between_changes_of_the_clocks() -> None:
    def period(first: date, last: date, week: date, starts: list[int]) -> dict[str, object]:
        return {"first_on": f"{first}", "last_on": f"{last}", "week_on": f"{week}", "starts": starts}

    winter, summer = date(2026, 3, 2), date(2026, 3, 30)
    spells = [
        period(winter, date(2026, 3, 29), winter, [7 * 60, 8 * 60]),
        period(summer, date(2026, 10, 25), summer, [7 * 60]),
    ]
    shown = build_dated_timetables(
        {"periods": spells, "minutes": 60}, PARIS, today=date(2026, 3, 10), ends_on=date(2026, 10, 20)
    )
    assert [(dated.first_on, dated.last_on) for dated in shown] == [
        (date(2026, 3, 10), date(2026, 3, 29)),
        (summer, date(2026, 10, 20)),
    ]
    same = [spells[0], period(summer, date(2026, 10, 25), winter, [7 * 60, 8 * 60])]
    (whole,) = build_dated_timetables({"periods": same, "minutes": 60}, PARIS, today=winter, ends_on=date(2026, 12, 31))
    assert (whole.first_on, whole.last_on) == (winter, date(2026, 10, 25))
    (late,) = build_dated_timetables(
        {"periods": spells, "minutes": 60}, PARIS, today=date(2026, 4, 1), ends_on=date(2026, 12, 31)
    )
    assert late.first_on == date(2026, 4, 1)

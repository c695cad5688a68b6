"""Reads the terms of a contest from its form: always terms, and every fault at its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

from app.kernel.messages import ErrorMessage
from missions.contests.checks import list_term_faults
from missions.contests.mode import ContestMode, contest_modes
from missions.contests.source import LIKES
from missions.contests.terms import (
    Apportionment,
    Calendar,
    ContestTerms,
    DrawTerms,
    GroupSort,
    PrizeClass,
    PrizeTerms,
    Receiver,
    ScoringLine,
)
from missions.contests.writing.fields import (
    NO_DAY,
    NO_NUMBER,
    NO_PLACE,
    NO_TIME,
    NO_ZONE,
    ContestFormContext,
    FormReader,
    find_field_of_pointer,
)
from missions.contests.writing.form import ContestForm, parse_day, parse_time

ROLES = ("ambassador", "animator", "hr", "representative", "it")
PERIODS = ("day", "week", "month")
DEFAULT_MODE = "collective"
DEFAULT_ZONE = "Europe/Paris"

LIKES_ALONE = ErrorMessage(
    "Likes alone qualify nobody: add something that helps a colleague.",
    french="Les mentions « J’aime » ne suffisent pas : ajoutez une action qui aide un collègue.",
)
NO_SUCH_HOUR = ErrorMessage(
    "The clocks change then: this time does not exist on that day.",
    french="L’heure change à ce moment : cette heure n’existe pas ce jour-là.",
)
HOUR_TWICE = ErrorMessage(
    "The clocks change then: this time comes twice on that day. Choose another.",
    french="L’heure change à ce moment : cette heure revient deux fois ce jour-là. Choisissez-en une autre.",
)
NO_TITLE = ErrorMessage("Say what it is.", french="Dites ce que c’est.")


MAX_SPAN = 366


@dataclass(frozen=True)
class WrittenTerms:
    """The terms that a form says, with something in the place of what cannot be read, and its faults by field."""

    terms: ContestTerms
    faults: Mapping[str, str]


def read_terms(form: ContestForm, context: ContestFormContext) -> WrittenTerms:
    """The terms of a form and its faults; any answers give terms, and no answer makes it fail."""
    reader = FormReader(form, context)
    terms = _read_every_part(reader)
    for fault in list_term_faults(terms, now=context.now):
        reader.note_fault(find_field_of_pointer(fault.pointer), fault.detail)
    if terms.scoring and {line.source for line in terms.scoring} <= LIKES:
        reader.note_fault("source.0", LIKES_ALONE)
    return WrittenTerms(terms, {field: str(fault) for field, fault in reader.faults.items()})


def _read_every_part(reader: FormReader) -> ContestTerms:
    mode = contest_modes()[reader.read_choice("mode", (DEFAULT_MODE, *contest_modes()))]
    prizes = tuple(_iterate_prizes(reader, mode))
    budget = reader.read_cents("budget", reader.form["budget"])
    return ContestTerms(
        title=reader.read_words(_get_field(reader, "title_fr"), _get_field(reader, "title_en")),
        objective=reader.read_words(_get_field(reader, "objective_fr"), _get_field(reader, "objective_en")),
        organiser=reader.read_text(*_get_field(reader, "organiser")),
        sponsor=reader.read_text(*_get_field(reader, "sponsor")),
        audience=_read_audience(reader),
        excluded_ids=reader.read_people("excluded"),
        jury_ids=reader.read_people("jury") if mode.has_jury else (),
        mode=mode.name,
        group_sort=GroupSort(reader.read_choice("group_sort", tuple(_SORTS))) if mode.is_won_by_groups else None,
        communities=tuple(_read_chosen(reader, "communities", reader.context.communities)),
        goal=_read_goal(reader, mode),
        scoring=() if mode.has_jury else tuple(iterate_scoring(reader)),
        score_cap=reader.read_number("score_cap"),
        draw=_read_draw(reader) if mode.needs_draw else DrawTerms(),
        prizes=prizes,
        budget_cents=budget or sum(prize.stock * prize.value_cents for prize in prizes),
        alternates=reader.read_number("alternates", otherwise=3) or 0,
        calendar=_read_calendar(reader),
    )


_SORTS = (GroupSort.REGION.value, GroupSort.SITE.value, GroupSort.UNIT.value, GroupSort.COMMUNITY.value)


def _get_field(reader: FormReader, name: str) -> tuple[str, str]:
    return name, reader.form[name]


def _read_goal(reader: FormReader, mode: ContestMode) -> int | None:
    goal = reader.read_number("goal")
    return (goal or (None if mode.needs_draw else 0)) if mode.needs_goal or mode.needs_draw else None


def _read_audience(reader: FormReader) -> dict[str, object]:
    audience: dict[str, object] = {
        field: _read_chosen(reader, field, reader.context.place_names.get(field, {}))
        for field in ("regions", "sites", "units")
    }
    audience["roles"] = _read_chosen(reader, "roles", ROLES)
    audience["languages"] = _read_chosen(reader, "languages", ("fr", "en"))
    for field in ("arrived_from", "arrived_until"):
        day = parse_day(reader.form[field])
        reader.note_fault(field, NO_DAY if reader.form[field] and day is None else None)
        audience[field] = day.isoformat() if day else None
    return {field: value for field, value in audience.items() if value}


def _read_chosen(reader: FormReader, field: str, choices: Sequence[str] | Mapping[str, str]) -> list[str]:
    """The chosen values; a place may also be typed by its name."""
    by_name = {name.casefold(): slug for slug, name in choices.items()} if isinstance(choices, Mapping) else {}
    values = [by_name.get(value.casefold(), value) for value in reader.form.list_values(field)]
    reader.note_fault(field, None if all(value in choices for value in values) else NO_PLACE)
    return sorted({value for value in values if value in choices})


def iterate_scoring(reader: FormReader) -> Iterator[ScoringLine]:
    """What scores, a line for each row that names something."""
    for number, row in enumerate(reader.form.scoring_rows):
        source = reader.read_choice(f"source.{number}", tuple(reader.context.source_labels), row["source"])
        is_rule = source.startswith("points:")
        amount = reader.read_number(f"amount.{number}", row["amount"], otherwise=None if is_rule else 1)
        cap = reader.read_number(f"cap.{number}", row["cap"])
        period = reader.read_choice(f"period.{number}", ("week", *PERIODS), row["period"])
        yield ScoringLine(source=source, amount=amount, cap=cap, cap_period=period if cap is not None else None)


def _iterate_prizes(reader: FormReader, mode: ContestMode) -> Iterator[PrizeTerms]:
    for number, row in enumerate(reader.form.prize_rows):
        yield read_prize(reader, number, row, mode)


def read_prize(reader: FormReader, number: int, row: Mapping[str, str], mode: ContestMode) -> PrizeTerms:
    """The prize of that row, one copy of it unless the row says more; its key is its number."""
    usual = min(mode.receivers, key=list(Receiver).index)
    french, english = ((f"{name}.{number}", row[name]) for name in ("prize_title_fr", "prize_title_en"))
    title = reader.read_words(french, english)
    if not title["fr"]:
        reader.note_fault(f"prize_title_fr.{number}", NO_TITLE)
    receiver = reader.read_choice(f"prize_receiver.{number}", ("", *Receiver), row["prize_receiver"])
    prize_class = reader.read_choice(f"prize_class.{number}", tuple(PrizeClass), row["prize_class"])
    return PrizeTerms(
        key=f"prize-{number + 1}",
        title=title,
        receiver=Receiver(receiver) if receiver else usual,
        stock=reader.read_number(f"prize_stock.{number}", row["prize_stock"], otherwise=1) or 0,
        value_cents=reader.read_cents(f"prize_value.{number}", row["prize_value"]),
        prize_class=PrizeClass(prize_class),
        may_be_given_away=row["prize_gift"] != "no",
    )


def _read_draw(reader: FormReader) -> DrawTerms:
    shared_by = reader.read_choice("shared_by", ("", *_SORTS[:3]))
    method = reader.read_choice("apportionment", tuple(Apportionment))
    return DrawTerms(
        max_tickets=reader.read_number("max_tickets", otherwise=1) or 0,
        shared_by=GroupSort(shared_by) if shared_by else None,
        apportionment=Apportionment(method),
        beacon_round=reader.read_number("beacon_round"),
    )


def _read_calendar(reader: FormReader) -> Calendar:
    zone = reader.form["zone"] or DEFAULT_ZONE
    if zone not in available_timezones():
        reader.note_fault("zone", NO_ZONE)
        zone = DEFAULT_ZONE
    return Calendar(
        zone=zone,
        opens_at=read_moment(reader, "opens", zone),
        closes_at=read_moment(reader, "closes", zone),
        grace_hours=read_days(reader, "grace_hours", 24),
        objection_days=read_days(reader, "objection_days", 7),
        claim_days=read_days(reader, "claim_days", 30),
    )


def read_days(reader: FormReader, field: str, otherwise: int) -> int:
    """A number of days or hours, a year of them at most; `otherwise` for an empty field."""
    number = reader.read_number(field, otherwise=otherwise)
    if number is not None and number > MAX_SPAN:
        reader.note_fault(field, NO_NUMBER)
    return min(number or 0, MAX_SPAN)


def read_moment(reader: FormReader, name: str, zone: str) -> datetime:
    """The moment of a day and an hour on the clock of the zone; a fault where that hour comes never or twice."""
    day, hour = parse_day(reader.form[f"{name}_on"]), parse_time(reader.form[f"{name}_time"])
    reader.note_fault(f"{name}_on", NO_DAY if day is None or not 2000 < day.year < 2200 else None)
    reader.note_fault(f"{name}_time", NO_TIME if hour is None else None)
    if day is None or hour is None or not 2000 < day.year < 2200:
        return reader.context.now
    first = datetime.combine(day, hour, ZoneInfo(zone))
    moment = first.astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != first.replace(tzinfo=None):
        reader.note_fault(f"{name}_time", NO_SUCH_HOUR)
    elif first.utcoffset() != first.replace(fold=1).utcoffset():
        reader.note_fault(f"{name}_time", HOUR_TWICE)
    return moment

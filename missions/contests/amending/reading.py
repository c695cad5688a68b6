"""Reads the terms of an amendment from its form: what the form does not ask stays as it is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from missions.contests.amending.form import write_form
from missions.contests.life.shift import fit_beacon_round
from missions.contests.mode import contest_modes
from missions.contests.terms import Calendar, ContestTerms, PrizeTerms
from missions.contests.writing.fields import FormReader
from missions.contests.writing.form import MAX_ROWS, ContestForm
from missions.contests.writing.reading import iterate_scoring, read_days, read_moment, read_prize
from missions.contests.writing.steps import PRIZE_ROW


def read_amended_terms(reader: FormReader, old: ContestTerms, *, is_open: bool) -> ContestTerms:
    """The terms that the form says; the reader notes what cannot be read. Rules of play are read before the opening alone."""
    added = reader.read_people("excluded")
    amended = replace(
        old,
        title=reader.read_words(*_get_words(reader, "title")),
        objective=reader.read_words(*_get_words(reader, "objective")),
        organiser=reader.read_text("organiser", reader.form["organiser"]),
        sponsor=reader.read_text("sponsor", reader.form["sponsor"]),
        excluded_ids=tuple(dict.fromkeys((*old.excluded_ids, *added))),
        jury_ids=_read_jury(reader, old),
        prizes=(*_iterate_amended_prizes(reader, old), *_iterate_new_prizes(reader, old)),
        budget_cents=reader.read_cents("budget", reader.form["budget"]),
        alternates=reader.read_number("alternates", otherwise=old.alternates) or 0,
        calendar=_read_calendar(reader, old.calendar, write_form(old), is_open=is_open),
    )
    return fit_beacon_round(amended if is_open else _read_rules(reader, amended))


def _get_words(reader: FormReader, name: str) -> tuple[tuple[str, str], tuple[str, str]]:
    french, english = (f"{name}_fr", f"{name}_en")
    return (french, reader.form[french]), (english, reader.form[english])


def _read_jury(reader: FormReader, old: ContestTerms) -> tuple[int, ...]:
    if not contest_modes()[old.mode].has_jury:
        return old.jury_ids
    return tuple(dict.fromkeys((*old.jury_ids, *reader.read_people("jury"))))


def _iterate_amended_prizes(reader: FormReader, old: ContestTerms) -> Iterator[PrizeTerms]:
    for number, prize in enumerate(old.prizes):
        row = _read_row(reader, number, old)
        gift = prize.may_be_given_away or row.may_be_given_away
        yield replace(prize, title=row.title, stock=row.stock, value_cents=row.value_cents, may_be_given_away=gift)


def _iterate_new_prizes(reader: FormReader, old: ContestTerms) -> Iterator[PrizeTerms]:
    keys = {prize.key for prize in old.prizes}
    for number in list_new_prize_numbers(reader.form, old):
        key = next(key for key in (f"prize-{n}" for n in range(number + 1, number + 2 + len(keys))) if key not in keys)
        keys.add(key)
        yield replace(_read_row(reader, number, old), key=key)


def _read_row(reader: FormReader, number: int, old: ContestTerms) -> PrizeTerms:
    return read_prize(reader, number, read_prize_row(reader.form, number), contest_modes()[old.mode])


def read_prize_row(form: ContestForm, number: int) -> dict[str, str]:
    """The fields of that prize's row as they are typed."""
    return {name: form[f"{name}.{number}"] for name in PRIZE_ROW}


def list_new_prize_numbers(form: ContestForm, old: ContestTerms) -> list[int]:
    """The numbers of the rows that add a prize: those in which something is said of it."""
    numbers = range(len(old.prizes), MAX_ROWS)
    needed = ("prize_title_fr", "prize_title_en", "prize_value")
    return [number for number in numbers if any(form[f"{name}.{number}"] for name in needed)]


def _read_calendar(reader: FormReader, old: Calendar, today: ContestForm, *, is_open: bool) -> Calendar:
    return replace(
        old,
        opens_at=old.opens_at if is_open else _read_moment(reader, "opens", old, today),
        closes_at=_read_moment(reader, "closes", old, today),
        grace_hours=read_days(reader, "grace_hours", old.grace_hours),
        objection_days=read_days(reader, "objection_days", old.objection_days),
        claim_days=read_days(reader, "claim_days", old.claim_days),
    )


def _read_moment(reader: FormReader, name: str, old: Calendar, today: ContestForm) -> datetime:
    """A moment that is left alone stays exact: a crisis may have moved it by seconds, and its hour may come twice that day."""
    fields = (f"{name}_on", f"{name}_time")
    if all(reader.form[field] == today[field] for field in fields):
        return old.opens_at if name == "opens" else old.closes_at
    return read_moment(reader, name, old.zone)


def _read_rules(reader: FormReader, old: ContestTerms) -> ContestTerms:
    mode = contest_modes()[old.mode]
    scoring = old.scoring if mode.has_jury else tuple(iterate_scoring(reader))
    goal = reader.read_number("goal", otherwise=old.goal) if mode.needs_goal or mode.needs_draw else old.goal
    tickets = reader.read_number("max_tickets", otherwise=1) or 0 if mode.needs_draw else old.draw.max_tickets
    score_cap = old.score_cap if mode.has_jury else reader.read_number("score_cap")
    return replace(old, scoring=scoring, goal=goal, score_cap=score_cap, draw=replace(old.draw, max_tickets=tickets))

"""The answers of an amendment: those that the terms give today, and those of somebody who began from an older version."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from missions.contests.terms import ContestTerms
from missions.contests.writing.form import ContestForm

Answers = Mapping[str, Sequence[str]]

_PRIZE = re.compile(r"(?P<field>prize_[a-z_]+)\.(?P<number>\d{1,3})")
_DAYS = ("grace_hours", "objection_days", "claim_days")


def write_form(terms: ContestTerms) -> ContestForm:
    """The form in which nothing is changed: what these terms say in each field that an amendment may change."""
    title, objective, calendar = terms.title, terms.objective, terms.calendar
    texts = {
        **{f"title_{language}": title.get(language, "") for language in ("fr", "en")},
        **{f"objective_{language}": objective.get(language, "") for language in ("fr", "en")},
        "organiser": terms.organiser,
        "sponsor": terms.sponsor,
        "goal": _write_number(terms.goal),
        "score_cap": _write_number(terms.score_cap),
        "max_tickets": str(terms.draw.max_tickets),
        "budget": write_cents(terms.budget_cents),
        "alternates": str(terms.alternates),
        **{name: str(getattr(calendar, name)) for name in _DAYS},
        **_write_moment("opens", calendar.opens_at, calendar.zone),
        **_write_moment("closes", calendar.closes_at, calendar.zone),
        **_write_scoring(terms),
        **_write_prizes(terms),
    }
    return ContestForm({name: [text] for name, text in texts.items()})


def merge_answers(typed: ContestForm, *, base: ContestTerms, current: ContestTerms) -> ContestForm:
    """What somebody typed who began from `base`: fields that they left alone say what is `current`, new prizes come last."""
    before, today = write_form(base).answers, write_form(current).answers
    more = len(current.prizes) - len(base.prizes)
    changed = {name: values for name, values in typed.answers.items() if values != before.get(name)}
    moved = {_move_new_prize(name, len(base.prizes), more): values for name, values in changed.items()}
    return ContestForm({**today, **moved})


def _move_new_prize(name: str, count: int, more: int) -> str:
    parsed = _PRIZE.fullmatch(name)
    is_new = parsed is not None and int(parsed["number"]) >= count
    return f"{parsed['field']}.{int(parsed['number']) + more}" if parsed and is_new else name


def write_cents(cents: int) -> str:
    """An amount as people type it: "250", or "12,50" where there are cents."""
    return str(cents // 100) if cents % 100 == 0 else f"{cents // 100},{cents % 100:02}"


def _write_number(number: int | None) -> str:
    return "" if number is None else str(number)


def _write_moment(name: str, moment: datetime, zone: str) -> dict[str, str]:
    local = moment.astimezone(ZoneInfo(zone))
    return {f"{name}_on": local.date().isoformat(), f"{name}_time": f"{local:%H:%M}"}


def _write_scoring(terms: ContestTerms) -> dict[str, str]:
    return {
        f"{name}.{number}": text
        for number, line in enumerate(terms.scoring)
        for name, text in (
            ("source", line.source),
            ("amount", _write_number(line.amount)),
            ("cap", _write_number(line.cap)),
            ("period", line.cap_period or "week"),
        )
    }


def _write_prizes(terms: ContestTerms) -> dict[str, str]:
    return {
        f"prize_{name}.{number}": text
        for number, prize in enumerate(terms.prizes)
        for name, text in (
            ("title_fr", prize.title.get("fr", "")),
            ("title_en", prize.title.get("en", "")),
            ("stock", str(prize.stock)),
            ("value", write_cents(prize.value_cents)),
            ("gift", "yes" if prize.may_be_given_away else "no"),
        )
    }

"""What a new contest begins with: a starting point that HR chooses, safe defaults for the rest, or an earlier contest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.people.form_drafts.steps import Answers
from missions.contests.terms import Words
from missions.contests.writing.form import parse_day

Typed = Mapping[str, str]
USEFUL: Typed = {"source.0": "answer.accepted:counterpart", "amount.0": "1", "cap.0": "5", "period.0": "week"}


@dataclass(frozen=True)
class StartingPoint:
    """A way to begin: what it is, what it leads to, and the answers that it fills in."""

    label: Words
    consequence: Words
    answers: Typed


STARTING_POINTS: Mapping[str, StartingPoint] = {
    "together": StartingPoint(
        {"fr": "S’entraider, région par région", "en": "Help each other, region by region"},
        {
            "fr": "Un lot partagé dans chaque région qui atteint son objectif. Personne n’est classé.",
            "en": "A shared prize in each region that reaches its goal. Nobody is ranked.",
        },
        {"mode": "collective", "group_sort": "region", "goal": "1", **USEFUL},
    ),
    "draw": StartingPoint(
        {"fr": "Faire les premiers pas, avec un tirage au sort", "en": "Take the first steps, with a draw"},
        {
            "fr": "Une action suffit pour avoir un billet. Les lots sont répartis entre les régions, et chacun peut refaire le tirage.",
            "en": "One act is enough for a ticket. The prizes are shared out among regions, and anyone can repeat the draw.",
        },
        {
            "mode": "draw",
            "goal": "1",
            "max_tickets": "1",
            "shared_by": "region",
            "source.0": "post.created",
            "amount.0": "1",
            "source.1": "answer.created",
            "amount.1": "1",
            "prize_class.0": "chance",
        },
    ),
    "ideas": StartingPoint(
        {"fr": "Recueillir les bonnes idées du terrain", "en": "Collect good ideas from the field"},
        {
            "fr": "Des fiches courtes, notées par un jury que vous désignez.",
            "en": "Short cards, marked by a jury that you name.",
        },
        {"mode": "ideas"},
    ),
    "ranking": StartingPoint(
        {"fr": "Un mois de réponses utiles, avec un classement", "en": "A month of useful answers, with a ranking"},
        {
            "fr": "Pour un concours court entre volontaires : les trois premières places sont récompensées, les autres décrochent souvent en route.",
            "en": "For a short contest among volunteers: the first three places win, and the others often give up on the way.",
        },
        {"mode": "ranking", **USEFUL},
    ),
}
"""By name; the first is the safe default."""


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What is known of a new contest before the first question: its title, who begins it, today and where, and the number of regions."""

    title: str
    organiser: str
    author_email: str
    today: date
    zone: str
    regions: int


def build_first_answers(point: StartingPoint, beginning: Beginning) -> dict[str, object]:
    """The answers of a new contest: all but its objective and its prize."""
    opens_on = _find_monday_after(beginning.today + timedelta(days=7))
    typed = {
        "title_fr": beginning.title,
        "organiser": beginning.organiser,
        "sponsor": beginning.organiser,
        "excluded": beginning.author_email,
        "prize_stock.0": str(max(beginning.regions, 1)) if point.answers["mode"] == "collective" else "3",
        "zone": beginning.zone,
        "opens_on": opens_on.isoformat(),
        "opens_time": "09:00",
        "closes_on": (opens_on + timedelta(days=25)).isoformat(),
        "closes_time": "18:00",
        "grace_hours": "24",
        "objection_days": "7",
        "claim_days": "30",
        "alternates": "3",
        **point.answers,
    }
    return {name: [text] for name, text in typed.items()}


def copy_answers(answers: Answers, beginning: Beginning) -> dict[str, object]:
    """The answers of an earlier contest, a year or more later on the same days of the week; the beacon's round is not copied."""
    first = parse_day(_read_first(answers, "opens_on"))
    days = 0
    while first is not None and first + timedelta(days=days) <= beginning.today:
        days += 364
    moved = {name: [_move_day(_read_first(answers, name), days)] for name in ("opens_on", "closes_on")}
    kept = {name: values for name, values in answers.items() if name != "beacon_round"}
    return {**kept, **moved, "title_fr": [beginning.title], "title_en": [""]}


def _move_day(text: str, days: int) -> str:
    day = parse_day(text)
    return text if day is None else (day + timedelta(days=days)).isoformat()


def _read_first(answers: Answers, name: str) -> str:
    values = answers.get(name)
    return str(values[0]) if isinstance(values, list) and values else ""


def _find_monday_after(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7)

"""The terms of a volunteer, and the lists that they choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mentoring.matching.values import DateSpan, Slot


class VolunteerSide(StrEnum):
    """Seniors learn, juniors teach."""

    SENIOR = "senior"
    JUNIOR = "junior"


LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt")
CAPACITIES = (1, 2, 3)
DAYS = range(5)
"""Monday to Friday, counted from 0."""
HOURS = range(8, 19)
"""The hours at which a box of the week starts."""
LEVELS = range(6)
"""From 0, never tried, to 5, able to teach it."""

INTERESTS: Mapping[str, Mapping[str, str]] = {
    "cinema": {"fr": "Cinéma et séries", "en": "Cinema and series"},
    "cooking": {"fr": "Cuisine", "en": "Cooking"},
    "garden": {"fr": "Jardin et bricolage", "en": "Garden and do-it-yourself"},
    "games": {"fr": "Jeux", "en": "Games"},
    "languages": {"fr": "Langues et voyages", "en": "Languages and travel"},
    "music": {"fr": "Musique", "en": "Music"},
    "nature": {"fr": "Nature et environnement", "en": "Nature and environment"},
    "photo": {"fr": "Photo et dessin", "en": "Photography and drawing"},
    "reading": {"fr": "Lecture et histoire", "en": "Books and history"},
    "science": {"fr": "Sciences et techniques", "en": "Science and technology"},
    "sport": {"fr": "Sport", "en": "Sport"},
    "voluntary-work": {"fr": "Vie associative", "en": "Clubs and voluntary work"},
}


def list_form_slots_for_session(session_minutes: int) -> list[Slot]:
    """Every stretch of whole hours of the form, on one day, in which a session fits."""
    hours = -(-session_minutes // 60)
    starts = range(HOURS.start, HOURS.stop - hours + 1)
    return [Slot(day, start * 60, (start + hours) * 60) for day in DAYS for start in starts]


def decode_absences(stored: Sequence[Sequence[str]]) -> tuple[DateSpan, ...]:
    """The days away of a stored volunteer."""
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in stored)


@dataclass(frozen=True, kw_only=True)
class PresentAndWantedLevel:
    """The level of a skill that a person has, and the one that a senior wishes for."""

    level: int
    wanted: int | None = None


@dataclass(frozen=True, kw_only=True)
class VolunteerPreferences:
    """The wishes or the offer of a volunteer. `avoids` are lines as typed; `suggestion` is a skill that the list lacks."""

    side: VolunteerSide
    languages: tuple[str, ...]
    slots: tuple[tuple[int, int, int], ...]
    skills: Mapping[str, PresentAndWantedLevel]
    remote: bool = True
    away: tuple[DateSpan, ...] = ()
    interests: tuple[str, ...] = ()
    hopes: str = ""
    capacity: int = 1
    avoids: tuple[str, ...] = ()
    suggestion: str = field(default="")

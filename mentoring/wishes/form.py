"""The form of wishes: what was filled in, what it means, and which fields want another answer; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mentoring.volunteers.terms import CAPACITIES, INTERESTS, LANGUAGES, LEVELS, Level, Side, Terms
from mentoring.wishes.week import KNOWN, cells_of, stretches, written

MOST_HOPES, MOST_SUGGESTION, MOST_LINE, MOST_LINES = 300, 60, 120, 30
Posted = Mapping[str, Sequence[str]]


class Remark(StrEnum):
    """What is wrong with an answer."""

    CHOOSE = "choose"
    NO_WISH = "no-wish"
    NO_OFFER = "no-offer"
    NOT_HIGHER = "not-higher"
    NOT_LISTED = "not-listed"
    NO_SLOT = "no-slot"
    NO_LANGUAGE = "no-language"
    NO_HOPES = "no-hopes"
    LONG = "long"
    UNREADABLE = "unreadable"
    MANY = "many"


@dataclass(frozen=True, kw_only=True)
class Said:
    """The fields as they were filled in. `levels` and `wanted` are those of each skill, by its slug."""

    side: str
    levels: Mapping[str, str] = field(default_factory=dict)
    wanted: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    slots: frozenset[str] = frozenset()
    place: str = "remote"
    capacity: str = "1"
    hopes: str = ""
    interests: frozenset[str] = frozenset()
    avoids: str = ""
    suggestion: str = ""


def read_said(posted: Posted) -> Said:
    """What was filled in."""

    def text(name: str, otherwise: str = "") -> str:
        return next(iter(posted.get(name, ())), otherwise).replace("\r\n", "\n").strip()

    def by_skill(prefix: str) -> dict[str, str]:
        return {name.removeprefix(prefix): text(name) for name in posted if name.startswith(prefix) and text(name)}

    return Said(
        side=text("side"),
        levels=by_skill("level."),
        wanted=by_skill("wanted."),
        languages=tuple(posted.get("languages", ())),
        slots=frozenset(posted.get("slots", ())),
        place=text("place"),
        capacity=text("capacity", "1"),
        hopes=text("hopes"),
        interests=frozenset(posted.get("interests", ())),
        avoids=text("avoids"),
        suggestion=text("suggestion"),
    )


def said_of(terms: Terms) -> Said:
    """The fields as these terms would fill them in."""
    is_senior = terms.side is Side.SENIOR
    return Said(
        side=terms.side,
        levels={slug: str(one.level) for slug, one in terms.skills.items()},
        wanted={slug: str(one.wanted) for slug, one in terms.skills.items() if is_senior and one.wanted},
        languages=terms.languages,
        slots=frozenset(written(cell) for cell in cells_of(terms.slots)),
        place="remote" if terms.remote else "site",
        capacity=str(terms.capacity),
        hopes=terms.hopes,
        interests=frozenset(terms.interests),
        avoids="\n".join(terms.avoids),
    )


def remarks_of(said: Said, offered: Collection[str]) -> dict[str, Remark]:
    """The fields that want another answer, in the order of the page; `offered` are the skills that may be named."""
    found = {
        "side": None if said.side in list(Side) else Remark.CHOOSE,
        **_about_skills(said, offered),
        "languages": _among(said.languages, LANGUAGES) or (None if said.languages else Remark.NO_LANGUAGE),
        "slots": _among(said.slots, KNOWN) or (None if said.slots else Remark.NO_SLOT),
        "place": _among([said.place], ("remote", "site")),
        "capacity": _among([said.capacity], [str(number) for number in CAPACITIES]),
        "hopes": _about_text(said.hopes, MOST_HOPES) or (None if said.hopes else Remark.NO_HOPES),
        "interests": _among(said.interests, INTERESTS),
        "avoids": _about_lines(said.avoids),
        "suggestion": _about_text(said.suggestion, MOST_SUGGESTION),
    }
    return {name: remark for name, remark in found.items() if remark is not None}


def terms_of(said: Said) -> Terms:
    """What it means, once there is no remark."""
    side = Side(said.side)
    slots = stretches(KNOWN[box] for box in said.slots)
    return Terms(
        side=side,
        languages=tuple(language for language in LANGUAGES if language in said.languages),
        slots=tuple((day, start, end) for day, start, end in slots),
        skills=_wishes(said) if side is Side.SENIOR else _offers(said),
        remote=said.place == "remote",
        interests=tuple(sorted(said.interests)),
        hopes=said.hopes,
        capacity=int(said.capacity) if side is Side.JUNIOR else 1,
        avoids=_lines(said.avoids),
        suggestion=" ".join(said.suggestion.split()),
    )


def _wishes(said: Said) -> dict[str, Level]:
    return {slug: Level(level=int(said.levels.get(slug, 0)), wanted=int(high)) for slug, high in said.wanted.items()}


def _offers(said: Said) -> dict[str, Level]:
    return {slug: Level(level=int(level)) for slug, level in said.levels.items() if level != "0"}


def _about_skills(said: Said, offered: Collection[str]) -> dict[str, Remark | None]:
    is_senior = said.side == Side.SENIOR
    named = said.wanted if is_senior else {slug: level for slug, level in said.levels.items() if level != "0"}
    nothing = Remark.NO_WISH if is_senior else Remark.NO_OFFER
    about = {f"skill.{slug}": _about_level(said, slug) for slug in named}
    return {"skills": _unknown(named, offered) or (None if named else nothing), **about}


def _unknown(named: Mapping[str, str], offered: Collection[str]) -> Remark | None:
    return None if set(named) <= set(offered) else Remark.NOT_LISTED


def _about_level(said: Said, slug: str) -> Remark | None:
    known = {str(level): level for level in LEVELS}
    has, wants = known.get(said.levels.get(slug, "0")), known.get(said.wanted.get(slug, "0"))
    if has is None or wants is None:
        return Remark.CHOOSE
    return Remark.NOT_HIGHER if said.side == Side.SENIOR and wants <= has else None


def _among(said: Collection[str], known: Collection[str]) -> Remark | None:
    return None if set(said) <= set(known) else Remark.CHOOSE


def _about_text(text: str, most: int) -> Remark | None:
    if any(not (sign.isprintable() or sign in "\n\u00a0\u202f\u2009") for sign in text):
        return Remark.UNREADABLE
    return Remark.LONG if len(text) > most else None


def _about_lines(text: str) -> Remark | None:
    lines = _lines(text)
    if len(lines) > MOST_LINES:
        return Remark.MANY
    return next((remark for line in lines if (remark := _about_text(line, MOST_LINE))), None)


def _lines(text: str) -> tuple[str, ...]:
    found = (" ".join(line.split()) for line in text.replace(";", "\n").splitlines())
    return tuple(dict.fromkeys(line for line in found if line))

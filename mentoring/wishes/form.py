"""The form of wishes: parses it, checks each field, and turns it into terms and back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mentoring.volunteers.terms import CAPACITIES, INTERESTS, LANGUAGES, LEVELS, Side, SkillLevel, VolunteerTerms
from mentoring.wishes.week import CELLS_BY_NAME, cell_name, cells_in_slots, slots_from_cells

MAX_HOPES, MAX_SUGGESTION, MAX_LINE, MAX_LINES = 300, 60, 120, 30
FormFields = Mapping[str, Sequence[str]]


class WishRemark(StrEnum):
    """A problem with a field."""

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
class WishForm:
    """The fields as typed. `levels` and `wanted` are by skill slug."""

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


def parse_form(posted: FormFields) -> WishForm:
    """Read the form from posted fields."""

    def read_text(name: str, otherwise: str = "") -> str:
        return next(iter(posted.get(name, ())), otherwise).replace("\r\n", "\n").strip()

    def by_skill(prefix: str) -> dict[str, str]:
        return {
            name.removeprefix(prefix): read_text(name) for name in posted if name.startswith(prefix) and read_text(name)
        }

    return WishForm(
        side=read_text("side"),
        levels=by_skill("level."),
        wanted=by_skill("wanted."),
        languages=tuple(posted.get("languages", ())),
        slots=frozenset(posted.get("slots", ())),
        place=read_text("place"),
        capacity=read_text("capacity", "1"),
        hopes=read_text("hopes"),
        interests=frozenset(posted.get("interests", ())),
        avoids=read_text("avoids"),
        suggestion=read_text("suggestion"),
    )


def form_from_terms(terms: VolunteerTerms) -> WishForm:
    """The form that stands for these terms."""
    is_senior = terms.side is Side.SENIOR
    return WishForm(
        side=terms.side,
        levels={slug: str(skill.level) for slug, skill in terms.skills.items()},
        wanted={slug: str(skill.wanted) for slug, skill in terms.skills.items() if is_senior and skill.wanted},
        languages=terms.languages,
        slots=frozenset(cell_name(cell) for cell in cells_in_slots(terms.slots)),
        place="remote" if terms.remote else "site",
        capacity=str(terms.capacity),
        hopes=terms.hopes,
        interests=frozenset(terms.interests),
        avoids="\n".join(terms.avoids),
    )


def list_remarks(form: WishForm, offered: Collection[str]) -> dict[str, WishRemark]:
    """The problem of each wrong field, in the order of the page; `offered` are the slugs that may be chosen."""
    remarks = {
        "side": None if form.side in list(Side) else WishRemark.CHOOSE,
        **_check_skills(form, offered),
        "languages": _check_choices(form.languages, LANGUAGES) or (None if form.languages else WishRemark.NO_LANGUAGE),
        "slots": _check_choices(form.slots, CELLS_BY_NAME) or (None if form.slots else WishRemark.NO_SLOT),
        "place": _check_choices([form.place], ("remote", "site")),
        "capacity": _check_choices([form.capacity], [str(number) for number in CAPACITIES]),
        "hopes": _check_text(form.hopes, MAX_HOPES) or (None if form.hopes else WishRemark.NO_HOPES),
        "interests": _check_choices(form.interests, INTERESTS),
        "avoids": _check_lines(form.avoids),
        "suggestion": _check_text(form.suggestion, MAX_SUGGESTION),
    }
    return {name: remark for name, remark in remarks.items() if remark is not None}


def terms_from_form(form: WishForm) -> VolunteerTerms:
    """The terms of a form without remarks."""
    side = Side(form.side)
    slots = slots_from_cells(CELLS_BY_NAME[box] for box in form.slots)
    return VolunteerTerms(
        side=side,
        languages=tuple(language for language in LANGUAGES if language in form.languages),
        slots=tuple((day, start, end) for day, start, end in slots),
        skills=_parse_wishes(form) if side is Side.SENIOR else _parse_offers(form),
        remote=form.place == "remote",
        interests=tuple(sorted(form.interests)),
        hopes=form.hopes,
        capacity=int(form.capacity) if side is Side.JUNIOR else 1,
        avoids=_split_lines(form.avoids),
        suggestion=" ".join(form.suggestion.split()),
    )


def _parse_wishes(form: WishForm) -> dict[str, SkillLevel]:
    return {
        slug: SkillLevel(level=int(form.levels.get(slug, 0)), wanted=int(high)) for slug, high in form.wanted.items()
    }


def _parse_offers(form: WishForm) -> dict[str, SkillLevel]:
    return {slug: SkillLevel(level=int(level)) for slug, level in form.levels.items() if level != "0"}


def _check_skills(form: WishForm, offered: Collection[str]) -> dict[str, WishRemark | None]:
    is_senior = form.side == Side.SENIOR
    named = form.wanted if is_senior else {slug: level for slug, level in form.levels.items() if level != "0"}
    nothing = WishRemark.NO_WISH if is_senior else WishRemark.NO_OFFER
    about = {f"skill.{slug}": _check_level(form, slug) for slug in named}
    return {"skills": _check_listed(named, offered) or (None if named else nothing), **about}


def _check_listed(named: Mapping[str, str], offered: Collection[str]) -> WishRemark | None:
    return None if set(named) <= set(offered) else WishRemark.NOT_LISTED


def _check_level(form: WishForm, slug: str) -> WishRemark | None:
    choices = {str(level): level for level in LEVELS}
    has, wants = choices.get(form.levels.get(slug, "0")), choices.get(form.wanted.get(slug, "0"))
    if has is None or wants is None:
        return WishRemark.CHOOSE
    return WishRemark.NOT_HIGHER if form.side == Side.SENIOR and wants <= has else None


def _check_choices(chosen: Collection[str], choices: Collection[str]) -> WishRemark | None:
    return None if set(chosen) <= set(choices) else WishRemark.CHOOSE


def _check_text(text: str, most: int) -> WishRemark | None:
    if any(not (sign.isprintable() or sign in "\n\u00a0\u202f\u2009") for sign in text):
        return WishRemark.UNREADABLE
    return WishRemark.LONG if len(text) > most else None


def _check_lines(text: str) -> WishRemark | None:
    lines = _split_lines(text)
    if len(lines) > MAX_LINES:
        return WishRemark.MANY
    return next((remark for line in lines if (remark := _check_text(line, MAX_LINE))), None)


def _split_lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in text.replace(";", "\n").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))

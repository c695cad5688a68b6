"""The form of wishes: parses it, checks each field, and turns it into terms and back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from mentoring.volunteers.preferences import (
    CAPACITIES,
    INTERESTS,
    LANGUAGES,
    LEVELS,
    PresentAndWantedLevel,
    VolunteerPreferences,
    VolunteerSide,
)
from mentoring.wishes.absences import (
    TypedAbsences,
    is_absence_list_valid,
    parse_absences,
    read_typed_absences,
    typed_from_absences,
)
from mentoring.wishes.week import CELLS_BY_FORM_VALUE, cells_in_slots, encode_cell, expand_half_day, slots_from_cells

MAX_HOPES, MAX_SUGGESTION, MAX_LINE, MAX_LINES = 300, 60, 120, 30
FormFields = Mapping[str, Sequence[str]]


class WishFieldRemark(StrEnum):
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
    MANY = "many"
    DAYS = "days"


@dataclass(frozen=True, kw_only=True)
class WishForm:
    """The fields as typed. `levels` and `wanted` are by skill slug."""

    side: str
    levels: Mapping[str, str] = field(default_factory=dict)
    wanted: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    slots: frozenset[str] = frozenset()
    away: TypedAbsences = ()
    place: str = "remote"
    capacity: str = "1"
    hopes: str = ""
    interests: frozenset[str] = frozenset()
    avoids: str = ""
    suggestion: str = ""


def parse_form(posted: FormFields) -> WishForm:
    """Read the form from posted fields."""

    def get_posted_text(name: str, otherwise: str = "") -> str:
        return next(iter(posted.get(name, ())), otherwise).replace("\r\n", "\n").strip()

    def get_posted_texts_by_skill(prefix: str) -> dict[str, str]:
        return {
            name.removeprefix(prefix): get_posted_text(name)
            for name in posted
            if name.startswith(prefix) and get_posted_text(name)
        }

    return WishForm(
        side=get_posted_text("side"),
        levels=get_posted_texts_by_skill("level."),
        wanted=get_posted_texts_by_skill("wanted."),
        languages=tuple(posted.get("languages", ())),
        slots=frozenset(posted.get("slots", ())).union(*map(expand_half_day, posted.get("half_days", ()))),
        away=read_typed_absences(posted),
        place=get_posted_text("place"),
        capacity=get_posted_text("capacity", "1"),
        hopes=get_posted_text("hopes"),
        interests=frozenset(posted.get("interests", ())),
        avoids=get_posted_text("avoids"),
        suggestion=get_posted_text("suggestion"),
    )


def encode_form(form: WishForm) -> dict[str, list[str]]:
    """The fields that `parse_form` reads as this form."""
    texts = ("side", "place", "capacity", "hopes", "avoids", "suggestion")
    return {
        **{name: [getattr(form, name)] for name in texts},
        **{f"level.{slug}": [level] for slug, level in form.levels.items()},
        **{f"wanted.{slug}": [level] for slug, level in form.wanted.items()},
        "languages": list(form.languages),
        "slots": sorted(form.slots),
        "away_from": [first for first, _ in form.away],
        "away_until": [last for _, last in form.away],
        "interests": sorted(form.interests),
    }


def form_from_preferences(terms: VolunteerPreferences) -> WishForm:
    """The form that stands for these terms."""
    is_senior = terms.side is VolunteerSide.SENIOR
    return WishForm(
        side=terms.side,
        levels={slug: str(skill.level) for slug, skill in terms.skills.items()},
        wanted={slug: str(skill.wanted) for slug, skill in terms.skills.items() if is_senior and skill.wanted},
        languages=terms.languages,
        slots=frozenset(encode_cell(cell) for cell in cells_in_slots(terms.slots)),
        away=typed_from_absences(terms.away),
        place="remote" if terms.remote else "site",
        capacity=str(terms.capacity),
        hopes=terms.hopes,
        interests=frozenset(terms.interests),
        avoids="\n".join(terms.avoids),
    )


def list_field_remarks(form: WishForm, offered: Collection[str]) -> dict[str, WishFieldRemark | ErrorMessage]:
    """The problem of each wrong field, in the order of the page; `offered` are the slugs that may be chosen."""
    remarks: dict[str, WishFieldRemark | ErrorMessage | None] = {
        "side": None if form.side in list(VolunteerSide) else WishFieldRemark.CHOOSE,
        **_list_skill_remarks(form, offered),
        "languages": _find_choice_remark(form.languages, LANGUAGES)
        or (None if form.languages else WishFieldRemark.NO_LANGUAGE),
        "slots": _find_choice_remark(form.slots, CELLS_BY_FORM_VALUE)
        or (None if form.slots else WishFieldRemark.NO_SLOT),
        "away": None if is_absence_list_valid(form.away) else WishFieldRemark.DAYS,
        "place": _find_choice_remark([form.place], ("remote", "site")),
        "capacity": _find_choice_remark([form.capacity], [str(number) for number in CAPACITIES]),
        "hopes": _find_text_remark(form.hopes, MAX_HOPES) or (None if form.hopes else WishFieldRemark.NO_HOPES),
        "interests": _find_choice_remark(form.interests, INTERESTS),
        "avoids": _find_lines_remark(form.avoids),
        "suggestion": _find_text_remark(form.suggestion, MAX_SUGGESTION),
    }
    return {name: remark for name, remark in remarks.items() if remark is not None}


def preferences_from_form(form: WishForm) -> VolunteerPreferences:
    """The terms of a form without remarks."""
    side = VolunteerSide(form.side)
    slots = slots_from_cells(CELLS_BY_FORM_VALUE[box] for box in form.slots)
    return VolunteerPreferences(
        side=side,
        languages=tuple(language for language in LANGUAGES if language in form.languages),
        slots=tuple((day, start, end) for day, start, end in slots),
        skills=_parse_wished_skills(form) if side is VolunteerSide.SENIOR else _parse_offered_skills(form),
        remote=form.place == "remote",
        away=parse_absences(form.away),
        interests=tuple(sorted(form.interests)),
        hopes=form.hopes,
        capacity=int(form.capacity) if side is VolunteerSide.JUNIOR else 1,
        avoids=_split_into_distinct_lines(form.avoids),
        suggestion=" ".join(form.suggestion.split()),
    )


def _parse_wished_skills(form: WishForm) -> dict[str, PresentAndWantedLevel]:
    return {
        slug: PresentAndWantedLevel(level=int(form.levels.get(slug, 0)), wanted=int(high))
        for slug, high in form.wanted.items()
    }


def _parse_offered_skills(form: WishForm) -> dict[str, PresentAndWantedLevel]:
    return {slug: PresentAndWantedLevel(level=int(level)) for slug, level in form.levels.items() if level != "0"}


def _list_skill_remarks(form: WishForm, offered: Collection[str]) -> dict[str, WishFieldRemark | None]:
    is_senior = form.side == VolunteerSide.SENIOR
    named = form.wanted if is_senior else {slug: level for slug, level in form.levels.items() if level != "0"}
    nothing = WishFieldRemark.NO_WISH if is_senior else WishFieldRemark.NO_OFFER
    about = {f"skill.{slug}": _find_level_remark(form, slug) for slug in named}
    return {"skills": _find_unlisted_skill_remark(named, offered) or (None if named else nothing), **about}


def _find_unlisted_skill_remark(named: Mapping[str, str], offered: Collection[str]) -> WishFieldRemark | None:
    return None if set(named) <= set(offered) else WishFieldRemark.NOT_LISTED


def _find_level_remark(form: WishForm, slug: str) -> WishFieldRemark | None:
    choices = {str(level): level for level in LEVELS}
    has, wants = choices.get(form.levels.get(slug, "0")), choices.get(form.wanted.get(slug, "0"))
    if has is None or wants is None:
        return WishFieldRemark.CHOOSE
    return WishFieldRemark.NOT_HIGHER if form.side == VolunteerSide.SENIOR and wants <= has else None


def _find_choice_remark(chosen: Collection[str], choices: Collection[str]) -> WishFieldRemark | None:
    return None if set(chosen) <= set(choices) else WishFieldRemark.CHOOSE


def _find_text_remark(text: str, most: int) -> WishFieldRemark | ErrorMessage | None:
    return find_hidden_sign(text) or (WishFieldRemark.LONG if len(text) > most else None)


def _find_lines_remark(text: str) -> WishFieldRemark | ErrorMessage | None:
    lines = _split_into_distinct_lines(text)
    if len(lines) > MAX_LINES:
        return WishFieldRemark.MANY
    return next((remark for line in lines if (remark := _find_text_remark(line, MAX_LINE))), None)


def _split_into_distinct_lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in text.replace(";", "\n").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))

"""The form of all groups of badges: one row each, and empty rows for new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.web.forms.objects import fill_in_slug, parse_object_with_errors
from badges.grouping.schemas import MOST_GROUPS, BadgeGroupSchema
from badges.grouping.service import BadgeGroupDraft
from badges.models import BadgeGroup

EMPTY_ROWS = 2


@dataclass(frozen=True)
class BadgeGroupRow:
    """One row as it was typed; `slug` is empty for a new group. `faults` are what is wrong, by field."""

    slug: str = ""
    fr: str = ""
    en: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it: its group, if there was one, goes."""
        return not self.fr and not self.en


def build_rows(groups: Sequence[BadgeGroup]) -> list[BadgeGroupRow]:
    """The rows of the groups as they are, and some empty ones."""
    rows = [BadgeGroupRow(group.slug, group.name["fr"], group.name["en"]) for group in groups]
    return [*rows, *[BadgeGroupRow()] * EMPTY_ROWS][:MOST_GROUPS]


def read_posted_rows(
    slugs: Sequence[str], names: Mapping[str, Sequence[str]], places: Sequence[str]
) -> list[BadgeGroupRow]:
    """The rows that were posted, in the order of the places that were typed; a place that is no number keeps its row where it was."""
    rows = [
        BadgeGroupRow(slug, fr.strip(), en.strip())
        for slug, fr, en in zip(slugs, names["fr"], names["en"], strict=False)
    ]
    typed = [float(place) if place.strip().isdigit() else number for number, place in enumerate(places, 1)]
    order = sorted(range(len(rows)), key=lambda number: (typed[number] if number < len(typed) else number, number))
    return [rows[number] for number in order[:MOST_GROUPS]]


def parse_rows(rows: Sequence[BadgeGroupRow]) -> tuple[list[BadgeGroupRow], dict[str, BadgeGroupDraft]]:
    """The rows with what is wrong in each, and the groups by slug where nothing is."""
    checked, drafts = [], dict[str, BadgeGroupDraft]()
    taken = {row.slug for row in rows if row.slug}
    for place, row in enumerate((row for row in rows if not row.is_empty), 1):
        raw: dict[str, object] = {
            "slug": row.slug,
            "name": {name: text for name, text in (("fr", row.fr), ("en", row.en)) if text},
        }
        raw = fill_in_slug(raw, {"fr": row.fr}, otherwise="group", is_taken=taken.__contains__)
        read, errors = parse_object_with_errors(BadgeGroupSchema(), raw | {"place": place})
        taken.add(str(raw["slug"]))
        faults = {error.pointer.rpartition("/")[2]: error.detail for error in errors}
        checked.append(BadgeGroupRow(row.slug, row.fr, row.en, faults))
        if not errors:
            drafts[read["slug"]] = BadgeGroupDraft(read["name"], place)
    return checked, drafts

"""The contract of a mission kind: settings that its schema validates, what they make it count, and how one acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import marshmallow as ma

from app.journal.counter import Counting, DistinctBy
from app.journal.event_labels import ACTIONS
from app.kernel.discovery import discover_kinds
from app.kernel.errors import Invalid
from app.kernel.schema import JsonInt, JsonObject, Schema, load_settings
from missions.countable_events import OneOfCountedEvents, refuse_likes

Words = Mapping[str, str]
"""A text in French and English."""


class Door(StrEnum):
    """Where the act that counts takes place, and who says that it did."""

    NETWORK = "network"  # On the company's network, which tells us.
    HOUSE = "house"  # Wherever it takes place anyway, here or elsewhere: we hear of it.
    FORM = "form"  # On the mission's page; the kind judges the answers at once.
    REVIEW = "review"  # On the mission's page; an ambassador or an animator reads it.
    PAIR = "pair"  # Between two people, who confirm each other.
    PRESENCE = "presence"  # Where the code of the moment is shown.


class Form(StrEnum):
    """What an answer is typed into."""

    LINE = "line"
    LINK = "link"
    CODE = "code"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One thing that the mission's page asks; `choices` are (value, text) for a CHOICE, `most` letters for the others.

    What is kept is shown to its author alone, and erased after some weeks; the other answers are judged and forgotten.
    """

    name: str
    label: Words
    form: Form = Form.LINE
    choices: tuple[tuple[str, Words], ...] = ()
    most: int = 600
    is_required: bool = True
    is_kept: bool = False


@dataclass(frozen=True, kw_only=True)
class Note:
    """One thing that the mission's page tells before it asks: a label, and a text under it or an address to go to."""

    label: Words
    text: Words | None = None
    path: str | None = None


@dataclass(frozen=True)
class Hours:
    """From when until when one may act."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Counted:
    """What a kind counts by: its settings, and the name of the mission itself."""

    settings: JsonObject
    slug: str

    @property
    def itself(self) -> tuple[str]:
        """The mission as the journal names it."""
        return (f"mission:{self.slug}",)


def _no_asks(_: JsonObject) -> Sequence[Ask]:
    return ()


def _no_notes(_: JsonObject) -> Sequence[Note]:
    return ()


def _at_any_hour(_: JsonObject) -> Hours | None:
    return None


def _on_nothing(_: JsonObject) -> Sequence[str]:
    return ()


def _always_right(_: JsonObject, __: Mapping[str, str]) -> Mapping[str, Words]:
    return {}


@dataclass(frozen=True, kw_only=True)
class MissionKind:
    """A kind: its name, its sentence in the reference, its name for authors, its settings, and how they become a count.

    Behind a door of ours, passing it appends the fact `emits` about the mission. Its page tells the `notes`, asks the
    `asks`, and may be acted on in its `hours`. `judge` answers with a remark for each answer that does not do, by its
    name. `rests_on` names other missions.
    """

    name: str
    sentence: str
    label: Words
    settings: type[Schema]
    counting: Callable[[Counted], Counting]
    door: Door = Door.NETWORK
    emits: str | None = None
    notes: Callable[[JsonObject], Sequence[Note]] = _no_notes
    asks: Callable[[JsonObject], Sequence[Ask]] = _no_asks
    hours: Callable[[JsonObject], Hours | None] = _at_any_hour
    judge: Callable[[JsonObject, Mapping[str, str]], Mapping[str, Words]] = _always_right
    rests_on: Callable[[JsonObject], Sequence[str]] = _on_nothing


class CountingSettings(Schema):
    """The settings that every kind shares which counts what happens on the network."""

    facts = ma.fields.List(
        ma.fields.Str(validate=OneOfCountedEvents()),
        required=True,
        validate=[ma.validate.Length(min=1), refuse_likes],
        metadata={
            "description": "The kinds of facts that count for who acts; `:counterpart` after one counts it for whom it is about.",
            "label": {"fr": "Ce qui compte", "en": "What counts"},
            "names": ACTIONS,
        },
    )
    wanted = JsonInt(
        required=True,
        validate=ma.validate.Range(1, 1000),
        metadata={
            "description": "How many make the mission complete.",
            "label": {"fr": "Combien en faut-il", "en": "How many it takes"},
        },
    )
    communities = ma.fields.List(
        ma.fields.Str(),
        load_default=None,
        allow_none=True,
        validate=ma.validate.Length(min=1),
        metadata={
            "description": "Only in these communities, as the network names them; anywhere when absent.",
            "label": {"fr": "Seulement dans ces communautés", "en": "Only in these communities"},
            "hint": {
                "fr": "Le nom que le réseau leur donne. Partout si vous ne dites rien.",
                "en": "As the network names them. Anywhere when you say nothing.",
            },
        },
    )
    within_days = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(1, 366),
        metadata={
            "description": "Days from the opening in which it counts; without end when absent.",
            "label": {"fr": "En combien de jours", "en": "Within how many days"},
            "hint": {
                "fr": "Depuis son ouverture à la personne. Sans limite si vous ne dites rien.",
                "en": "From its opening to the person. Without end when you say nothing.",
            },
        },
    )


def on_network(by: DistinctBy) -> Callable[[Counted], Counting]:
    """How a kind with these shared settings counts: so many different keys of that sort among what the network told."""

    def counting(asked: Counted) -> Counting:
        told = asked.settings
        communities = tuple(told["communities"]) if told["communities"] else None
        return Counting(
            tuple(told["facts"]), by, told["wanted"], communities=communities, within_days=told["within_days"]
        )

    return counting


def kinds() -> dict[str, MissionKind]:
    """Every mission kind by name: one file of `missions/kinds` each."""
    return discover_kinds("missions.kinds", MissionKind)


def get_kind(name: str) -> MissionKind:
    """The kind of that name; Invalid, with the known ones, when there is none."""
    found = kinds().get(name)
    if found is None:
        raise Invalid(f"No mission kind is called {name}: choose one of {', '.join(kinds())}.")
    return found


def counting_of(kind: str, settings: JsonObject, slug: str) -> tuple[JsonObject, Counting]:
    """The settings as the kind reads them, and what they count; Invalid, with pointers, when it cannot."""
    chosen = get_kind(kind)
    read = load_settings(chosen.settings, settings, f"These settings do not suit the kind {kind}.")
    return read, chosen.counting(Counted(read, slug))


def rests_on(kind: str, settings: JsonObject) -> Sequence[str]:
    """The other missions that one of this kind, with these settings, waits for."""
    return get_kind(kind).rests_on(settings)

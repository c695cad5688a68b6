"""The contract of a mission kind: settings that its schema validates, what they make it count, and how one acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.journal.counter import CountRequirement, DistinctBy
from app.journal.counting_settings import build_count_requirement
from app.kernel.discovery import discover_instances
from app.kernel.errors import Invalid
from app.kernel.schema import JsonObject, Schema, parse_kind_settings

Words = Mapping[str, str]
"""A text in French and English."""


class CompletionMode(StrEnum):
    """How a mission is completed: where the act takes place, and who confirms it."""

    NETWORK = "network"  # On the company's network, which tells us.
    HOUSE = "house"  # Wherever it takes place anyway, here or elsewhere: we hear of it.
    FORM = "form"  # On the mission's page; the kind judges the answers at once.
    REVIEW = "review"  # On the mission's page; an ambassador or an animator reads it.
    PAIR = "pair"  # Between two people, who confirm each other.
    PRESENCE = "presence"  # Where the code of the moment is shown.


class InputType(StrEnum):
    """The input in which an answer is typed."""

    LINE = "line"
    LINK = "link"
    CODE = "code"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question on the mission's page; `choices` are (value, text) for a CHOICE, `max_length` limits the other answers.

    An answer that is not required may be `needed_when` something else is chosen. A kept answer is shown to its author, and erased after some weeks; the others are checked and dropped.
    """

    name: str
    label: Words
    input_type: InputType = InputType.LINE
    choices: tuple[tuple[str, Words], ...] = ()
    max_length: int = 600
    is_required: bool = True
    needed_when: Words | None = None
    is_kept: bool = False


@dataclass(frozen=True, kw_only=True)
class PageBlock:
    """A block of the mission's page above the questions: a label, with a text or an address."""

    label: Words
    text: Words | None = None
    path: str | None = None


@dataclass(frozen=True)
class OpeningHours:
    """When a person may act."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class CountingContext:
    """What a kind builds its counting from: its settings, and the slug of the mission."""

    settings: JsonObject
    slug: str

    @property
    def mission_as_fact_objects(self) -> tuple[str]:
        """The mission as the journal names it."""
        return (f"mission:{self.slug}",)


def _no_questions(_: JsonObject) -> Sequence[Question]:
    return ()


def _no_page_blocks(_: JsonObject) -> Sequence[PageBlock]:
    return ()


def _no_opening_hours(_: JsonObject) -> OpeningHours | None:
    return None


def _no_words(_: JsonObject) -> Words:
    return {}


def _no_required_missions(_: JsonObject) -> Sequence[str]:
    return ()


def _accept_all_answers(_: JsonObject, __: Mapping[str, str]) -> Mapping[str, Words]:
    return {}


@dataclass(frozen=True, kw_only=True)
class MissionKind:
    """A kind: its name, its sentence in the reference, its name for authors, its settings, and how they become a count.

    Behind a door of ours, passing it appends the fact `emits` about the mission. Its page tells the `notes`, asks the
    `asks`, and may be acted on in its `opening_hours`. `judge` answers with a remark for each answer that does not do, by its
    name. `rests_on` names other missions. `how_often` follows what one does on the network: "3 times".
    """

    name: str
    sentence: str
    label: Words
    settings: type[Schema]
    counting: Callable[[CountingContext], CountRequirement]
    completion_mode: CompletionMode = CompletionMode.NETWORK
    emits: str | None = None
    page_blocks: Callable[[JsonObject], Sequence[PageBlock]] = _no_page_blocks
    questions: Callable[[JsonObject], Sequence[Question]] = _no_questions
    opening_hours: Callable[[JsonObject], OpeningHours | None] = _no_opening_hours
    list_answer_errors: Callable[[JsonObject, Mapping[str, str]], Mapping[str, Words]] = _accept_all_answers
    required_missions: Callable[[JsonObject], Sequence[str]] = _no_required_missions
    how_often: Callable[[JsonObject], Words] = _no_words


def network_counting_builder(by: DistinctBy) -> Callable[[CountingContext], CountRequirement]:
    """The `counting` of a kind whose settings are CountingSettings: so many network facts that differ by that."""
    return lambda context: build_count_requirement(context.settings, by)


def mission_kinds() -> dict[str, MissionKind]:
    """Every mission kind by name: one file of `missions/kinds` each."""
    return discover_instances("missions.kinds", MissionKind)


def get_mission_kind(name: str) -> MissionKind:
    """The kind of that name; Invalid, with the known ones, when there is none."""
    kind = mission_kinds().get(name)
    if kind is None:
        raise Invalid(f"No mission kind is called {name}: choose one of {', '.join(mission_kinds())}.")
    return kind


def parse_settings_and_count_requirement(
    kind: str, settings: JsonObject, slug: str
) -> tuple[JsonObject, CountRequirement]:
    """The loaded settings and their counting; Invalid, with pointers, if the kind refuses them."""
    chosen = get_mission_kind(kind)
    read = parse_kind_settings(chosen.settings, settings, f"These settings do not suit the kind {kind}.")
    return read, chosen.counting(CountingContext(read, slug))


def list_required_mission_slugs(kind: str, settings: JsonObject) -> Sequence[str]:
    """The slugs of the missions that these settings refer to."""
    return get_mission_kind(kind).required_missions(settings)

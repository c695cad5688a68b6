"""Says all at once what is wrong with a network that is to be connected, each fault at its field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.intake.inbox_kind import InboxKind
from app.intake.models import Source
from app.intake.source import SourceKind, source_kinds_by_name
from app.journal.service import HOUSE
from app.kernel.errors import FieldError, Invalid, NotFound
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject, parse_kind_settings
from app.people.accounts.queries import list_pushing_sources

SOURCE_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")

BAD_NAME = ErrorMessage(
    "A source is named by 1 to 63 small letters, digits and hyphens, and never {house}.",
    french="Le nom a de 1 à 63 minuscules, chiffres et traits d’union, et n’est jamais {house}.",
)
NAME_TAKEN = ErrorMessage("A network has this name already.", french="Un réseau porte déjà ce nom.")
NAME_OF_TOKEN = ErrorMessage(
    "A token in use signs what it pushes as {name}: choose another name, or revoke the token.",
    french="Un jeton en service signe {name} ce qu’il transmet : choisissez un autre nom, ou retirez le jeton.",
)
NO_SECRET = ErrorMessage("This network needs a secret.", french="Ce réseau a besoin d’un secret.")
SEVERAL_FAULTS = "Several answers cannot be so; see errors."


class NoSuchKind(NotFound):
    """No folder of `app/intake/sources` has that name."""


class InvalidSource(Invalid):
    """A network cannot be connected so."""


@dataclass(frozen=True)
class NewSource:
    """What a network is to be. Its secret is None where that of the `present` one is kept."""

    name: str
    secret: str | None = field(repr=False)
    options: JsonObject
    is_new: bool
    present: Source | None


def get_source_kind(name: str) -> SourceKind:
    """The kind of that name; InvalidSource, with those that there are, when there is none."""
    kind = source_kinds_by_name().get(name)
    if kind is None:
        raise InvalidSource(f"Unknown kind {name[:80]!r}: choose among {', '.join(source_kinds_by_name())}.")
    return kind


def check_new_source(kind: SourceKind, new: NewSource) -> JsonObject:
    """The options as the kind reads them; InvalidSource with everything that is wrong."""
    refusals = [*_iterate_name_refusals(kind, new), *_iterate_secret_refusals(kind, new)]
    checked: JsonObject = {}
    try:
        checked = parse_kind_settings(
            kind.options, new.options, f"Some options of {kind.name} cannot be read; see errors."
        )
    except Invalid as wrong:
        refusals.append(wrong)
    if refusals:
        detail = refusals[0].detail if len(refusals) == 1 else SEVERAL_FAULTS
        raise InvalidSource(detail, errors=[error for refusal in refusals for error in refusal.errors])
    return checked


def _iterate_name_refusals(kind: SourceKind, new: NewSource) -> Iterator[Invalid]:
    """A token in use may sign as a network that has no proof of its own: of any other, the name alone says who sent a fact."""
    fault = None
    if not SOURCE_NAME.fullmatch(new.name) or new.name == HOUSE:
        fault = BAD_NAME.format(house=HOUSE)
    elif new.is_new and new.present is not None:
        fault = NAME_TAKEN
    elif new.present is None and isinstance(kind, InboxKind) and new.name in list_pushing_sources():
        fault = NAME_OF_TOKEN.format(name=new.name)
    if fault is not None:
        yield InvalidSource(fault.english, errors=[FieldError("/name", fault)])


def _iterate_secret_refusals(kind: SourceKind, new: NewSource) -> Iterator[Invalid]:
    """A secret is kept only of a network that has one."""
    kept = new.present is not None and new.present.secret is not None
    if kind.has_secret != (kept if new.secret is None else bool(new.secret)):
        detail = f"A source of kind {kind.name} {'needs a' if kind.has_secret else 'has no'} secret."
        yield InvalidSource(detail, errors=[FieldError("/secret", NO_SECRET)])

"""What the file of a person's own data holds: each feature declares it for its tables, and a test finds a table that nobody declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.kernel.database import Base
from app.kernel.schema import JsonObject
from app.kernel.texts import N_

Attribute = InstrumentedAttribute[Any]
TableColumn = Column[Any]
Expression = ColumnElement[Any]
Rows = Select[Any]
BelongsTo = Callable[[int], ColumnElement[bool]]
"""The condition that a row belongs to the person with that id."""

OF_OTHERS = N_("Ce que des collègues ont fait ou choisi, et que vos pages ne vous montrent pas non plus.")
SILENT = N_("Ce qui révélerait une réponse que Passerelle garde pour la personne qui l’a donnée.")
SECRET = N_("Un secret, ou son empreinte : il ouvrirait quelque chose à votre place.")
INTERNAL = N_("Des numéros et des états de calcul, par lesquels Passerelle retrouve ses lignes.")
COPY = N_("Une copie de ce qui est déjà dans le fichier, que Passerelle recalcule.")
OFFICE = N_("Ce qui a été décidé pour l’entreprise dans un rôle, et qui parle d’autres personnes.")
PASSING = N_("Ce qui attend d’être lu ou envoyé, et s’efface ensuite.")

WITHOUT_REFERENCE = frozenset({"person_id", "actor_id", "counterpart_id", "writer_id"})
"""Columns that hold a person's id also where no foreign key says so."""


@dataclass(frozen=True, kw_only=True)
class OwnTable:
    """The rows of a table that belong to a person, with all their columns but those in `withheld`, each with the reason.

    A column that refers to another person is left out, unless it is in `names`: then the file has the name that their pages show.
    Who left the company is not named, but for rows of which `names_leavers` is true: a missing name would say that they left.
    """

    table: type[Base]
    title: str
    belongs_to: BelongsTo
    names: Sequence[str] = ()
    names_leavers: ColumnElement[bool] = field(default_factory=false)
    withheld: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OwnRecords:
    """What `read` makes of a table for a person, where its rows alone do not say it."""

    table: type[Base]
    title: str
    read: Callable[[int], Sequence[JsonObject]]


@dataclass(frozen=True, kw_only=True)
class TableLeftOut:
    """A table that may concern a person and is not in their file, with the reason."""

    table: type[Base]
    title: str
    reason: str


FilePart = OwnTable | OwnRecords | TableLeftOut


def refer_to_owner(*columns: Attribute) -> BelongsTo:
    """Rows in which one of these columns is the person."""
    return lambda person_id: or_(*(column == person_id for column in columns))


def refer_to_part(reference: Attribute, whole: Attribute, *owners: Attribute) -> BelongsTo:
    """Rows that refer to the key `whole` of a row in which one of `owners` is the person."""
    belongs = refer_to_owner(*owners)
    return lambda person_id: reference.in_(select(whole).where(belongs(person_id)))


def refers_to_person(column: TableColumn) -> bool:
    """Whether a column holds the id of a person."""
    return column.name in WITHOUT_REFERENCE or any(key.target_fullname == "person.id" for key in column.foreign_keys)

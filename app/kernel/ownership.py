"""The one door to a row that belongs to a person: it is looked up by its owner and its id, never by its id alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, inspect, select

from app.kernel.database import Base, session
from app.kernel.errors import NotFound

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class OwnRows(Generic[Row]):
    """The rows of `model` that belong to an owner: `belongs_to` is the condition for the owner of this id.

    Both look-ups raise what `missing` makes for an unknown id and for a row of another owner, so neither can be told from the other.
    """

    model: type[Row]
    belongs_to: Callable[[int], ColumnElement[bool]]
    missing: Callable[[], NotFound]

    def get_own_row(self, owner_id: int, row_id: int) -> Row:
        """The row of this id that belongs to this owner."""
        return self._get_row(self._select_own_row(owner_id, row_id))

    def get_and_lock_own_row(self, owner_id: int, row_id: int) -> Row:
        """The same, read anew and locked until the transaction ends."""
        statement = self._select_own_row(owner_id, row_id).with_for_update()
        return self._get_row(statement.execution_options(populate_existing=True))

    def _select_own_row(self, owner_id: int, row_id: int) -> Select[Row]:
        (key,) = inspect(self.model).primary_key
        return select(self.model).where(key == row_id, self.belongs_to(owner_id))

    def _get_row(self, statement: Select[Row]) -> Row:
        row = session().scalar(statement)
        if row is None:
            raise self.missing()
        return row

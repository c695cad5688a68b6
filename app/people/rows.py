"""What a merge of two people does with the rows that name a person: a feature declares it for each of its columns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class PersonMerge:
    """The person who stays, and the one whose rows become theirs."""

    kept_id: int
    merged_id: int

    @property
    def parameters(self) -> dict[str, int]:
        """Both, for the statements of a merge."""
        return {"kept": self.kept_id, "merged": self.merged_id}


class RowRule(StrEnum):
    """What becomes of the rows of the merged person.

    MOVED: all become the kept person's. ONCE: where the kept person has the same already, theirs stays and the other is
    deleted. LEFT: the other stays where it is, as a past of its own. DROPPED: all are deleted. OWN: the feature does it itself.
    """

    MOVED = "moved"
    ONCE = "once"
    LEFT = "left"
    DROPPED = "dropped"
    OWN = "own"


@dataclass(frozen=True)
class MergedRows:
    """A column that names a person, and its rule. Rows of two people are the same where the columns `per` agree, among those that are `unique_where`
    ({0} stands for the row).

    `where` (an SQL condition on `m`) leaves the others where they are.
    """

    table: str
    column: str = "person_id"
    rule: RowRule = RowRule.MOVED
    per: tuple[str, ...] = ()
    unique_where: str = "true"
    where: str = "true"

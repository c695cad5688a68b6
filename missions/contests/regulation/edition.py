"""An edition of a regulation: what it says beside the terms, and the tidying of its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from missions.contests.terms import ContestTerms, Receiver, Words


@dataclass(frozen=True, kw_only=True)
class RegulationEdition:
    """What a text is written from: the terms, and what held at the moment of its publication.

    `source_labels` are the words of what scores, by its written name; `place_names` the names of regions, sites and units by
    field of the audience and slug; `places_without_prizes` where prizes are switched off. `change` says what an amendment
    changes; None for the first version.
    """

    terms: ContestTerms
    version: int
    published_at: datetime
    source_labels: Mapping[str, Words]
    place_names: Mapping[str, Mapping[str, str]]
    places_without_prizes: Sequence[str]
    smallest_group: int
    change: Words | None = None

    @property
    def total_cents(self) -> int:
        """What all prizes are worth at most."""
        return sum(prize.stock * prize.value_cents for prize in self.terms.prizes)

    @property
    def can_be_given_away(self) -> bool:
        """Whether somebody who wins may have the worth of a prize given to charity."""
        return any(
            prize.may_be_given_away and prize.value_cents and prize.receiver is not Receiver.GROUP
            for prize in self.terms.prizes
        )


def tidy_text(text: str) -> str:
    """The text without spaces at the ends of lines, with one blank line at most between two, and one line break at its end."""
    lines = "\n".join(line.strip() for line in text.splitlines())
    lines = re.sub(r"\n(\s*\n)+", "\n\n", lines)
    between_items = re.compile(r"(?m)(^- .*)\n\n(?=- )")
    return between_items.sub(r"\1\n", lines).strip() + "\n"


def put_on_one_line(text: str) -> str:
    """What somebody wrote, on one line: it can open no heading and no list."""
    return " ".join(text.split())


def hash_text(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as `sha256sum` prints it for the downloaded file."""
    return hashlib.sha256(text.encode()).hexdigest()

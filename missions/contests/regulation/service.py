"""Writes and keeps the versions of a contest's regulation."""

from __future__ import annotations

from datetime import datetime

from app.kernel.application import current_settings
from app.kernel.database import session
from missions.contests.models import Contest, ContestRegulation
from missions.contests.regulation.edition import RegulationEdition, hash_text
from missions.contests.regulation.queries import (
    list_places_without_prizes,
    read_last_version,
    read_place_names,
    read_source_labels,
)
from missions.contests.regulation.wording import write_regulation
from missions.contests.terms import ContestTerms, Words, encode_terms


def build_edition(
    terms: ContestTerms, *, version: int, published_at: datetime, change: Words | None = None
) -> RegulationEdition:
    """What a regulation of these terms would be written from at that moment."""
    return RegulationEdition(
        terms=terms,
        version=version,
        published_at=published_at,
        source_labels=read_source_labels([line.source for line in terms.scoring]),
        place_names=read_place_names(),
        places_without_prizes=list_places_without_prizes(),
        smallest_group=current_settings().smallest_group,
        change=change,
    )


def store_regulation(
    contest: Contest, terms: ContestTerms, *, published_at: datetime, change: Words | None = None
) -> ContestRegulation:
    """Keep the next version of the contest's regulation, in both languages, with the SHA-256 of each text.

    The contest is locked by the caller. `change` says what an amendment changes; None for the first version.
    """
    version = read_last_version(contest.id) + 1
    text = write_regulation(build_edition(terms, version=version, published_at=published_at, change=change))
    regulation = ContestRegulation(
        contest_id=contest.id,
        version=version,
        terms=encode_terms(terms),
        text=dict(text),
        sha256={language: hash_text(written) for language, written in text.items()},
        change=None if change is None else dict(change),
        published_at=published_at,
    )
    session().add(regulation)
    session().flush()
    return regulation

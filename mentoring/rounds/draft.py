"""What HR writes of a round, as values; two writings are compared by one mark, so that nobody's change is overwritten unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mentoring.rounds.models import Round
from mentoring.rounds.rules import Rules, rules_of, rules_said


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A round as it is written. A draft may lack its reason and its sponsor; an open one may not."""

    title: Mapping[str, str]
    why: Mapping[str, str]
    sponsor: str
    volunteering_ends_on: date
    starts_on: date
    ends_on: date
    sessions: int = 6
    rolling: bool = False
    audience: Mapping[str, object] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)


def writing_of(asked: Round) -> Writing:
    """What is written of a round."""
    return Writing(
        title=asked.title,
        why=asked.why,
        sponsor=asked.sponsor,
        volunteering_ends_on=asked.volunteering_ends_on,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        sessions=asked.sessions,
        rolling=asked.rolling,
        audience=asked.audience,
        rules=rules_of(asked),
    )


def mark_of(writing: Writing) -> str:
    """The same for the same writing, another one after any change."""
    said = {name: value for name, value in vars(writing).items() if name != "rules"} | rules_said(writing.rules)
    told = json.dumps(said, default=str, sort_keys=True)
    return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()


def seed_of(slug: str) -> int:
    """The number that breaks the ties of a round: it follows from the round's name, so nobody can draw until it pleases."""
    return int.from_bytes(hashlib.blake2b(slug.encode(), digest_size=6).digest())


def lacks(asked: Round) -> tuple[str, ...]:
    """What a round still needs before anybody may be invited: its reason in both languages, and who stands for it."""
    missing = [f"why_{tongue}" for tongue in ("fr", "en") if not asked.why.get(tongue)]
    return (*missing, *(() if asked.sponsor else ("sponsor",)))

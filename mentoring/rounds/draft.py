"""The draft of a round as values, with a hash that detects concurrent changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mentoring.rounds.models import Round
from mentoring.rounds.rules import RoundRules, build_round_rules, encode_round_rules


@dataclass(frozen=True, kw_only=True)
class RoundDraft:
    """The content of a round. A draft may lack its reason and its sponsor; an open round may not."""

    title: Mapping[str, str]
    why: Mapping[str, str]
    sponsor: str
    volunteering_ends_on: date
    starts_on: date
    ends_on: date
    sessions: int = 6
    rolling: bool = False
    audience: Mapping[str, object] = field(default_factory=dict)
    rules: RoundRules = field(default_factory=RoundRules)


def draft_from_round(round_: Round) -> RoundDraft:
    """The content of a stored round."""
    return RoundDraft(
        title=round_.title,
        why=round_.why,
        sponsor=round_.sponsor,
        volunteering_ends_on=round_.volunteering_ends_on,
        starts_on=round_.starts_on,
        ends_on=round_.ends_on,
        sessions=round_.sessions,
        rolling=round_.rolling,
        audience=round_.audience,
        rules=build_round_rules(round_),
    )


def hash_draft(draft: RoundDraft) -> str:
    """A hash of the content; equal drafts have equal hashes."""
    values = {name: value for name, value in vars(draft).items() if name != "rules"} | encode_round_rules(draft.rules)
    text = json.dumps(values, default=str, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def derive_tie_break_seed(slug: str) -> int:
    """The seed that breaks the ties of a round; it follows from the slug, so HR cannot redraw until a result pleases."""
    return int.from_bytes(hashlib.blake2b(slug.encode(), digest_size=6).digest())


def list_fields_missing_to_open(round_: Round) -> tuple[str, ...]:
    """The fields that a round still needs before it opens: its reason in both languages, and its sponsor."""
    missing = [f"why_{tongue}" for tongue in ("fr", "en") if not round_.why.get(tongue)]
    return (*missing, *(() if round_.sponsor else ("sponsor",)))

"""The minutes of a draw: one JSON document that says what was committed, revealed and drawn, and from which file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from missions.contests.draw.beacon import CHAIN, BeaconValue
from missions.contests.draw.entries import FORMAT, FrozenEntries, count_holders_by_group
from missions.contests.draw.outcome import RankedHolder, draw_outcome
from missions.contests.draw.seed import derive_final_seed


@dataclass(frozen=True, kw_only=True)
class DrawRecord:
    """What happened before the draw, and when. `reason` says why a draw replaces the one before it; empty for the first."""

    committed_at: datetime
    frozen_at: datetime
    drawn_at: datetime
    seed: bytes
    beacon: BeaconValue | None = None
    reason: str = ""


def build_minutes(entries: FrozenEntries, record: DrawRecord) -> bytes:
    """The published minutes: the same bytes for the same draw."""
    conditions = entries.conditions
    assert record.committed_at < record.frozen_at <= record.drawn_at, "A seed is committed before entries are frozen."
    assert bool(record.reason) == (conditions.number > 1), (
        "A draw that replaces another one says why; the first has no reason."
    )
    final_seed = derive_final_seed(
        record.seed, entries, randomness=record.beacon.randomness if record.beacon is not None else None
    )
    outcome = draw_outcome(entries, final_seed)
    return _encode_document(
        {
            "format": FORMAT,
            "contest": conditions.contest,
            "draw": conditions.number,
            "reason": record.reason or None,
            "commitment": {"sha256": conditions.commitment, "published_at": _encode_moment(record.committed_at)},
            "entries": {
                "file": entries.file_name,
                "sha256": entries.digest,
                "frozen_at": _encode_moment(record.frozen_at),
                "holders": len(entries.pseudonyms),
                "tickets": sum(entries.tickets),
            },
            "seed": record.seed.hex(),
            "beacon": None if record.beacon is None else {"chain": CHAIN, **asdict(record.beacon)},
            "final_seed": final_seed,
            "drawn_at": _encode_moment(record.drawn_at),
            "groups": _describe_groups(entries, outcome.seats),
            "winners": _describe_holders(outcome.winners),
            "alternates": _describe_holders(outcome.alternates),
        }
    )


def _describe_groups(entries: FrozenEntries, seats: Mapping[str, int]) -> list[dict[str, object]] | None:
    heads, holders = entries.conditions.heads, count_holders_by_group(entries)
    if heads is None:
        return None
    return [
        {"group": group, "heads": heads[group], "holders": holders[group], "seats": seats[group]}
        for group in sorted(heads)
    ]


def _describe_holders(ranked: Sequence[RankedHolder]) -> list[dict[str, object]]:
    return [
        {"rank": holder.rank, "pseudonym": holder.pseudonym} | ({"group": holder.group} if holder.group else {})
        for holder in ranked
    ]


def _encode_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _encode_document(values: Mapping[str, object]) -> bytes:
    """JSON for people too: names in the order of their code points, indented by two spaces, an end of line at its end."""
    return f"{json.dumps(values, sort_keys=True, indent=2, ensure_ascii=False)}\n".encode()

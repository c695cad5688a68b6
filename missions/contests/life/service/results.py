"""Makes a result from frozen entries and a revealed seed: by a draw or by a ranking, with its published files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import get_gate
from missions.contests.draw.apportionment import merge_small_groups
from missions.contests.draw.beacon import BeaconValue
from missions.contests.draw.chances.comparison import describe_draws
from missions.contests.draw.entries import DrawConditions, FrozenEntries, TicketHolder
from missions.contests.draw.entries import freeze_entries as freeze_tickets
from missions.contests.draw.minutes import DrawRecord, build_minutes
from missions.contests.draw.outcome import rank_everybody
from missions.contests.draw.pseudonyms import derive_pseudonym
from missions.contests.draw.seed import derive_final_seed
from missions.contests.jury.queries import find_best_ideas_of_people
from missions.contests.life.models import ContestResult
from missions.contests.life.outcome import build_ranking_minutes, encode_moment, hash_document
from missions.contests.mode import ClosedContest, ContestMode, Entry, JuryVerdict, Place, contest_modes
from missions.contests.models import Contest
from missions.contests.places import compute_tie_number
from missions.contests.prizes.assignment import PrizeCandidate
from missions.contests.prizes.queries import lock_prizes
from missions.contests.prizes.service.award import Ranking
from missions.contests.queries import get_terms
from missions.contests.standings.closing.queries import list_entries, list_group_outcomes, list_person_ids_by_pseudonym
from missions.contests.standings.models import ContestFreeze
from missions.contests.standings.service.freeze import store_draw_ranks
from missions.contests.terms import ContestTerms, Receiver


@dataclass(frozen=True, kw_only=True)
class RevealedResult:
    """A promised result whose seed is revealed, and what it is made from."""

    contest: Contest
    terms: ContestTerms
    promise: ContestResult
    seed: bytes
    freeze: ContestFreeze
    made_at: datetime


def make_result(contest: Contest, promise: ContestResult, seed: bytes, freeze: ContestFreeze) -> Ranking:
    """Reveal the seed, make the result and keep its files; who comes first, in order. The caller locked the contest."""
    terms = get_terms(contest)
    revealed = RevealedResult(
        contest=contest, terms=terms, promise=promise, seed=seed, freeze=freeze, made_at=clock.now()
    )
    mode = contest_modes()[terms.mode]
    tickets = _freeze_tickets(revealed) if mode.needs_draw else None
    ranking, minutes = _rank_result(revealed, mode) if tickets is None else _draw_result(revealed, tickets)
    promise.seed, promise.made_at = seed.hex(), revealed.made_at
    promise.entries = None if tickets is None else tickets.content.decode()
    promise.entries_sha256 = freeze.sha256 if tickets is None else tickets.digest
    promise.minutes, promise.minutes_sha256 = minutes.decode(), hash_document(minutes)
    if tickets is not None:
        promise.chances = describe_draws(tickets)
    promise.outcome = {
        "winners": [_describe_candidate(candidate) for candidate in (*ranking.winners, *ranking.groups)],
        "alternates": [_describe_candidate(candidate) for candidate in ranking.alternates],
    }
    session().flush()
    return ranking


def _draw_result(revealed: RevealedResult, tickets: FrozenEntries) -> tuple[Ranking, bytes]:
    promise = revealed.promise
    beacon = None if promise.beacon is None else BeaconValue(**promise.beacon)
    record = DrawRecord(
        committed_at=promise.committed_at,
        frozen_at=revealed.freeze.frozen_at if promise.number == 1 else revealed.made_at,
        drawn_at=revealed.made_at,
        seed=revealed.seed,
        beacon=beacon,
        reason=promise.reason,
    )
    randomness = None if beacon is None else beacon.randomness
    outcome, everybody = rank_everybody(tickets, derive_final_seed(revealed.seed, tickets, randomness=randomness))
    store_draw_ranks(revealed.contest.id, everybody)
    places = [(holder.pseudonym, holder.rank, holder.group) for holder in (*outcome.winners, *outcome.alternates)]
    candidates = _build_candidates(revealed.contest, places)
    seats = len(outcome.winners)
    return Ranking(winners=candidates[:seats], alternates=candidates[seats:]), build_minutes(tickets, record)


def _freeze_tickets(revealed: RevealedResult) -> FrozenEntries:
    """The published file of tickets: whoever may win nothing is not in it, and small groups are drawn together."""
    contest, terms, result = revealed.contest, revealed.terms, revealed.promise
    entries = [entry for entry in list_entries(contest.id) if entry.exclusion is None and entry.tickets > 0]
    is_shared = terms.draw.shared_by is not None
    names = _name_groups(contest, entries) if is_shared else {}
    heads = _count_heads(contest, names) if is_shared else None
    conditions = DrawConditions(
        contest=contest.slug,
        number=result.number,
        seats=_count_copies(contest),
        alternates=terms.alternates,
        ticket_cap=terms.draw.max_tickets,
        commitment=result.commitment,
        apportionment=terms.draw.apportionment.value if is_shared else None,
        heads=heads,
        beacon_round=result.beacon_round,
    )
    holders = (TicketHolder(e.pseudonym, e.tickets, names.get(e.group_key or "", "")) for e in entries)
    return freeze_tickets(conditions, holders)


def _name_groups(contest: Contest, entries: Iterable[Entry]) -> dict[str, str]:
    """The name under which each group is drawn: its own, or that of the small groups which are drawn together."""
    holders = dict.fromkeys((outcome.key for outcome in list_group_outcomes(contest.id)), 0)
    for entry in entries:
        holders[entry.group_key or ""] = holders.get(entry.group_key or "", 0) + 1
    return merge_small_groups(holders, get_gate())


def _count_heads(contest: Contest, names: Mapping[str, str]) -> dict[str, int]:
    heads = dict.fromkeys(names.values(), 0)
    for outcome in list_group_outcomes(contest.id):
        heads[names[outcome.key]] += outcome.heads
    return heads


def _count_copies(contest: Contest) -> int:
    return sum(prize.stock for prize in lock_prizes(contest.id) if prize.receiver == Receiver.PERSON)


def _rank_result(revealed: RevealedResult, mode: ContestMode) -> tuple[Ranking, bytes]:
    contest, closed = revealed.contest, _read_closed_contest(revealed)
    assert mode.rank is not None, "A mode ranks or draws."
    places = mode.rank(closed)
    seats, alternates = _count_copies(contest), closed.terms.alternates
    winners, following = (places, []) if mode.is_won_by_groups else (places[:seats], places[seats : seats + alternates])
    minutes = build_ranking_minutes(_describe_result(revealed, closed), winners, following)
    if mode.is_won_by_groups:
        groups = [PrizeCandidate(holder=p.holder, person_id=None, rank=p.rank, group_key=p.holder) for p in places]
        return Ranking(groups=groups, members=_list_members(contest, closed, places)), minutes
    candidates = _build_candidates(contest, [(place.holder, place.rank, "") for place in (*winners, *following)])
    return Ranking(winners=candidates[: len(winners)], alternates=candidates[len(winners) :]), minutes


def _read_closed_contest(revealed: RevealedResult) -> ClosedContest:
    contest, terms = revealed.contest, revealed.terms
    ideas = find_best_ideas_of_people(contest.id, terms.jury_ids) if terms.jury_ids else {}
    return ClosedContest(
        terms=terms,
        entries=list_entries(contest.id),
        groups=list_group_outcomes(contest.id),
        seed=revealed.seed,
        verdicts=[
            JuryVerdict(pseudonym=derive_pseudonym(contest.secret, contest.slug, person_id), **idea._asdict())
            for person_id, idea in sorted(ideas.items())
        ],
    )


def _list_members(contest: Contest, closed: ClosedContest, places: Sequence[Place]) -> list[PrizeCandidate]:
    """Everybody who took part in a group that won: by its place, then by the numbers that the seed gives."""
    ranks = {place.holder: place.rank for place in places}
    members = [entry for entry in closed.entries if entry.exclusion is None and entry.group_key in ranks]
    members.sort(key=lambda e: (ranks[e.group_key or ""], compute_tie_number(closed.seed, e.pseudonym)))
    return _build_candidates(contest, [(e.pseudonym, rank, e.group_key or "") for rank, e in enumerate(members, 1)])


def _build_candidates(contest: Contest, places: Sequence[tuple[str, int, str]]) -> list[PrizeCandidate]:
    people = list_person_ids_by_pseudonym(contest.id, [pseudonym for pseudonym, _, _ in places])
    return [
        PrizeCandidate(holder=pseudonym, person_id=people.get(pseudonym), rank=rank, group_key=group)
        for pseudonym, rank, group in places
    ]


def _describe_result(revealed: RevealedResult, closed: ClosedContest) -> dict[str, object]:
    promise, freeze = revealed.promise, revealed.freeze
    verdicts = "\n".join(
        f"{verdict.pseudonym}\t{verdict.mean}\t{verdict.sent_at.timestamp()}" for verdict in closed.verdicts
    )
    return {
        "contest": revealed.contest.slug,
        "result": promise.number,
        "reason": promise.reason or None,
        "mode": closed.terms.mode,
        "commitment": {"sha256": promise.commitment, "published_at": encode_moment(promise.committed_at)},
        "entries": {
            "sha256": freeze.sha256,
            "frozen_at": encode_moment(freeze.frozen_at),
            "number": len(closed.entries),
        },
        "verdicts_sha256": hash_document(verdicts.encode()) if closed.verdicts else None,
        "seed": revealed.seed.hex(),
        "made_at": encode_moment(revealed.made_at),
    }


def _describe_candidate(candidate: PrizeCandidate) -> dict[str, object]:
    return {"holder": candidate.holder, "rank": candidate.rank, "group": candidate.group_key}

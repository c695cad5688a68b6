"""Accepts activities: each is answered by itself, and what participants did becomes facts, in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from app.intake import queries, reasons
from app.intake.activities import CloudEvent, IntakeAnswer, ItemOutcome, Rejection
from app.intake.identifiers import find_host
from app.intake.interpretation import InterpretedActivity, interpret_event
from app.intake.service.admission import build_facts_or_rejection, build_unnamed_key
from app.intake.source import ParsedItem
from app.journal.counted_events import COUNTERPART_KINDS
from app.journal.effects.queries import list_reasons_of_facts_without_effect
from app.journal.service import NewFact, append_facts
from app.kernel.application import current_settings
from app.kernel.database import keep_plans_of_transaction
from app.people.queries import find_people_of_network

Admitted = list[NewFact] | Rejection


def accept_items(items: Sequence[ParsedItem], source_name: str, now: datetime) -> IntakeAnswer:
    """Make facts of `items`, each answered by itself, in the order given; `now` is when they were received."""
    keep_plans_of_transaction()
    hosts = _list_hosts_of_network(source_name)
    interpreted = [interpret_event(item, now, hosts) if isinstance(item, CloudEvent) else item for item in items]
    people = find_people_of_network(source_name, _collect_external_ids(interpreted))
    admitted: list[Admitted] = [
        build_facts_or_rejection(activity, people, source_name)
        if isinstance(activity, InterpretedActivity)
        else activity
        for activity in interpreted
    ]
    _set_aside_acceptances_kept_in_another_form(interpreted, admitted, source_name)
    outcomes = _build_outcomes(items, admitted, source_name)
    tally = Counter(outcome.outcome for outcome in outcomes)
    effects = Counter(outcome.effect for outcome in outcomes)
    totals = (tally["accepted"], tally["duplicate"], tally["dropped"], tally["refused"])
    return IntakeAnswer(*totals, outcomes, counted=effects["counted"], kept=effects["kept"])


def _list_hosts_of_network(source_name: str) -> frozenset[str]:
    settings = current_settings()
    named = {find_host(address) for address in (source_name, settings.network_url or "")}
    return frozenset(host for host in named | set(settings.network_hosts) if host)


def _collect_external_ids(interpreted: Sequence[InterpretedActivity | Rejection]) -> set[str]:
    activities = [activity for activity in interpreted if isinstance(activity, InterpretedActivity)]
    names = {name for activity in activities for name in (activity.actor, activity.author, *activity.others)}
    return {name for name in names if name and "\x00" not in name}


def _set_aside_acceptances_kept_in_another_form(
    interpreted: Sequence[InterpretedActivity | Rejection], admitted: list[Admitted], source_name: str
) -> None:
    """An acceptance came before when its asker took part, or did not: it is the same one, whichever holds now."""
    other_keys: dict[int, str] = {}
    for place, (activity, each) in enumerate(zip(interpreted, admitted, strict=True)):
        if isinstance(activity, Rejection) or isinstance(each, Rejection):
            continue
        if activity.meaning.kind in COUNTERPART_KINDS:
            (fact,) = each
            unnamed = build_unnamed_key(source_name, activity.key)
            other_keys[place] = unnamed if fact.source_key == activity.key else activity.key
    here = queries.find_stored_facts(source_name, set(other_keys.values()))
    for place, key in other_keys.items():
        if key in here:
            admitted[place] = Rejection("duplicate", reasons.ALREADY_HERE)


def _build_outcomes(items: Sequence[ParsedItem], admitted: Sequence[Admitted], source_name: str) -> list[ItemOutcome]:
    facts = [fact for each in admitted if isinstance(each, list) for fact in each]
    ids = append_facts(facts)
    idle = list_reasons_of_facts_without_effect([fact_id for fact_id in ids if fact_id is not None])
    doubled = [fact.source_key for fact, fact_id in zip(facts, ids, strict=True) if fact_id is None]
    stored = queries.find_stored_facts(source_name, doubled)
    pairs = iter(zip(facts, ids, strict=True))
    outcomes = []
    for index, (item, each) in enumerate(zip(items, admitted, strict=True)):
        if isinstance(each, Rejection):
            outcomes.append(_build_outcome_of_rejection(index, item, each))
            continue
        written = [next(pairs) for _ in each]
        new = [fact_id for _, fact_id in written if fact_id is not None]
        code = _choose_code_of_new_facts(new, idle) if new else _choose_code_of_duplicate(each[0], stored)
        outcomes.append(_build_outcome_of_facts(index, item, code, is_new=bool(new)))
    return outcomes


def _choose_code_of_new_facts(new: Sequence[int], idle: dict[int, str]) -> str | None:
    """None as soon as one of an item's facts has an effect."""
    return idle[new[0]] if all(fact_id in idle for fact_id in new) else None


def _choose_code_of_duplicate(fact: NewFact, stored: dict[str, queries.StoredFact]) -> str:
    kept = stored.get(fact.source_key)
    same = kept is None or kept == queries.StoredFact(fact.kind, fact.object, fact.undoes, fact.occurred_at)
    return reasons.ALREADY_HERE if same else reasons.ID_USED_BEFORE


def _build_outcome_of_facts(index: int, item: ParsedItem, code: str | None, *, is_new: bool) -> ItemOutcome:
    assert isinstance(item, CloudEvent), "Only an event that was read becomes a fact."
    if not is_new:
        return ItemOutcome(
            index, item.id, "duplicate", effect="none", code=code, detail=reasons.SENTENCES.get(code or "")
        )
    if code is None:
        return ItemOutcome(index, item.id, "accepted", effect="counted")
    return ItemOutcome(
        index,
        item.id,
        "accepted",
        effect="none" if code in reasons.FINAL else "kept",
        code=code,
        detail=reasons.SENTENCES[code],
    )


def _build_outcome_of_rejection(index: int, item: ParsedItem, rejection: Rejection) -> ItemOutcome:
    is_refused = rejection.outcome == "refused"
    code = rejection.code or (reasons.UNREADABLE if is_refused else rejection.reason)
    return ItemOutcome(
        index,
        item.id if isinstance(item, CloudEvent) else item.event_id,
        rejection.outcome,
        None if rejection.outcome == "duplicate" else rejection.reason,
        rejection.pointer,
        effect="none",
        code=code,
        detail=rejection.reason if is_refused else reasons.SENTENCES[code],
    )

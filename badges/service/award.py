"""Awards what is earned and revokes what is not any more, each exactly once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import in_ids_condition, session
from app.notices.service.notify import notify_people
from badges.judging import queries
from badges.judging.queries import AwardJudgement
from badges.models import Award
from badges.notice import build_award_notice
from badges.service.count import count_badge_holders

TAKEN_BACK = "What it rested on was taken back."

IDENTITY = frozenset({"badge_id", "person_id"})

PEOPLE_AT_ONCE = 2_000
"""How many people one step of the past judges, in a transaction of its own."""


def reconcile_awards(fact_ids: Sequence[int], *, compares_only: bool = False) -> None:
    """Award what these facts earn, revoke what they no longer earn, and append the facts that say so; they are all the facts to judge.

    When it `compares_only`, everything is counted anew.

    People are locked in order first, so that two batches about one person take turns.
    """
    concerned = queries.list_people_and_facts_to_judge(fact_ids)
    if not concerned.person_ids:
        return
    queries.lock_people(concerned.person_ids)
    judgements = queries.count_and_judge_badges_after_facts(concerned.fact_ids, compares_only=compares_only)
    _settle_judgements(judgements, concerned.person_ids)


def award_badge_for_past(badge_id: int, *, most: int = PEOPLE_AT_ONCE) -> None:
    """Award a published badge to the next people who earned it already; the due step comes again until everybody was judged.

    Then its holders are counted, so that the pages of HR say one thing.
    """
    badge = queries.lock_badge(badge_id)
    if badge.past_position is None:
        return
    person_ids = queries.list_participants_after(badge.past_position, most)
    queries.lock_people(person_ids)
    _settle_judgements(queries.judge_past_of_people(badge_id, person_ids), person_ids)
    badge.past_position = person_ids[-1] if len(person_ids) == most else None
    if badge.past_position is None:
        session().flush()
        count_badge_holders([badge_id])


def _settle_judgements(judgements: Sequence[AwardJudgement], person_ids: Sequence[int]) -> None:
    if judgements:
        change_awards([each for each in judgements if each.is_earned != each.is_held or each.is_moved])
        settle_composed_badges({judgement.badge_id for judgement in judgements}, person_ids)


def settle_composed_badges(badge_ids: Collection[int], person_ids: Sequence[int]) -> None:
    """Let composed badges of locked people follow those that they need; those form no circle, so this ends."""
    _settle_judgements(queries.judge_composed_badges(badge_ids, person_ids), person_ids)


def change_awards(changes: Sequence[AwardJudgement], *, notifies: bool = True) -> None:
    """Award and revoke as these judgements say, and append the facts; the people are locked."""
    awarded = [change for change in changes if change.is_earned]
    _award_badges(awarded)
    if notifies:
        notify_people([build_award_notice(change) for change in awarded if not change.is_moved])
    _revoke_awards([change for change in changes if not change.is_earned])
    facts = [fact for change in changes for fact in _build_facts_of_change(change)]
    append_facts([fact for fact in facts if fact.kind == "badge.revoked"])
    append_facts([fact for fact in facts if fact.kind == "badge.awarded"])


def _award_badges(changes: Sequence[AwardJudgement]) -> None:
    if not changes:
        return
    rows = [
        {
            "badge_id": change.badge_id,
            "person_id": change.person_id,
            "awarded_at": change.reached_at,
            "criterion_version": change.version,
            "expires_at": change.expires_at,
            "announcements": change.announcements + 1,
        }
        for change in changes
    ]
    awarded = insert(Award)
    again: dict[str, object] = {name: awarded.excluded[name] for name in rows[0].keys() - IDENTITY}
    again |= {"revoked_at": None, "revoked_because": None, "reminded_at": None}
    upsert = awarded.on_conflict_do_update(
        index_elements=sorted(IDENTITY), index_where=Award.expired_at.is_(None), set_=again
    )
    session().execute(upsert, rows)


def _revoke_awards(changes: Sequence[AwardJudgement]) -> None:
    ids = [change.award_id for change in changes if change.award_id is not None]
    if ids:
        revoked = update(Award).where(in_ids_condition(Award.id, ids))
        session().execute(revoked.values(revoked_at=clock.now(), revoked_because=TAKEN_BACK, is_named=False))


def _build_facts_of_change(change: AwardJudgement) -> Iterator[NewFact]:
    """An award that moves is revoked first and made again, so that who hears of awards knows the date that the pages show."""
    badge = f"badge:{change.slug}"
    name = f"{change.badge_id}:{change.person_id}"
    if change.is_held:
        yield NewFact(
            kind="badge.revoked",
            source_key=f"revoked:{name}:{change.announcements}",
            undoes=f"awarded:{name}:{change.announcements}",
            occurred_at=clock.now(),
            actor_id=change.person_id,
            object=badge,
        )
    if change.is_earned:
        assert change.reached_at is not None, "What is earned was reached."
        yield NewFact(
            kind="badge.awarded",
            source_key=f"awarded:{name}:{change.announcements + 1}",
            occurred_at=change.reached_at,
            actor_id=change.person_id,
            object=badge,
            body={"moved": True} if change.is_moved else {},
        )

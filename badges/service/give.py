"""Gives a badge by hand, with a reason that its holder reads; and says who may."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Forbidden, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.notices.service.notify import notify_people
from badges.criteria.given import GIVEN_BY_HAND
from badges.judging.queries import AwardJudgement, judge_gift, lock_people
from badges.models import Award, Badge, BadgeGiver
from badges.notice import build_gift_notice
from badges.service.award import change_awards, settle_composed_badges
from badges.terms import queries


class NotGiver(Forbidden):
    """This person is not one of those who may give the badge."""


class GiftRefused(Conflict):
    """The badge cannot be given now."""


@dataclass(frozen=True, kw_only=True)
class BadgeGift:
    """What a giver writes: for whom, why, and where it can be seen; the last may stay empty."""

    receiver_id: int
    reason: str
    evidence: str = ""


def set_badge_givers(badge: Badge, person_ids: Collection[int]) -> None:
    """Let these people give the badge, and nobody else from now on; what was given stays."""
    session().execute(delete(BadgeGiver).where(BadgeGiver.badge_id == badge.id))
    session().add_all(BadgeGiver(badge_id=badge.id, person_id=person_id) for person_id in sorted(set(person_ids)))
    session().flush()


def give_badge(badge: Badge, giver_id: int, gift: BadgeGift) -> Award:
    """Award the badge for one term; the receiver reads who gave it and why.

    NotGiver, Invalid at the field, or GiftRefused: a badge that is not given by hand or not in force, one that the receiver
    has, who does not take part, and two who would give it to each other.
    """
    if not queries.is_giver(badge.id, giver_id):
        raise NotGiver("Only the people whom HR named may give this badge.")
    _refuse_texts(giver_id, gift)
    lock_people(sorted({giver_id, gift.receiver_id}))
    judgement = _judge_gift(badge, giver_id, gift.receiver_id)
    change_awards([judgement], notifies=False)
    award = queries.find_running_award(badge.id, gift.receiver_id)
    assert award is not None, "It was awarded just now."
    award.given_by_id, award.reason, award.evidence = giver_id, gift.reason.strip(), gift.evidence.strip() or None
    session().flush()
    giver = queries.get_full_name(giver_id)
    notify_people([build_gift_notice(judgement, giver=giver, reason=gift.reason.strip())])
    settle_composed_badges([badge.id], [gift.receiver_id])
    return award


def _refuse_texts(giver_id: int, gift: BadgeGift) -> None:
    errors = []
    if gift.receiver_id == giver_id:
        message = ErrorMessage("Nobody gives a badge to themselves.", french="On ne se remet pas un badge à soi-même.")
        errors.append(FieldError("/receiver", message))
    if not gift.reason.strip():
        message = ErrorMessage("Say why.", french="Dites pourquoi : la personne le lira.")
        errors.append(FieldError("/reason", message))
    for name, written in {"reason": gift.reason, "evidence": gift.evidence}.items():
        if hidden := find_hidden_sign(written):
            errors.append(FieldError(f"/{name}", hidden))
    if errors:
        raise Invalid("This badge cannot be given like this.", errors=errors)


def _judge_gift(badge: Badge, giver_id: int, receiver_id: int) -> AwardJudgement:
    if badge.state != "published" or queries.get_current_version(badge).criterion != GIVEN_BY_HAND:
        raise GiftRefused("This badge is not given by hand at the moment.")
    if not queries.takes_part(receiver_id):
        raise GiftRefused("This person does not take part.")
    if queries.has_given(badge.id, receiver_id, giver_id):
        raise GiftRefused("You have this badge from this person: two people do not give it to each other.")
    judgement = judge_gift(badge.id, receiver_id, clock.now())
    if judgement.is_held:
        raise GiftRefused("This person has this badge already.")
    if not judgement.is_earned:
        raise GiftRefused("This person cannot receive this badge now: it was revoked, or badges are off there.")
    return judgement

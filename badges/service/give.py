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

LONGEST_REASON, LONGEST_EVIDENCE = 600, 400

TOO_LONG = ErrorMessage("{most} characters at most.", french="{most} caractères au plus.")
NOT_GIVEN_NOW = ErrorMessage(
    "This badge is not given by hand at the moment.", french="Ce badge ne se remet pas à la main en ce moment."
)
GIVEN_TO_EACH_OTHER = ErrorMessage(
    "You have this badge from this person: two people do not give it to each other.",
    french="Vous tenez ce badge de cette personne : deux personnes ne se le remettent pas l’une à l’autre.",
)
GIVEN_ALREADY = ErrorMessage(
    "You gave this person this badge already, and its term is not over.",
    french="Vous avez déjà remis ce badge à cette personne, et son terme n’est pas passé.",
)
NOT_RECEIVED_NOW = ErrorMessage(
    "This badge cannot be given to this person at the moment. Passerelle does not say why: whether a colleague takes part,"
    " and which badges they have, is theirs to say.",
    french="Ce badge ne peut pas être remis à cette personne en ce moment. Passerelle ne dit pas pourquoi : participer ou non,"
    " et avoir ou non un badge, c’est à chacun de le dire.",
)
"""One sentence for whoever takes no part, has the badge from somebody else, had it revoked, or works where badges are off."""


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

    NotGiver, Invalid at the field, or GiftRefused: a badge that is not given by hand or not in force, two who would give it to
    each other, a gift that was made already, and, all by one sentence, whatever a giver must not learn about the receiver.
    """
    if not queries.is_giver(badge.id, giver_id):
        raise NotGiver("Only the people whom HR named may give this badge.")
    _refuse_gift(giver_id, gift)
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


def list_faults_of_words(reason: str, evidence: str) -> list[FieldError]:
    """What is wrong with what a giver writes, at its field."""
    errors = []
    if not reason.strip():
        message = ErrorMessage("Say why.", french="Dites pourquoi : la personne le lira.")
        errors.append(FieldError("/reason", message))
    for name, written, most in (("reason", reason, LONGEST_REASON), ("evidence", evidence, LONGEST_EVIDENCE)):
        if hidden := find_hidden_sign(written):
            errors.append(FieldError(f"/{name}", hidden))
        elif len(written) > most:
            errors.append(FieldError(f"/{name}", TOO_LONG.format(most=most)))
    return errors


def _refuse_gift(giver_id: int, gift: BadgeGift) -> None:
    errors = list_faults_of_words(gift.reason, gift.evidence)
    if gift.receiver_id == giver_id:
        message = ErrorMessage("Nobody gives a badge to themselves.", french="On ne se remet pas un badge à soi-même.")
        errors.insert(0, FieldError("/receiver", message))
    if errors:
        raise Invalid("This badge cannot be given like this.", errors=errors)


def _judge_gift(badge: Badge, giver_id: int, receiver_id: int) -> AwardJudgement:
    if badge.state != "published" or queries.get_current_version(badge).criterion != GIVEN_BY_HAND:
        raise GiftRefused(NOT_GIVEN_NOW)
    if queries.has_given(badge.id, receiver_id, giver_id):
        raise GiftRefused(GIVEN_TO_EACH_OTHER)
    running = queries.find_running_award(badge.id, receiver_id)
    if running is not None and running.given_by_id == giver_id:
        raise GiftRefused(GIVEN_ALREADY)
    judgement = judge_gift(badge.id, receiver_id, clock.now())
    if judgement.is_held or not judgement.is_earned or not queries.takes_part(receiver_id):
        raise GiftRefused(NOT_RECEIVED_NOW)
    return judgement

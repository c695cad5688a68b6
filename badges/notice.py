"""The notices of badges: received, given, about to end, revoked."""

from __future__ import annotations

from app.kernel.application import build_path
from app.kernel.texts import N_
from app.notices.kind import NoticeKind
from app.notices.service.notify import NewNotice
from badges.judging.queries import AwardJudgement

AWARDED = NoticeKind(
    name="badge.awarded",
    sentence="A person received a badge.",
    title=N_("Vous avez reçu le badge « %(badge)s »"),
    icon="award",
    is_celebration=True,
)
GIVEN = NoticeKind(
    name="badge.given",
    sentence="Somebody gave a person a badge, with a reason.",
    title=N_("On vous a remis le badge « %(badge)s »"),
    text=N_("%(giver)s : « %(reason)s »"),
    icon="award",
    is_celebration=True,
)
EXPIRING = NoticeKind(
    name="badge.expiring",
    sentence="The term of a person’s badge ends within a month.",
    title=N_("Votre badge « %(badge)s » arrive à son terme"),
    text=N_("Sa page dit quand, et comment le recevoir de nouveau. Ce que vous avez fait reste à vous."),
    icon="award",
    is_read_on_its_page=True,
)
REVOKED = NoticeKind(
    name="badge.revoked",
    sentence="HR revoked a person’s badge, for a reason that the person reads.",
    title=N_("Votre badge « %(badge)s » a été retiré"),
    text=N_("Raison : %(reason)s"),
    icon="info-circle",
    is_transactional=True,
    is_read_on_its_page=True,
)
MERGED = NoticeKind(
    name="badge.merged",
    sentence="Two accounts of one person were merged: an award that one person cannot have twice, or give to themselves, is revoked.",
    title=N_("Une attribution du badge « %(badge)s » est révoquée"),
    text=N_(
        "Vos deux comptes n’en font plus qu’un. Un badge ne s’attribue qu’une fois, et personne ne se le remet ; le certificat de cette attribution est révoqué avec elle."
    ),
    icon="info-circle",
    is_transactional=True,
    is_read_on_its_page=True,
)
NOTICE_KINDS = (AWARDED, GIVEN, EXPIRING, REVOKED, MERGED)


def build_award_notice(award: AwardJudgement) -> NewNotice:
    """The notice of an award: once in a term, also when it is restored after a revocation."""
    assert award.reached_at is not None, "What is earned was reached."
    return NewNotice(
        kind=AWARDED.name,
        person_id=award.person_id,
        key=_build_term_key(award),
        path=build_path("own_award.show_award", slug=award.slug),
        params={"badge": dict(award.name)},
        happened_at=award.reached_at,
    )


def build_gift_notice(award: AwardJudgement, *, giver: str, reason: str) -> NewNotice:
    """The same for a badge that somebody gave, with what they wrote."""
    return NewNotice(
        kind=GIVEN.name,
        person_id=award.person_id,
        key=_build_term_key(award),
        path=build_path("own_award.show_award", slug=award.slug),
        params={"badge": dict(award.name), "giver": giver, "reason": reason},
    )


def _build_term_key(award: AwardJudgement) -> str:
    if award.last_term_ended_at is None:
        return f"badge:{award.badge_id}"
    return f"badge:{award.badge_id}:{award.last_term_ended_at.isoformat()}"

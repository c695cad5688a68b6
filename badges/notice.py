"""The notice to a person who receives a badge."""

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


def build_award_notice(award: AwardJudgement) -> NewNotice:
    """The notice of an award; one that is restored after a revocation rings no second time."""
    assert award.reached_at is not None, "What is earned was reached."
    return NewNotice(
        kind=AWARDED.name,
        person_id=award.person_id,
        key=f"badge:{award.badge_id}",
        path=build_path("badges.show_badge", slug=award.slug),
        params={"badge": dict(award.name)},
        happened_at=award.reached_at,
    )

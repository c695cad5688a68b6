"""A holder agrees to show the team that a badge served, or no longer; leaving ends the agreement."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from app.kernel.database import session
from app.kernel.errors import Conflict
from app.people.statements import select_leavers
from badges.judging.queries import lock_people
from badges.models import Award, Badge
from badges.serving.models import AwardTeam
from badges.serving.queries import find_own_served_team
from badges.terms.queries import find_running_award


class NoTeamToShow(Conflict):
    """This person does not hold the badge at this moment, or it names no team."""


def choose_team(badge: Badge, person_id: int, *, is_shown: bool) -> None:
    """Show the team from now on as the holder reads it at this moment, or no longer. NoTeamToShow; taking back never fails."""
    lock_people([person_id])
    own_awards = select(Award.id).where(Award.badge_id == badge.id, Award.person_id == person_id)
    session().execute(delete(AwardTeam).where(AwardTeam.award_id.in_(own_awards)))
    if not is_shown:
        return
    award = find_running_award(badge.id, person_id)
    served = find_own_served_team(award.id) if award is not None and award.revoked_at is None else None
    if award is None or served is None:
        raise NoTeamToShow("This badge names no team that could be shown.")
    session().add(
        AwardTeam(award_id=award.id, unit_id=served.unit_id, answers=served.answers, announcements=award.announcements)
    )
    session().flush()


def forget_teams_of_person(person_id: int) -> None:
    """Let whoever joins Passerelle anew begin without a team that is shown."""
    own_awards = select(Award.id).where(Award.person_id == person_id)
    session().execute(delete(AwardTeam).where(AwardTeam.award_id.in_(own_awards)))


def forget_teams_of_leavers(fact_ids: Sequence[int]) -> None:
    """Forget what those agreed to show who, by these facts, left the company or the game and are not back. Idempotent."""
    own_awards = select(Award.id).where(Award.person_id.in_(select_leavers(fact_ids)))
    session().execute(delete(AwardTeam).where(AwardTeam.award_id.in_(own_awards)))

"""What the file of a person's own data holds of the tables of badges and of teams that they show."""

from __future__ import annotations

from app.kernel.personal_file import INTERNAL, OF_OTHERS, FilePart, OwnTable, refer_to_owner, refer_to_part
from app.kernel.texts import N_
from badges.models import Award, BadgeCount, BadgeGiver
from badges.serving.models import AwardTeam

_AFTERWARDS = (
    *("announcements", "expires_at", "expired_at", "reminded_at"),
    *("revoked_at", "revoked_because", "is_barred", "is_named"),
)
"""What became of an award is its holder's alone."""

PERSONAL_FILE: tuple[FilePart, ...] = (
    OwnTable(table=Award, title=N_("Vos badges"), belongs_to=refer_to_owner(Award.person_id), names=("given_by_id",)),
    OwnTable(
        table=Award,
        title=N_("Les badges que vous avez donnés"),
        belongs_to=refer_to_owner(Award.given_by_id),
        names=("person_id",),
        withheld=dict.fromkeys(_AFTERWARDS, OF_OTHERS),
    ),
    OwnTable(
        table=AwardTeam,
        title=N_("Les équipes que vos badges ont servies"),
        belongs_to=refer_to_part(AwardTeam.award_id, Award.id, Award.person_id),
    ),
    OwnTable(
        table=BadgeCount,
        title=N_("Où vous en êtes pour chaque badge"),
        belongs_to=refer_to_owner(BadgeCount.person_id),
        withheld={"counted_as": INTERNAL, "counted_keys": OF_OTHERS},
    ),
    OwnTable(
        table=BadgeGiver,
        title=N_("Les badges que vous pouvez donner"),
        belongs_to=refer_to_owner(BadgeGiver.person_id),
    ),
)

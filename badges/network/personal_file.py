"""What the file of a person's own data holds of the badges that they show in the network."""

from __future__ import annotations

from app.kernel.personal_file import FilePart, OwnTable, refer_to_part
from app.kernel.texts import N_
from badges.models import Award
from badges.network.models import ShownAward

PERSONAL_FILE: tuple[FilePart, ...] = (
    OwnTable(
        table=ShownAward,
        title=N_("Les badges que vous montrez sur le réseau"),
        belongs_to=refer_to_part(ShownAward.award_id, Award.id, Award.person_id),
    ),
)

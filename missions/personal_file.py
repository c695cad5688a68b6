"""What the file of a person's own data holds of the tables of missions."""

from __future__ import annotations

from app.kernel.personal_file import INTERNAL, OF_OTHERS, FilePart, OwnTable, refer_to_owner, refer_to_part
from app.kernel.texts import N_
from missions.meetings.models import MeetingCode
from missions.models import Completion, Enrolment, EnrolmentExtension, PathCompletion
from missions.reviews.models import Evidence, EvidenceReply

PERSONAL_FILE: tuple[FilePart, ...] = (
    OwnTable(
        table=Enrolment,
        title=N_("Vos missions"),
        belongs_to=refer_to_owner(Enrolment.person_id),
        withheld={"counted_as": INTERNAL, "counted_keys": OF_OTHERS},
    ),
    OwnTable(
        table=Completion,
        title=N_("Les missions que vous avez terminées"),
        belongs_to=refer_to_part(Completion.enrolment_id, Enrolment.id, Enrolment.person_id),
    ),
    OwnTable(
        table=EnrolmentExtension,
        title=N_("Le temps ajouté à vos missions après une pause"),
        belongs_to=refer_to_part(EnrolmentExtension.enrolment_id, Enrolment.id, Enrolment.person_id),
    ),
    OwnTable(table=PathCompletion, title=N_("Vos parcours"), belongs_to=refer_to_owner(PathCompletion.person_id)),
    OwnTable(
        table=Evidence,
        title=N_("Ce que vous avez envoyé pour vos missions"),
        belongs_to=refer_to_owner(Evidence.person_id),
        withheld=dict.fromkeys(("taken_by", "taken_until"), OF_OTHERS),
    ),
    OwnTable(
        table=EvidenceReply,
        title=N_("Les messages sur ce que vous avez envoyé"),
        belongs_to=refer_to_part(EvidenceReply.evidence_id, Evidence.id, Evidence.person_id),
    ),
    OwnTable(table=MeetingCode, title=N_("Vos codes de rencontre"), belongs_to=refer_to_owner(MeetingCode.person_id)),
)

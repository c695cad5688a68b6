"""What the file of a person's own data holds of the tables of mentoring; it tells nobody's answer but their own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, select, true

from app.kernel.personal_file import (
    OF_OTHERS,
    SECRET,
    SILENT,
    FilePart,
    OwnRecords,
    OwnTable,
    refer_to_owner,
    refer_to_part,
)
from app.kernel.schema import JsonObject
from app.kernel.texts import N_
from mentoring.pairs.models import (
    CalendarFeed,
    Feedback,
    MentoringSession,
    Pair,
    PairLevel,
    PairNote,
    SentPairReminder,
)
from mentoring.pairs.notes.queries import list_own_notes
from mentoring.pairs.questions import QuestionMoment
from mentoring.proposals.models import Proposal, UnmatchedPerson
from mentoring.proposals.queries.proposals import visibility_condition
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Avoidance, AvoidanceText, Volunteer, VolunteerSkill

_OF_BOTH = (Pair.senior_id, Pair.junior_id)
_ANSWERS = ("fit", "state", "asked_at", "answer", "answered_at")


def _were_written_for(person_id: int) -> ColumnElement[bool]:
    is_in_pair = refer_to_part(Feedback.pair_id, Pair.id, *_OF_BOTH)
    is_for_other = and_(Feedback.moment == QuestionMoment.END.value, Feedback.thanks != "")
    return and_(is_in_pair(person_id), Feedback.person_id != person_id, is_for_other)


def _are_reasons_shown_to(person_id: int) -> ColumnElement[bool]:
    """As the page of a senior shows them: while the round proposes."""
    seniors = select(Volunteer.round_id).where(Volunteer.person_id == person_id, Volunteer.side == "senior")
    shown = select(Round.id).where(Round.id.in_(seniors), Round.state.in_(["proposing", "running"]))
    return and_(UnmatchedPerson.person_id == person_id, UnmatchedPerson.round_id.in_(shown))


def _list_notes(person_id: int) -> Sequence[JsonObject]:
    return [
        {"pair_id": pair_id, "text": notes.text, "written_at": notes.written_at}
        for pair_id, notes in list_own_notes(person_id).items()
    ]


_MATCHING: tuple[FilePart, ...] = (
    OwnTable(table=Volunteer, title=N_("Vos souhaits de mentorat"), belongs_to=refer_to_owner(Volunteer.person_id)),
    OwnTable(
        table=VolunteerSkill,
        title=N_("Vos compétences pour le mentorat"),
        belongs_to=refer_to_part(VolunteerSkill.volunteer_id, Volunteer.id, Volunteer.person_id),
    ),
    OwnTable(
        table=AvoidanceText,
        title=N_("Les personnes que vous souhaitez éviter, comme vous les avez écrites"),
        belongs_to=refer_to_owner(AvoidanceText.person_id),
    ),
    OwnTable(
        table=Avoidance,
        title=N_("Les collègues que vos mots désignent"),
        belongs_to=refer_to_owner(Avoidance.person_id),
        withheld={"avoided_id": OF_OTHERS},
    ),
    OwnTable(
        table=Proposal,
        title=N_("Les binômes qui vous sont proposés"),
        belongs_to=visibility_condition,
        names=("senior_id", "junior_id"),
        names_leavers=true(),
        withheld=dict.fromkeys(_ANSWERS, SILENT),
    ),
    OwnTable(
        table=UnmatchedPerson,
        title=N_("Pourquoi aucun binôme ne vous est proposé"),
        belongs_to=_are_reasons_shown_to,
    ),
)
_PAIRS: tuple[FilePart, ...] = (
    OwnTable(
        table=Pair,
        title=N_("Vos binômes"),
        belongs_to=refer_to_owner(*_OF_BOTH),
        names=("senior_id", "junior_id"),
        names_leavers=Pair.state == "active",
        withheld=dict.fromkeys(("ending_at", "stop_marks"), SILENT),
    ),
    OwnTable(
        table=MentoringSession,
        title=N_("Les séances de vos binômes"),
        belongs_to=refer_to_part(MentoringSession.pair_id, Pair.id, *_OF_BOTH),
    ),
    OwnRecords(table=PairNote, title=N_("Les notes de vos binômes"), read=_list_notes),
    OwnTable(table=Feedback, title=N_("Vos réponses sur vos binômes"), belongs_to=refer_to_owner(Feedback.person_id)),
    OwnTable(
        table=Feedback,
        title=N_("Les mots de fin que vos binômes vous ont écrits"),
        belongs_to=_were_written_for,
        withheld=dict.fromkeys(("person_id", "answer"), OF_OTHERS),
    ),
    OwnTable(table=PairLevel, title=N_("Vos niveaux, avant et après"), belongs_to=refer_to_owner(PairLevel.person_id)),
    OwnTable(
        table=SentPairReminder,
        title=N_("Les rappels sur vos binômes"),
        belongs_to=refer_to_owner(SentPairReminder.person_id),
    ),
    OwnTable(
        table=CalendarFeed,
        title=N_("Votre agenda personnel"),
        belongs_to=refer_to_owner(CalendarFeed.person_id),
        withheld={"token_sha256": SECRET},
    ),
)
PERSONAL_FILE = (*_MATCHING, *_PAIRS)

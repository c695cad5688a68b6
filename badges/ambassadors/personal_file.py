"""What the file of a person's own data holds of the tables of ambassadors; who spoke for them is there once they accepted."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, true

from app.kernel.personal_file import OF_OTHERS, SILENT, FilePart, OwnTable, refer_to_owner, refer_to_part
from app.kernel.texts import N_
from badges.ambassadors.hours.models import AmbassadorTime
from badges.ambassadors.models import Candidacy, Nomination
from badges.ambassadors.publicity.models import AmbassadorListExport, AmbassadorPhoto, AmbassadorPublicity
from badges.ambassadors.questions.models import QuestionTurn
from badges.ambassadors.removals.models import AmbassadorRemoval
from badges.ambassadors.signals.models import AmbassadorSignals, SignalRefusal
from badges.ambassadors.states import OVER, CandidacyState
from badges.ambassadors.texts.models import ProposedText

_STEPS_OF_OTHERS = ("proposed_by_id", "confirmed_by_id", "decided_by_id")


def _is_read_by_nominee(person_id: int) -> ColumnElement[bool]:
    unread = (CandidacyState.ASKED, *OVER)
    has_accepted = exists().where(Candidacy.person_id == person_id, Candidacy.state.not_in(unread))
    return and_(Nomination.nominee_id == person_id, Nomination.sentence.is_not(None), has_accepted)


def _ended_own_term(person_id: int) -> ColumnElement[bool]:
    is_own = refer_to_part(AmbassadorRemoval.candidacy_id, Candidacy.id, Candidacy.person_id)
    return and_(is_own(person_id), AmbassadorRemoval.confirmed_at.is_not(None))


_PROGRAMME: tuple[FilePart, ...] = (
    OwnTable(
        table=Candidacy,
        title=N_("Vos candidatures et vos mandats d’ambassadeur"),
        belongs_to=refer_to_owner(Candidacy.person_id),
        names=("approver_id",),
    ),
    OwnTable(
        table=Candidacy,
        title=N_("Les fiches de rôle qui vous sont adressées"),
        belongs_to=refer_to_owner(Candidacy.approver_id),
        names=("person_id",),
        withheld=dict.fromkeys(("rests_since", "resumed_at", "reminded_at", "announced_from", "over_at"), OF_OTHERS),
    ),
    OwnTable(
        table=Nomination,
        title=N_("Ce que des collègues ont écrit pour vous proposer"),
        belongs_to=_is_read_by_nominee,
        names=("nominator_id",),
        withheld={"unit_id": OF_OTHERS},
    ),
    OwnTable(
        table=Nomination,
        title=N_("Les collègues que vous avez proposés"),
        belongs_to=refer_to_owner(Nomination.nominator_id),
        names=("nominee_id",),
        names_leavers=true(),
        withheld={"sentence": SILENT},
    ),
    OwnTable(
        table=AmbassadorRemoval,
        title=N_("La fin de votre mandat par d’autres, et votre recours"),
        belongs_to=_ended_own_term,
        withheld=dict.fromkeys(_STEPS_OF_OTHERS, OF_OTHERS),
    ),
    OwnTable(
        table=AmbassadorRemoval,
        title=N_("Les fins de mandat auxquelles vous avez pris part"),
        belongs_to=refer_to_owner(*(getattr(AmbassadorRemoval, name) for name in _STEPS_OF_OTHERS)),
    ),
)
_SPACE: tuple[FilePart, ...] = (
    OwnTable(
        table=AmbassadorSignals,
        title=N_("Vos signaux d’entraide"),
        belongs_to=refer_to_owner(AmbassadorSignals.person_id),
    ),
    OwnTable(
        table=SignalRefusal,
        title=N_("Votre refus des signaux d’entraide"),
        belongs_to=refer_to_owner(SignalRefusal.person_id),
    ),
    OwnTable(
        table=AmbassadorTime,
        title=N_("Votre temps d’ambassadeur"),
        belongs_to=refer_to_owner(AmbassadorTime.person_id),
    ),
    OwnTable(
        table=AmbassadorPublicity,
        title=N_("Ce que la communication peut montrer de vous"),
        belongs_to=refer_to_owner(AmbassadorPublicity.person_id),
    ),
    OwnTable(
        table=AmbassadorPhoto,
        title=N_("Votre photo pour la communication"),
        belongs_to=refer_to_owner(AmbassadorPhoto.person_id),
    ),
    OwnTable(
        table=AmbassadorListExport,
        title=N_("Les fichiers d’ambassadeurs que vous avez pris"),
        belongs_to=refer_to_owner(AmbassadorListExport.by_id),
    ),
    OwnTable(
        table=QuestionTurn,
        title=N_("Vos questions qui ont attendu une réponse"),
        belongs_to=refer_to_owner(QuestionTurn.asker_id),
        withheld=dict.fromkeys(("taken_by", "taken_until", "state"), OF_OTHERS),
    ),
    OwnTable(
        table=QuestionTurn,
        title=N_("Les questions que vous avez prises"),
        belongs_to=refer_to_owner(QuestionTurn.taken_by),
    ),
    OwnTable(
        table=ProposedText,
        title=N_("Le texte que vous proposez"),
        belongs_to=refer_to_owner(ProposedText.person_id),
    ),
)
PERSONAL_FILE = (*_PROGRAMME, *_SPACE)

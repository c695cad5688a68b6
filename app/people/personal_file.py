"""What the file of a person's own data holds of people's tables and of the journal."""

from __future__ import annotations

from sqlalchemy import and_

from app.journal.models import Fact
from app.kernel.idempotency.models import KeptAnswer
from app.kernel.personal_file import (
    INTERNAL,
    OF_OTHERS,
    OFFICE,
    PASSING,
    SECRET,
    FilePart,
    OwnTable,
    TableLeftOut,
    refer_to_owner,
)
from app.kernel.texts import N_
from app.people.changes.models import PersonChange
from app.people.crisis.models import Crisis
from app.people.directory.models import PeopleImport
from app.people.form_drafts.models import FormDraft
from app.people.merging.models import MergedPerson
from app.people.models import ActorAlias, Choices, Person, PersonalToken, PersonRole, Presence
from app.people.pauses.models import Pause
from app.people.policies.models import Policy

_ORDER = dict.fromkeys(("tx", "shard"), INTERNAL)

_PEOPLE: tuple[FilePart, ...] = (
    OwnTable(
        table=Person,
        title=N_("Qui vous êtes, selon l’annuaire de l’entreprise"),
        belongs_to=refer_to_owner(Person.id),
        names=("manager_id",),
        withheld={"password_hash": SECRET, "session_version": INTERNAL},
    ),
    OwnTable(table=Choices, title=N_("Vos choix de confidentialité"), belongs_to=refer_to_owner(Choices.person_id)),
    OwnTable(table=Pause, title=N_("Vos pauses"), belongs_to=refer_to_owner(Pause.person_id)),
    OwnTable(table=PersonRole, title=N_("Vos rôles"), belongs_to=refer_to_owner(PersonRole.person_id)),
    OwnTable(
        table=ActorAlias, title=N_("Vos comptes sur les réseaux"), belongs_to=refer_to_owner(ActorAlias.person_id)
    ),
    OwnTable(table=Presence, title=N_("Votre dernier jour ici"), belongs_to=refer_to_owner(Presence.person_id)),
    OwnTable(
        table=PersonalToken,
        title=N_("Le jeton de votre application de badges"),
        belongs_to=refer_to_owner(PersonalToken.person_id),
        withheld={"secret_sha256": SECRET},
    ),
    OwnTable(table=FormDraft, title=N_("Vos brouillons"), belongs_to=refer_to_owner(FormDraft.person_id)),
)
_JOURNAL: tuple[FilePart, ...] = (
    OwnTable(
        table=Fact,
        title=N_("Ce que vous avez fait"),
        belongs_to=refer_to_owner(Fact.actor_id),
        withheld={**_ORDER, "counterpart_id": OF_OTHERS},
    ),
    OwnTable(
        table=Fact,
        title=N_("Ce que des collègues ont fait pour vous, sans leur nom"),
        belongs_to=lambda person_id: and_(Fact.counterpart_id == person_id, Fact.actor_id.is_distinct_from(person_id)),
        withheld={**_ORDER, **dict.fromkeys(("actor_id", "source_key", "undoes", "body"), OF_OTHERS)},
    ),
)
_OFFICE: tuple[FilePart, ...] = (
    OwnTable(
        table=Policy,
        title=N_("Les fonctions que vous avez coupées ou rétablies"),
        belongs_to=refer_to_owner(Policy.set_by_id, Policy.ended_by_id),
    ),
    OwnTable(table=Crisis, title=N_("Les crises que vous avez ouvertes"), belongs_to=refer_to_owner(Crisis.opened_by)),
    OwnTable(
        table=PeopleImport,
        title=N_("Les fichiers de personnes que vous avez envoyés"),
        belongs_to=refer_to_owner(PeopleImport.by_id),
        withheld=dict.fromkeys(("content", "answers", "changes"), OFFICE),
    ),
)
_MERGES: tuple[FilePart, ...] = (
    OwnTable(
        table=MergedPerson,
        title=N_("Les comptes qui font désormais partie du vôtre"),
        belongs_to=refer_to_owner(MergedPerson.kept_id),
        withheld={"person_id": INTERNAL},
    ),
)
_LEFT_OUT: tuple[FilePart, ...] = (
    TableLeftOut(table=PersonChange, title=N_("Les changements de l’annuaire à reprendre"), reason=PASSING),
    TableLeftOut(table=KeptAnswer, title=N_("Les réponses gardées un jour pour des programmes"), reason=PASSING),
)
PERSONAL_FILE = (*_PEOPLE, *_JOURNAL, *_OFFICE, *_MERGES, *_LEFT_OUT)

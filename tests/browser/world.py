"""A small company for the browser: a path half walked, a board, people who take part and one who does not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.intake.accounts.models import UnknownAccount
from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards import queries as boards
from app.leaderboards.jobs import publish_board_version_if_due
from app.leaderboards.service import create_and_publish_board
from app.people import queries as people
from app.people.accounts.service.sign_in import set_password
from app.people.directory.forms import ImportForm, encode_import_form
from app.people.directory.models import PeopleImport
from app.people.directory.outcome import ImportOptions
from app.people.directory.queries import read_directory
from app.people.directory.service import uploads
from app.people.directory.service.imports import apply_and_record_import
from app.people.models import Person
from app.people.roles import ANIMATOR, HR, IT, REPRESENTATIVE
from app.people.service.participation import choose_visibility, join_game
from app.people.service.roles import give_role
from app.points.service import create_and_publish_rule
from badges.ambassadors.models import Candidacy
from badges.ambassadors.states import CandidacyState
from badges.credentials.models import BadgePage
from badges.credentials.sharing.queries import select_award_ids
from badges.giving.service import TypedGift, give_badge_to_typed_person
from badges.queries import get_badge
from badges.service.give import set_badge_givers
from badges.service.publish import create_and_publish_badge, publish_badge_draft
from badges.service.write import BadgeDraft, BadgeText, save_badge_draft
from missions.service.publish import create_and_publish_mission_for_everyone
from missions.service.write import MissionText
from tests.makers import catch_up, make_people, make_site, make_unit, tell
from tests.paths import write_and_publish_path
from tests.people.people_file import ADA, BEN, people_file

PASSWORD = "une phrase assez longue"
LONG_ADDRESS = "https://reseau.armor.example/communities/accessibilite-numerique"
"""The address of a community, wider than a phone."""
TOKEN = "page-of-marc"
"""What ends the address of a public page."""


@dataclass(frozen=True)
class World:
    """Who can sign in."""

    marc: str
    ines: str
    lea: str
    sam: str


MISSIONS = (
    (
        "publier-un-mot",
        "Présentez-vous en une phrase",
        "Introduce yourself in one sentence",
        ["post.created"],
        1,
        5,
        20,
    ),
    (
        "suivre",
        "Suivez trois collègues près de vous",
        "Follow three colleagues near you",
        ["person.followed"],
        3,
        5,
        20,
    ),
    (
        "communaute",
        "Rejoignez une communauté de votre métier",
        "Join a community of your trade",
        ["community.joined"],
        1,
        5,
        20,
    ),
    ("commenter", "Commentez une bonne idée", "Comment on a good idea", ["comment.created"], 1, 10, 30),
    ("repondre", "Répondez à une question en attente", "Answer a question that waits", ["answer.created"], 2, 10, 40),
    (
        "utile",
        "Une de vos réponses aide quelqu'un",
        "One of your answers helps somebody",
        ["answer.accepted:counterpart"],
        1,
        10,
        60,
    ),
    ("partager", "Partagez ce qui vous a servi", "Share what was of use to you", ["post.shared"], 1, 5, 20),
)
WHY = {
    "fr": "Choisissez ce qui vous sert vraiment cette semaine ; vous relisez avant de publier.",
    "en": "Choose what is really of use to you.",
}
WHO = {"fr": "les membres de la communauté où vous écrivez.", "en": "the members of the community you write in."}


def build_world() -> World:
    """Write the company through services, let the readers catch up, and publish the boards."""
    with transaction():
        site = make_site()
        agencies, office = make_unit(), make_unit()
        agencies.name, office.name, site.name = "Agences du Grand Ouest", "Communication", "Nantes"
        ids = make_people(20, site=site, unit=agencies, joined_at=None)
        colleagues = make_people(12, site=site, unit=office, joined_at=None)
        marc = _named(ids[0], "Marc", "Delorme", "Responsable d’agence")
        ines = _named(colleagues[0], "Inès", "Benali", "Chargée de communication")
        lea = _named(ids[1], "Léa", "Traoré-Vandenberghe", "Assistante de gestion")
        sam = _named(colleagues[1], "Sam", "Ngo", "Graphiste")
        for role in (HR, IT):
            give_role(ines, role)
        _publish()
        for person_id in [marc.id, lea.id, *ids[2:14]]:
            join_game(people.get_person(person_id))
        for person_id in ids[2:6]:
            choose_visibility(people.get_person(person_id), on_boards=True)
        for role in (HR, IT, ANIMATOR, REPRESENTATIVE):
            give_role(sam, role)
        _import_files(sam, people.get_person(ids[19]))
        _give_badges(marc, sam, lea)
        world = World(marc.email, ines.email, lea.email, sam.email)
    catch_up()
    _live(ids)
    _let_a_question_wait(asker_id=ids[12], ambassador_id=colleagues[1])
    catch_up()
    _publish_boards()
    with transaction():
        account = {"source": "chat", "account": "a.lovelace", "acts": 3}
        session().add(UnknownAccount(**account, first_seen_at=clock.now(), last_seen_at=clock.now()))
    _open_page_of_badge(ids[0])
    return world


def _import_files(by: Person, person: Person) -> None:
    """One file of people that waits for its answers, and one that gave somebody a job title and can be undone."""
    waiting = people_file(ADA | {"site": "Lorient", "region": "Ouest"}, BEN)
    uploads.store_upload("attend.csv", waiting, encode_import_form(ImportForm()), by_id=by.id)
    entry = read_directory().people[person.external_id].entry
    names = {"given_name": entry.given_name, "family_name": entry.family_name, "site": entry.site, "unit": entry.unit}
    row = {"external_id": entry.external_id, "email": entry.email, "arrived_on": f"{entry.arrived_on}"} | names
    written = people_file(row | {"job_title": "Conseillère"})
    apply_and_record_import(PeopleImport(file_name="written.csv", by_id=by.id), written, ImportOptions())


def _named(person_id: int, given_name: str, family_name: str, job_title: str) -> Person:
    person = people.get_person(person_id)
    person.given_name, person.family_name, person.job_title = given_name, family_name, job_title
    person.email = f"{family_name}@armor.example".lower().replace("é", "e")
    person.arrived_on = date(2026, 1, 5)
    set_password(person, PASSWORD)
    return person


def _publish() -> None:
    create_and_publish_rule(
        "mission",
        "mission.completed",
        sentence={"fr": "Une mission terminée vaut ses points.", "en": "A completed mission is worth its points."},
    )
    for slug, french, english, facts, wanted, minutes, points in MISSIONS:
        text = MissionText(title={"fr": french, "en": english}, why=WHY, who_sees=WHO)
        create_and_publish_mission_for_everyone(
            slug, "activity", {"facts": facts, "wanted": wanted}, text=text, minutes=minutes, points=points
        )
    title = {"fr": "Parcours de découverte", "en": "Discovery path"}
    why = {"fr": "Sept pas pour faire le tour du réseau.", "en": "Seven steps round the network."}
    write_and_publish_path(
        "decouverte", title=title, why=why, missions=[row[0] for row in MISSIONS], opens_on_joining=True
    )
    words = BadgeText(name={"fr": "Premier mot", "en": "First word"}, description={"fr": "Un mot.", "en": "One word."})
    create_and_publish_badge("premier-mot", "missions-completed", {"missions": ["publier-un-mot"]}, text=words)
    settings = {"facts": ["answer.created", "comment.created"], "wanted": 3}
    save_badge_draft("trois-mots", BadgeDraft(criterion="active-weeks", settings=settings, text=words, valid_months=12))
    create_and_publish_board(
        "equipes", title={"fr": "Les équipes, depuis le début", "en": "Teams, since the start"}, subject="unit"
    )
    create_and_publish_board(
        "collegues",
        title={"fr": "Les collègues, ce mois-ci", "en": "Colleagues, this month"},
        subject="person",
    )


def _live(ids: list[int]) -> None:
    now = clock.now()
    kinds = ["post.created", "community.joined", "comment.created", *["person.followed"] * 3, "answer.created"]
    for person_id in [ids[0], *ids[2:11]]:
        kinds_of_person = kinds if person_id != ids[5] else kinds[:4]
        tell(*(_fact(person_id, kind, number, now) for number, kind in enumerate(kinds_of_person)))


def _let_a_question_wait(asker_id: int, ambassador_id: int) -> None:
    """Sam is an ambassador, and in the community in which somebody asked last week."""
    last_week = clock.now() - timedelta(days=8)
    term = {"opened_at": last_week, "named_at": last_week, "ends_at": clock.now() + timedelta(days=300), "hours": 4}
    with transaction():
        session().add(Candidacy(person_id=ambassador_id, state=CandidacyState.NAMED, **term))
    question = replace(_fact(asker_id, "post.created", 0, last_week), community=LONG_ADDRESS, object=LONG_ADDRESS)
    tell(question, _fact(ambassador_id, "community.joined", 0, last_week))


def _give_badges(marc: Person, *others: Person) -> None:
    """Marc and Sam may give a badge of one year: Marc has it from Sam, and gave it to Léa."""
    words = BadgeText(name={"fr": "Ambassadeur", "en": "Ambassador"}, description={"fr": "Un an.", "en": "One year."})
    save_badge_draft("ambassadeur", BadgeDraft(criterion="given", text=words, valid_months=12))
    badge, (sam, lea) = get_badge("ambassadeur"), others
    publish_badge_draft(badge)
    set_badge_givers(badge, [marc.id, sam.id])
    reason = "Une réponse claire à chaque question de l’équipe, depuis le premier jour."
    for giver, receiver in ((sam, marc), (marc, lea)):
        typed = TypedGift(receiver=receiver.email, reason=reason, evidence=LONG_ADDRESS)
        give_badge_to_typed_person(badge, giver.id, typed)


def _fact(person_id: int, kind: str, number: int, now: datetime) -> NewFact:
    when = now + timedelta(milliseconds=number)
    return NewFact(
        kind=kind,
        source_key=f"{person_id}:{number}",
        source="rse",
        actor_id=person_id,
        occurred_at=when,
        object=f"o{person_id}:{number}",
        community=LONG_ADDRESS if kind == "community.joined" else None,
    )


def _open_page_of_badge(person_id: int) -> None:
    """The public page of the badge that the person earned; it is signed when somebody fetches a file."""
    with transaction():
        award_id = session().scalars(select_award_ids(person_id, "premier-mot")).one()
        session().add(BadgePage(award_id=award_id, token=TOKEN, opened_at=clock.now()))


def _publish_boards() -> None:
    with transaction():
        due = boards.list_due_board_ids(clock.now())
    for board_id in due:
        publish_board_version_if_due(board_id)

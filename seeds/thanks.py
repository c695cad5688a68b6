"""The demo's thanks: some between personas, shown or not, and a circle of five colleagues who thank the next one each week."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.people.models import Member
from app.people.queries import get_person_by_email
from badges.thanks.queries.clocks import TAKEN_BACK_WITHIN
from badges.thanks.service.announce import deliver_thanks_if_due
from badges.thanks.service.choose import choose_audience
from badges.thanks.service.give import TypedThanks, give_thanks_to_typed_person
from seeds.demo import AMINATA, DEMO_SIGN_INS, MARC, OLIVIA, THOMAS
from seeds.workdays import workday_on_or_before

CIRCLE, WEEKS = 5, 4
GIVEN = (
    (
        *(THOMAS, AMINATA, timedelta(days=12)),
        ("Le mémo sur la déclaration en ligne m’a évité une matinée de recherches.", ""),
        "everybody",
    ),
    (
        *(THOMAS, OLIVIA, timedelta(days=6)),
        (
            "Vous avez traduit l’annonce pour Strasbourg un vendredi soir.",
            "Les collègues l’ont lue en même temps que nous.",
        ),
        "everybody",
    ),
    (
        *(MARC, AMINATA, timedelta(hours=1)),
        ("Vous avez relu mon premier message avant que je le publie.", "J’ai osé, et trois agences ont répondu."),
        "private",
    ),
    (
        *(AMINATA, MARC, timedelta(minutes=30)),
        ("Tu as montré le filtre des sinistres à toute l’équipe.", "Nous trouvons un dossier en deux clics."),
        "private",
    ),
)
"""Who thanked whom, how long ago, for what, what it changed, and who reads it."""
PRACTICE = "Vous avez partagé votre méthode."


def give_demo_thanks(now: datetime) -> None:
    """Give what stands above, and let five people who are no personas thank the next one of them once a week."""
    for giver, receiver, ago, words, audience in GIVEN:
        receiver_id = get_person_by_email(receiver.email).id
        thanks_id = _give_thanks(giver.email, receiver.email, now - ago, words)
        choose_audience(receiver_id, thanks_id, audience)
    emails = _list_emails_of_circle()
    for week in range(1, WEEKS + 1):
        for giver_email, receiver_email in zip(emails, emails[1:] + emails[:1], strict=True):
            _give_thanks(giver_email, receiver_email, now - timedelta(weeks=week), (PRACTICE, ""))


def _give_thanks(giver: str, receiver: str, at: datetime, words: tuple[str, str]) -> int:
    given_at = datetime.combine(workday_on_or_before(at.date()), at.timetz())
    typed = TypedThanks(receiver=receiver, reason=words[0], effect=words[1], submission=f"{receiver} {given_at}")
    with clock.freeze_at(given_at):
        thanks_id = give_thanks_to_typed_person(get_person_by_email(giver).id, typed).id
    with clock.freeze_at(given_at + TAKEN_BACK_WITHIN):
        deliver_thanks_if_due(thanks_id)
    return thanks_id


def _list_emails_of_circle() -> list[str]:
    personas = [persona.email for persona in DEMO_SIGN_INS]
    free = select(Member.email).where(Member.takes_part, Member.email.not_in(personas)).order_by(Member.id)
    return list(session().scalars(free.limit(CIRCLE)))

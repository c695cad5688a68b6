"""What notices say in spaces: whether e-mail leaves, and how long notices are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.kernel import clock
from app.kernel.application import build_path, current_settings
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from app.notices.queries.addresses import count_refused_addresses
from app.notices.queries.mail import count_undelivered_mails_since
from app.notices.service.notify import KEPT_FOR

MAIL_PERIOD = timedelta(days=7)


def list_mail_lines() -> Iterator[SpaceLine]:
    """Whether mail leaves, and how many mails of the last week came to nothing."""
    if current_settings().mail_server is None:
        yield SpaceLine(
            text=N_(
                "Aucun e-mail ne part. Pour en envoyer, donnez SMTP_URL et MAIL_FROM dans l’environnement du service, puis redémarrez-le."
            )
        )
        return
    lost = count_undelivered_mails_since(clock.now() - MAIL_PERIOD)
    text = N_("E-mails des sept derniers jours qui ne sont pas partis")
    yield SpaceLine(text=text, figure=lost, waits=lost > 0)
    refused = count_refused_addresses()
    if refused:
        path = build_path("notices.show_refused_addresses")
        yield SpaceLine(text=N_("Adresses que le serveur de courrier refuse"), figure=refused, path=path, waits=True)


def list_retention() -> Iterator[SpaceLine]:
    """How long notices and mails are kept."""
    yield SpaceLine(text=N_("Un e-mail non demandé par semaine au plus, sans image de suivi ni lien marqué."))
    yield SpaceLine(text=N_("Notifications : effacées après %(days)s jours."), params={"days": KEPT_FOR.days})


PARTS = (
    SpacePart("admin", "Courrier", "admin.see", list_mail_lines, place=40),
    SpacePart("transparency", "E-mails et notifications", "transparency.see", list_retention, place=80),
)

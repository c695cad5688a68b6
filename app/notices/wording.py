"""Says each kind of letter in the language under way: a notice, the digest, the welcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.kernel.schema import JsonObject
from app.kernel.texts import marked as _l
from app.kernel.texts import said
from app.notices.kind import NoticeKind
from app.notices.letter import Letter, Line

WEEKDAYS = {1: _l("lundi"), 2: _l("mardi"), 3: _l("mercredi"), 4: _l("jeudi"), 5: _l("vendredi")}
SUBJECTS = {"weekly": _l("Votre résumé de la semaine"), "monthly": _l("Votre résumé du mois")}
OPENINGS = {
    "weekly": _l("Voici ce qui est nouveau pour vous cette semaine sur Passerelle."),
    "monthly": _l("Voici ce qui est nouveau pour vous ce mois-ci sur Passerelle."),
}
TOLD = {
    "weekly": _l("Un e-mail par semaine, le %(day)s, et seulement s’il y a du nouveau."),
    "monthly": _l("Un e-mail par mois, un %(day)s, et seulement s’il y a du nouveau."),
    "never": _l("Aucun résumé par e-mail. Tout vous attend dans vos notifications."),
}
"""What each choice means, in words."""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom a letter is written to, and the house it comes from."""

    given_name: str
    locale: str
    company: str
    house: str
    stop_path: str = ""

    def url(self, path: str) -> str:
        """One of our addresses in full."""
        return f"{self.house}{path}"


def notice_letter(kind: NoticeKind, params: JsonObject, path: str, recipient: Recipient) -> Letter:
    """What a notice says, at once, with one way to go on."""
    return Letter(
        locale=recipient.locale,
        subject=said(kind.title, params),
        greeting=_greeting(recipient),
        opening=said(kind.text, params) or said(kind.title, params),
        action=Line(title=said(_l("Ouvrir dans Passerelle")), url=recipient.url(path)),
        footer=(
            Line(title=said(_l("Vous recevez ce message parce qu’il vous concerne directement."))),
            Line(title=said(_l("Choisir mes e-mails")), url=recipient.url("/me/emails")),
        ),
        sender=_sender(recipient),
    )


def digest_letter(rhythm: str, items: Sequence[Mapping[str, object]], recipient: Recipient) -> Letter:
    """What is new, item by item, and how to get less of it."""
    lines = [_line(item, recipient) for item in items]
    told = (
        _l("Un e-mail de ce type par mois au plus.")
        if rhythm == "monthly"
        else _l("Un e-mail de ce type par semaine au plus.")
    )
    return _unasked(recipient, said(SUBJECTS[rhythm]), said(OPENINGS[rhythm]), lines=lines, told=said(told))


def welcome_letter(recipient: Recipient) -> Letter:
    """One invitation, once, without a reminder."""
    opening = said(
        _l(
            "Passerelle vous accompagne sur le réseau de %(company)s : de petites missions, à votre rythme, et des collègues "
            "qui aident. Participer est votre choix, et personne n’est prévenu de votre réponse."
        ),
        {"company": recipient.company},
    )
    action = Line(title=said(_l("Voir qui voit quoi, puis choisir")), url=recipient.url("/welcome/who-sees-what"))
    told = said(_l("Nous ne vous relancerons pas."))
    return _unasked(recipient, said(_l("Passerelle vous est ouverte")), opening, action=action, told=told)


def _unasked(
    recipient: Recipient,
    subject: str,
    opening: str,
    *,
    told: str,
    lines: Sequence[Line] = (),
    action: Line | None = None,
) -> Letter:
    stop_url = recipient.url(recipient.stop_path)
    return Letter(
        locale=recipient.locale,
        subject=subject,
        greeting=_greeting(recipient),
        opening=opening,
        lines=tuple(lines),
        action=action,
        footer=(
            Line(title=told),
            Line(title=said(_l("Changer le rythme")), url=recipient.url("/me/emails")),
            Line(title=said(_l("Ne plus recevoir ces résumés")), url=stop_url),
        ),
        sender=_sender(recipient),
        stop_url=stop_url,
    )


def _line(item: Mapping[str, object], recipient: Recipient) -> Line:
    params = item["params"]
    assert isinstance(params, Mapping), "An item is kept with what fills it."
    return Line(
        title=said(str(item["title"]), params),
        text=said(str(item["text"]), params),
        url=recipient.url(str(item["path"])),
    )


def _greeting(recipient: Recipient) -> str:
    return said(_l("Bonjour %(name)s,"), {"name": recipient.given_name})


def _sender(recipient: Recipient) -> str:
    return said(_l("Passerelle, pour %(company)s"), {"company": recipient.company})

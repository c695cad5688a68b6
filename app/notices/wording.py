"""Writes each kind of letter in the current language: a notice, the digest, the welcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.application import build_path
from app.kernel.french import prefix_with_de
from app.kernel.schema import JsonObject
from app.kernel.texts import N_, translate_text
from app.notices.kind import NoticeKind
from app.notices.letter import Letter, LetterLine

WEEKDAYS = {1: N_("lundi"), 2: N_("mardi"), 3: N_("mercredi"), 4: N_("jeudi"), 5: N_("vendredi")}
DIGEST_SUBJECTS = {"weekly": N_("Votre résumé de la semaine"), "monthly": N_("Votre résumé du mois")}
DIGEST_OPENINGS = {
    "weekly": N_("Voici ce qui est nouveau pour vous cette semaine sur Passerelle."),
    "monthly": N_("Voici ce qui est nouveau pour vous ce mois-ci sur Passerelle."),
}
FREQUENCY_SENTENCES = {
    "weekly": N_("Un e-mail par semaine, le %(day)s, et seulement s’il y a du nouveau."),
    "monthly": N_("Un e-mail par mois, un %(day)s, et seulement s’il y a du nouveau."),
    "never": N_("Aucun résumé par e-mail. Tout vous attend dans vos notifications."),
}
"""The meaning of each choice, in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """The recipient of a letter, and the company it comes from."""

    given_name: str
    locale: str
    company: str
    public_url: str
    stop_path: str = ""

    def build_full_url(self, path: str) -> str:
        """The full URL of one of our paths."""
        return f"{self.public_url}{path}"


def build_notice_letter(kind: NoticeKind, params: JsonObject, path: str, recipient: Recipient) -> Letter:
    """The letter of one notice, with one link."""
    return Letter(
        locale=recipient.locale,
        subject=translate_text(kind.title, params),
        greeting=_format_greeting(recipient),
        opening=translate_text(kind.text, params) or translate_text(kind.title, params),
        action=LetterLine(title=translate_text(N_("Ouvrir dans Passerelle")), url=recipient.build_full_url(path)),
        footer=(
            LetterLine(title=translate_text(N_("Vous recevez ce message parce qu’il vous concerne directement."))),
            LetterLine(
                title=translate_text(N_("Choisir mes e-mails")),
                url=recipient.build_full_url(build_path("notices.edit_mail_choices")),
            ),
        ),
        sender=_format_sender(recipient),
    )


def build_digest_letter(rhythm: str, digest: JsonObject, recipient: Recipient) -> Letter:
    """The letter of an encoded digest: its lines, how many more news wait, and how to get fewer. One that waited for an upgrade has `items`."""
    lines = [_build_news_line(line, recipient) for line in digest.get("lines", digest.get("items", ()))]
    interval_note = (
        N_("Un e-mail de ce type par mois au plus.")
        if rhythm == "monthly"
        else N_("Un e-mail de ce type par semaine au plus.")
    )
    return _build_letter_with_stop_link(
        recipient,
        translate_text(DIGEST_SUBJECTS[rhythm]),
        translate_text(DIGEST_OPENINGS[rhythm]),
        lines=lines,
        action=_build_rest_line(digest.get("left", 0), recipient),
        note=translate_text(interval_note),
    )


def build_welcome_letter(recipient: Recipient) -> Letter:
    """The letter that invites a person once."""
    opening = translate_text(
        N_(
            "Passerelle vous accompagne sur le réseau %(of_company)s : de petites missions, à votre rythme, et des collègues "
            "qui aident. Participer est votre choix, et personne n’est informé de votre réponse."
        ),
        {"of_company": {"fr": prefix_with_de(recipient.company), "en": f"of {recipient.company}"}},
    )
    action = LetterLine(
        title=translate_text(N_("Voir qui voit quoi, puis décider")),
        url=recipient.build_full_url(build_path("people.show_welcome_step", step="who-sees-what")),
    )
    note = translate_text(N_("Nous ne vous relancerons pas."))
    return _build_letter_with_stop_link(
        recipient, translate_text(N_("Passerelle vous est ouverte")), opening, action=action, note=note
    )


def build_trial_letter(recipient: Recipient) -> Letter:
    """The letter by which somebody sees that mail arrives."""
    return Letter(
        locale=recipient.locale,
        subject=translate_text(N_("Essai du courrier de Passerelle")),
        greeting=_format_greeting(recipient),
        opening=translate_text(N_("Ce message est arrivé : le courrier de Passerelle part comme il faut.")),
        footer=(LetterLine(title=translate_text(N_("Vous recevez ce message parce que vous l’avez demandé."))),),
        sender=_format_sender(recipient),
    )


def _build_letter_with_stop_link(
    recipient: Recipient,
    subject: str,
    opening: str,
    *,
    note: str,
    lines: Sequence[LetterLine] = (),
    action: LetterLine | None = None,
) -> Letter:
    stop_url = recipient.build_full_url(recipient.stop_path)
    return Letter(
        locale=recipient.locale,
        subject=subject,
        greeting=_format_greeting(recipient),
        opening=opening,
        lines=tuple(lines),
        action=action,
        footer=(
            LetterLine(title=note),
            LetterLine(
                title=translate_text(N_("Changer la fréquence")),
                url=recipient.build_full_url(build_path("notices.edit_mail_choices")),
            ),
            LetterLine(title=translate_text(N_("Ne plus recevoir ces résumés")), url=stop_url),
        ),
        sender=_format_sender(recipient),
        stop_url=stop_url,
    )


def _build_news_line(line: JsonObject, recipient: Recipient) -> LetterLine:
    return LetterLine(
        title=translate_text(line["title"], line["params"]),
        text=translate_text(line.get("text", ""), line["params"]),
        url=recipient.build_full_url(line["path"]) if "path" in line else "",
        parts=tuple(_build_news_line(part, recipient) for part in line.get("parts", ())),
    )


def _build_rest_line(count: int, recipient: Recipient) -> LetterLine | None:
    """What leads to the news that are not in the letter."""
    if not count:
        return None
    title = N_("Une autre nouvelle vous attend") if count == 1 else N_("%(count)s autres nouvelles vous attendent")
    return LetterLine(
        title=translate_text(title, {"count": count}), url=recipient.build_full_url(build_path("missions.show_home"))
    )


def _format_greeting(recipient: Recipient) -> str:
    return translate_text(N_("Bonjour %(name)s,"), {"name": recipient.given_name})


def _format_sender(recipient: Recipient) -> str:
    return translate_text(N_("Passerelle, pour %(company)s"), {"company": recipient.company})

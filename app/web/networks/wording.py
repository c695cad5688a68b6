"""The words of the screens of networks: what became of an item, and why."""

from __future__ import annotations

from app.intake import reasons
from app.intake.inbox.models import InboxItem
from app.kernel.texts import N_, translate_text

OUTCOMES = {
    "counted": N_("compte"),
    "kept": N_("gardé, ne compte pas encore"),
    "duplicate": N_("déjà reçu"),
    "dropped": N_("laissé de côté"),
    "refused": N_("refusé"),
}

REASONS = {
    reasons.UNKNOWN_PERSON: N_("Personne de ce nom ne participe, ou ne participait à ce moment-là."),
    reasons.NOTHING_TO_COUNT: N_("Cette activité ne compte pour rien ici."),
    reasons.TOO_OLD: N_("Cela date de plus de treize mois."),
    reasons.ANOTHER_HOST: N_(
        "L’adresse de l’auteur est sur un autre serveur que celui de ce réseau. NETWORK_HOSTS en nomme d’autres."
    ),
    reasons.TOWARDS_ONESELF: N_("C’est envers soi-même : sa propre question, ou son propre texte."),
    reasons.ALREADY_HERE: N_("La même activité était déjà arrivée."),
    reasons.ID_USED_BEFORE: N_("Une autre activité était arrivée sous cet identifiant."),
    "taken-back": N_("C’est repris. Cela compte à nouveau si la reprise est annulée."),
    "object-deleted": N_("Ce dont il s’agit est supprimé. Cela compte à nouveau si c’est restauré."),
    "not-known-as-an-answer": N_("Cela compte dès qu’une réponse de cet identifiant est connue."),
    "already-counted": N_("Le même geste de la même personne compte déjà."),
    "nothing-to-take-back": N_("Rien de ce que cela reprend n’est connu sous cet identifiant."),
    "somebody-elses": N_("Quelqu’un d’autre l’a fait : seule cette personne, ou la modération, peut le reprendre."),
    reasons.UNREADABLE: N_("Cela ne se lit pas."),
    reasons.UNCLEAR: N_("Cela ne se comprend pas."),
    reasons.ACTORS_DISAGREE: N_("L’activité et ce qu’elle contient nomment des personnes différentes."),
}
"""The reason of each code of `app.intake.reasons`, as people read it."""


def describe_outcome(item: InboxItem) -> str:
    """What became of an item, in the reader's language."""
    word = item.effect if item.outcome == "accepted" and item.effect in OUTCOMES else item.outcome
    return translate_text(OUTCOMES.get(word or "", ""))


def describe_reason(item: InboxItem) -> str:
    """Why, in the reader's language; the sentence of the network's kind, in English, where the reason is of its own."""
    return translate_text(REASONS[item.code]) if item.code in REASONS and not item.reason else item.reason or ""

"""The words of webhooks for people: what each kind of event is, and where a message stands."""

from __future__ import annotations

from app.kernel.texts import N_

KIND_LABELS: dict[str, str] = {
    "badge.awarded": N_("Un badge est attribué"),
    "badge.revoked": N_("Un badge est retiré"),
    "badge.expired": N_("Un badge arrive à échéance"),
    "mission.completed": N_("Une mission est terminée"),
    "mission.reopened": N_("Une mission terminée ne l’est plus"),
    "leaderboard.published": N_("Un classement est publié"),
    "pairing.started": N_("Un binôme commence, sans dire qui"),
    "contest.published": N_("Un concours est annoncé"),
    "contest.opened": N_("Un concours ouvre"),
    "contest.closed": N_("Un concours ferme"),
    "contest.announced": N_("Un résultat provisoire se lit"),
    "contest.finalised": N_("Un résultat est définitif"),
    "contest.cancelled": N_("Un concours est annulé"),
    "prize.won": N_("Un lot est gagné, sans dire par qui"),
    "prize.handed_over": N_("Un lot est remis, sans dire à qui"),
}

FORM_LABELS: dict[str, str] = {"standard": N_("Standard Webhooks"), "cloudevents": N_("CloudEvents 1.0")}

STATE_LABELS: dict[str, str] = {"due": N_("à envoyer"), "delivered": N_("reçu"), "given_up": N_("abandonné")}

SPANS: dict[int, str] = {
    1: N_("la dernière heure"),
    24: N_("les dernières 24 heures"),
    168: N_("les 7 derniers jours"),
    720: N_("les 30 derniers jours"),
}
"""How far back messages are sent again, in hours."""

GONE, FAILED_FOR_DAYS = "The address answered 410 Gone.", "Every try of five days failed."
DISABLED_LABELS: dict[str, str] = {
    GONE: N_("elle a répondu qu’elle n’existe plus"),
    FAILED_FOR_DAYS: N_("chaque essai de cinq jours a échoué"),
}
"""Why an address was disabled, for people, by the sentence that machines get."""

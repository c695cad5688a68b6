"""The kinds of notices of pairs: none tells who wished a change, why, or what was said."""

from __future__ import annotations

from app.kernel.texts import N_
from app.notices.kind import NoticeKind
from mentoring.pairs.calendars.queries import find_calendar_file_of_series, find_calendar_invitation_to_session

PAIR_STARTED = NoticeKind(
    name="mentoring.pair_started",
    sentence="Both said yes: a pair begins; the mail carries the invitation to its first session.",
    title=N_("Votre binôme avec %(name)s commence"),
    text=N_("Première séance : %(when)s. Commencez par lire l’accord, une demi-page que chacun accepte."),
    icon="heart-handshake",
    is_transactional=True,
    calendar=find_calendar_invitation_to_session,
)
SESSION_BOOKED = NoticeKind(
    name="mentoring.session_booked",
    sentence="A session has a date; the mail carries the invitation.",
    title=N_("Séance %(number)s avec %(name)s, %(when)s"),
    text=N_("La séance %(number)s avec %(name)s est réservée : %(when)s. Vous pouvez la déplacer en deux clics."),
    icon="clock",
    is_transactional=True,
    calendar=find_calendar_invitation_to_session,
)
SESSION_MOVED = NoticeKind(
    name="mentoring.session_moved",
    sentence="A session has another date; the mail carries the change.",
    title=N_("Nouvelle date pour la séance %(number)s, %(when)s"),
    text=N_("La séance %(number)s avec %(name)s a maintenant lieu %(when)s."),
    icon="clock",
    is_transactional=True,
    calendar=find_calendar_invitation_to_session,
)
MEETING_PLACE = NoticeKind(
    name="mentoring.meeting_place",
    sentence="A pair chose where it meets; the mail about each session to come carries the place to the calendar.",
    title=N_("Lieu de la séance %(number)s avec %(name)s"),
    text=N_("Le lieu de la séance %(number)s, %(when)s, est à jour dans l’invitation et sur la page de votre binôme."),
    icon="map-pin",
    is_transactional=True,
    calendar=find_calendar_invitation_to_session,
)
MEETING_PLACE_OF_SERIES = NoticeKind(
    name="mentoring.meeting_place_of_series",
    sentence="A pair with several sessions to come chose where it meets; one mail carries a file with all of them.",
    title=N_("Lieu de vos séances avec %(name)s"),
    text=N_(
        "Il est à jour sur la page de votre binôme. L’e-mail joint un fichier qui change vos séances dans l’agenda."
    ),
    icon="map-pin",
    is_transactional=True,
    calendar=find_calendar_file_of_series,
)
SESSION_CANCELLED = NoticeKind(
    name="mentoring.session_cancelled",
    sentence="A session does not take place; the mail takes it out of the calendar.",
    title=N_("La séance %(number)s n’aura pas lieu"),
    text=N_("La séance %(number)s avec %(name)s, prévue %(when)s, n’aura pas lieu."),
    icon="clock",
    is_transactional=True,
    calendar=find_calendar_invitation_to_session,
)
SESSION_REMINDER = NoticeKind(
    name="mentoring.session_near",
    sentence="On the working day before, and once: a session is near.",
    title=N_("Bientôt : séance %(number)s avec %(name)s, %(when)s"),
    text=N_("Le guide de la séance se lit en trois minutes. Un empêchement ? Déplacez-la en deux clics."),
    icon="clock",
    is_transactional=True,
)
FIT_QUESTION = NoticeKind(
    name="mentoring.fit_asked",
    sentence="On the working day after the first and the third session, and once: does it suit?",
    title=N_("Ces échanges vous conviennent-ils ?"),
    text=N_("Une question, une réponse, pour vous seulement."),
    icon="heart-handshake",
)
CALM_QUESTION = NoticeKind(
    name="mentoring.calm_asked",
    sentence="After two cancelled sessions in a row, once a pair and to both: reduce, move, or stop?",
    title=N_("On réduit, on déplace ou on arrête ?"),
    text=N_("Les deux dernières séances n’ont pas eu lieu. Cela arrive : choisissez ce qui vous convient."),
    icon="heart-handshake",
)
IDLE_QUESTION = NoticeKind(
    name="mentoring.idle_asked",
    sentence="After three weeks in which a pair booked nothing, once a pair and to both: book, reduce, or stop?",
    title=N_("On choisit une date, on réduit ou on arrête ?"),
    text=N_("Rien n’a été prévu avec %(name)s pendant trois semaines. Cela arrive : choisissez ce qui vous convient."),
    icon="heart-handshake",
)
PAIR_ENDED = NoticeKind(
    name="mentoring.pair_ended",
    sentence="A pair is over, whatever the reason: both are told the same.",
    title=N_("Votre binôme est terminé"),
    text=N_(
        "Les dates à venir sont annulées. Vous pouvez être mis en relation avec quelqu’un d’autre, si vous le souhaitez."
    ),
    icon="heart-handshake",
    is_transactional=True,
)
PAIR_COMPLETED = NoticeKind(
    name="mentoring.pair_completed",
    sentence="A pair has held all its sessions: it closes.",
    title=N_("Votre parcours à deux est terminé"),
    text=N_("Vous pouvez laisser un mot de remerciement, que seule la personne rencontrée lira."),
    icon="heart-handshake",
)
THANKS_RECEIVED = NoticeKind(
    name="mentoring.thanked",
    sentence="The other one left a word of thanks, which is read on the page of the pair alone.",
    title=N_("%(name)s vous a laissé un mot"),
    icon="heart-handshake",
)

KINDS = (
    PAIR_STARTED,
    SESSION_BOOKED,
    SESSION_MOVED,
    MEETING_PLACE,
    MEETING_PLACE_OF_SERIES,
    SESSION_CANCELLED,
    SESSION_REMINDER,
    FIT_QUESTION,
    CALM_QUESTION,
    IDLE_QUESTION,
    PAIR_ENDED,
    PAIR_COMPLETED,
    THANKS_RECEIVED,
)

"""The notices of the ambassador programme."""

from __future__ import annotations

from app.kernel.texts import N_
from app.notices.kind import NoticeKind

PROPOSED = NoticeKind(
    name="ambassador.proposed",
    sentence="Enough colleagues proposed a person as an ambassador: they accept or decline in silence.",
    title=N_("Des collègues vous verraient dans le rôle d’ambassadeur"),
    text=N_(
        "Vous acceptez ou non, en silence, jusqu’au %(day)s. Si vous ne répondez pas, c’est non, et personne ne l’apprend."
    ),
    icon="heart-handshake",
    is_transactional=True,
    is_read_on_its_page=True,
)
AGREEMENT_WANTED = NoticeKind(
    name="ambassador.agreement_wanted",
    sentence="A candidate asks a person to agree to the time of the role.",
    title=N_("%(person)s vous demande un accord"),
    text=N_("Pour le rôle d’ambassadeur, %(hours)s h par mois."),
    icon="heart-handshake",
    is_transactional=True,
    is_read_on_its_page=True,
)
AGREED = NoticeKind(
    name="ambassador.agreed",
    sentence="The person whom a candidate named agreed to the time.",
    title=N_("%(person)s vous donne son accord"),
    text=N_("Il reste la confirmation des RH."),
    icon="check",
    is_transactional=True,
)
NOT_AGREED = NoticeKind(
    name="ambassador.not_agreed",
    sentence="The person whom a candidate named did not agree to the time.",
    title=N_("%(person)s ne donne pas son accord pour ce temps"),
    text=N_(
        "Parlez-en ensemble. Vous pouvez proposer un autre nombre d’heures, ou renoncer : les RH n’en savent rien."
    ),
    icon="info-circle",
    is_transactional=True,
)
NAMED = NoticeKind(
    name="ambassador.named",
    sentence="A person’s term as an ambassador begins.",
    title=N_("Votre mandat d’ambassadeur est confirmé"),
    text=N_("Il court jusqu’au %(day)s."),
    icon="award",
    is_celebration=True,
)
NOT_CONFIRMED = NoticeKind(
    name="ambassador.not_confirmed",
    sentence="HR did not confirm a candidate, for a reason that the person reads.",
    title=N_("Les RH n’ont pas confirmé votre candidature"),
    text=N_("Raison : %(reason)s"),
    icon="info-circle",
    is_transactional=True,
)
TERM_ENDING = NoticeKind(
    name="ambassador.term_ending",
    sentence="A person’s term as an ambassador ends within a month.",
    title=N_("Votre mandat d’ambassadeur s’achève le %(day)s"),
    text=N_("Vous pouvez le renouveler. Si vous ne faites rien, il s’achève, et vous avez toute notre reconnaissance."),
    icon="clock",
    is_transactional=True,
    is_read_on_its_page=True,
)
TERM_ENDED = NoticeKind(
    name="ambassador.term_ended",
    sentence="A person’s term as an ambassador is over.",
    title=N_("Votre mandat d’ambassadeur est achevé"),
    text=N_("Merci pour ce que vous avez donné. Des collègues peuvent vous proposer de nouveau."),
    icon="award",
)
REMOVED = NoticeKind(
    name="ambassador.removed",
    sentence="Two people of HR ended a person’s term, for a reason that the person reads.",
    title=N_("Les RH ont achevé votre mandat d’ambassadeur"),
    text=N_("Raison : %(reason)s Vous pouvez demander un nouvel examen pendant trente jours."),
    icon="info-circle",
    is_transactional=True,
)
APPEAL_UPHELD = NoticeKind(
    name="ambassador.appeal_upheld",
    sentence="A third person of HR decided that a person’s term goes on.",
    title=N_("Une troisième personne vous a donné raison"),
    text=N_("Votre mandat reprend, s’il n’est pas arrivé à son terme entre-temps."),
    icon="check",
    is_transactional=True,
)
APPEAL_ANSWERED = NoticeKind(
    name="ambassador.appeal_answered",
    sentence="A third person of HR decided that a person’s term stays over.",
    title=N_("Une troisième personne a maintenu la fin de votre mandat"),
    icon="info-circle",
    is_transactional=True,
)
LEVEL_ASLEEP = NoticeKind(
    name="ambassador.level_asleep",
    sentence="A person who earned a responsibility gave no sign for twelve months: it sleeps until the next one.",
    title=N_("Votre palier est en sommeil"),
    text=N_("Rien n’est perdu : il revient de lui-même quand vous écrivez, aidez ou remerciez de nouveau."),
    icon="clock",
    is_read_on_its_page=True,
)
ABOVE_ENVELOPE = NoticeKind(
    name="ambassador.above_envelope",
    sentence="A person noted more time in a month than was agreed on for their role.",
    title=N_("Vous avez noté plus que le temps accordé"),
    text=N_(
        "Plus de %(hours)s h dans le mois. Rien ne vous oblige à continuer. Personne n’apprend que c’est vous : les RH lisent au plus combien d’ambassadeurs sont dans ce cas."
    ),
    icon="clock",
    is_read_on_its_page=True,
)
RIGHTS_REST = NoticeKind(
    name="ambassador.rights_rest",
    sentence="An ambassador gave no sign for twelve months: their rights rest until the next one, or until they resume them.",
    title=N_("Vos droits d’ambassadeur sont en sommeil"),
    text=N_("Rien n’est perdu, et votre mandat continue. Ils reviennent d’un geste, ou d’eux-mêmes."),
    icon="clock",
    is_read_on_its_page=True,
)
TEXT_TAKEN_UP = NoticeKind(
    name="ambassador.text_taken_up",
    sentence="HR took up a ready-made text that a person proposed.",
    title=N_("Votre texte est repris"),
    text=N_("Les ambassadeurs le trouvent parmi les textes prêts à l’emploi. Merci."),
    icon="check",
    is_read_on_its_page=True,
)
QUESTIONS_LATE = NoticeKind(
    name="ambassador.questions_late",
    sentence="Questions that nobody answers for two days of work: one notice for an animator, whatever their number, and never twice of one.",
    title=N_("Questions sans réponse depuis deux jours : %(number)s"),
    text=N_("Dans %(communities)s. Répondez, ou cherchez qui sait."),
    icon="clock",
)
AMBASSADOR_NOTICES = (
    QUESTIONS_LATE,
    RIGHTS_REST,
    TEXT_TAKEN_UP,
    ABOVE_ENVELOPE,
    LEVEL_ASLEEP,
    REMOVED,
    APPEAL_UPHELD,
    APPEAL_ANSWERED,
    PROPOSED,
    AGREEMENT_WANTED,
    AGREED,
    NOT_AGREED,
    NAMED,
    NOT_CONFIRMED,
    TERM_ENDING,
    TERM_ENDED,
)

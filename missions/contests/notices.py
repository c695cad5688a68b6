"""The notices of contests: to people who take part, to winners, and to HR where a contest waits for somebody."""

from __future__ import annotations

from app.kernel.texts import N_
from app.notices.kind import NoticeKind

AMENDED = NoticeKind(
    name="contest.amended",
    sentence="The rules of a contest that a person joined have a new version.",
    title=N_("Le règlement d’un concours a changé : %(contest)s"),
    text=N_("%(change)s Rien n’est enlevé à personne. Vous pouvez quitter le concours à tout moment."),
    icon="book",
)
STOCK_SHRUNK = NoticeKind(
    name="contest.stock-shrunk",
    sentence="A contest that a person joined has fewer prizes, for a reason that everybody reads.",
    title=N_("Moins de lots : %(contest)s"),
    text=N_("%(prize)s : il en reste %(stock)s. %(reason)s Vous pouvez quitter le concours à tout moment."),
    icon="info-circle",
)
CANCELLED = NoticeKind(
    name="contest.cancelled",
    sentence="A contest that a person joined was cancelled.",
    title=N_("Concours annulé : %(contest)s"),
    text=N_("%(message)s"),
    icon="info-circle",
    is_transactional=True,
)
ANNOUNCED = NoticeKind(
    name="contest.announced",
    sentence="The provisional result of a contest that a person joined can be read and objected to.",
    title=N_("Résultat provisoire : %(contest)s"),
    text=N_("Vous pouvez le lire, le vérifier et faire une réclamation pendant %(days)s jours."),
)
ANNOUNCED_AGAIN = NoticeKind(
    name="contest.announced-again",
    sentence="The provisional result of a contest was made again, for a reason that everybody reads.",
    title=N_("Nouveau résultat provisoire : %(contest)s"),
    text=N_("Raison : %(reason)s Vous pouvez le lire, le vérifier et faire une réclamation pendant %(days)s jours."),
)
FINALISED = NoticeKind(
    name="contest.finalised",
    sentence="The result of a contest that a person joined is final.",
    title=N_("Résultat définitif : %(contest)s"),
    text=N_("Merci d’avoir participé. Le résultat et sa preuve restent sur la page du concours."),
)
WON = NoticeKind(
    name="contest.won",
    sentence="A person won a prize of a contest, and chooses what becomes of it.",
    title=N_("Vous avez gagné un lot : %(contest)s"),
    text=N_("%(prize)s. Dites avant la date indiquée si vous prenez ce lot, si vous le laissez ou si vous le donnez."),
    icon="award",
    is_transactional=True,
)
OBJECTION_ANSWERED = NoticeKind(
    name="contest.objection-answered",
    sentence="HR answered a person’s objection to a result.",
    title=N_("Réponse à votre réclamation : %(contest)s"),
    text=N_("%(answer)s"),
    is_transactional=True,
)
OBJECTION_MADE = NoticeKind(
    name="contest.objection-made",
    sentence="To HR: somebody objects to a provisional result, which becomes final once everybody has an answer.",
    title=N_("Une réclamation attend votre réponse : %(contest)s"),
    text=N_("Le résultat devient définitif quand chacun a sa réponse."),
)
BEACON_AWAITED = NoticeKind(
    name="contest.beacon-awaited",
    sentence="To HR: a draw waits for the value of the public round that its rules announced.",
    title=N_("Un tirage attend la valeur publique annoncée : %(contest)s"),
    text=N_(
        "Collez la valeur du tour %(round)s de drand sur la page du concours : le tirage se fait alors de lui-même."
    ),
)
JURY_AWAITED = NoticeKind(
    name="contest.jury-awaited",
    sentence="To HR: a result waits for sheets of the jury.",
    title=N_("Un résultat attend le jury : %(contest)s"),
    text=N_("Il manque %(sheets)s fiches. Relancez le jury, ou établissez le résultat sans elles."),
)

CONTEST_NOTICES = (
    AMENDED,
    STOCK_SHRUNK,
    CANCELLED,
    ANNOUNCED,
    ANNOUNCED_AGAIN,
    FINALISED,
    WON,
    OBJECTION_ANSWERED,
    OBJECTION_MADE,
    BEACON_AWAITED,
    JURY_AWAITED,
)
"""Every kind of notice of contests."""

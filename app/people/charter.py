"""The charter: what people may expect of each other and of Passerelle, by version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Clause:
    """One promise: a title and some sentences, in French and English."""

    slug: str
    title: Mapping[str, str]
    sentences: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Charter:
    """A version of the charter, frozen once published."""

    version: int
    published_on: date
    clauses: tuple[Clause, ...]


FREE = Clause(
    "free",
    {"fr": "Vous êtes libre", "en": "You are free"},
    (
        {
            "fr": "Participer est votre choix. Vous pouvez commencer, faire une pause ou arrêter quand vous voulez, en un clic, sans raison à donner.",
            "en": "Taking part is your choice. You may start, pause or stop whenever you like, in one click, without giving a reason.",
        },
        {
            "fr": "Personne n’est prévenu de votre choix. Ne pas participer n’a aucune conséquence sur votre travail.",
            "en": "Nobody is told what you choose. Not taking part has no consequence on your work.",
        },
    ),
)
PRIVATE = Clause(
    "private",
    {"fr": "Vos points sont à vous", "en": "Your points are yours"},
    (
        {
            "fr": "Au départ, vous seul voyez vos points et vos missions. Vous décidez si votre équipe ou tous vos collègues peuvent voir vos points, et vous changez d’avis quand vous voulez.",
            "en": "At first you alone see your points and your missions. You decide whether your team or all your colleagues may see your points, and you may change your mind at any time.",
        },
        {
            "fr": "Votre manager et les ressources humaines ne voient jamais vos points, votre avancement ni vos refus. Ils voient des groupes de dix personnes ou plus.",
            "en": "Your manager and human resources never see your points, your progress or your refusals. They see groups of ten people or more.",
        },
        {
            "fr": "Vous n’apparaissez dans un classement que si vous l’avez demandé.",
            "en": "You appear on a leaderboard only if you asked to.",
        },
    ),
)
NEVER = Clause(
    "never",
    {"fr": "Ce qui n’est jamais fait de vos données", "en": "What is never done with your data"},
    (
        {
            "fr": "Elles ne servent jamais à vous évaluer, à fixer votre salaire, à décider d’une promotion ni à vous sanctionner.",
            "en": "They are never used to appraise you, to set your pay, to decide on a promotion or to sanction you.",
        },
        {
            "fr": "Le texte de vos messages n’est pas copié ici : Passerelle sait qu’une réponse a été donnée, pas ce qu’elle dit.",
            "en": "The text of your messages is not copied here: Passerelle knows that an answer was given, not what it says.",
        },
        {
            "fr": "Votre âge, votre salaire et votre santé ne sont pas connus de Passerelle. Vos heures de connexion ne sont montrées à personne.",
            "en": "Passerelle knows nothing of your age, your pay or your health. The hours when you are online are shown to nobody.",
        },
        {
            "fr": "Elles ne sont ni vendues ni transmises hors de l’entreprise. Un badge ne devient public que si vous le publiez vous-même.",
            "en": "They are neither sold nor passed on outside the company. A badge becomes public only if you publish it yourself.",
        },
    ),
)
DISAGREE = Clause(
    "disagree",
    {"fr": "Un désaccord ? Appelez", "en": "You disagree? Call"},
    (
        {
            "fr": "Quand vous n’êtes pas d’accord avec un message, prenez votre téléphone plutôt que le bouton « Répondre ». On se comprend mieux de vive voix, et personne ne perd la face.",
            "en": "When you disagree with a message, pick up your telephone rather than press “Reply”. People understand each other better by voice, and nobody loses face.",
        },
        {
            "fr": "Une erreur se corrige en privé, et un merci suffit à celui qui corrige.",
            "en": "A mistake is put right in private, and a thank-you is enough for whoever does it.",
        },
    ),
)
HELP = Clause(
    "help",
    {"fr": "On s’entraide", "en": "We help each other"},
    (
        {
            "fr": "Toutes les questions sont bonnes. Répondre « je ne sais pas, mais untel saura » est déjà une aide.",
            "en": "Every question is a good one. To answer “I do not know, but so-and-so will” is already a help.",
        },
        {
            "fr": "Ce qui est dit dans un binôme ou dans un groupe privé y reste.",
            "en": "What is said in a pair or in a private group stays there.",
        },
        {
            "fr": "Le temps que vous y passez est du temps de travail. Chaque mission dit combien de minutes elle demande.",
            "en": "The time you spend here is working time. Each mission says how many minutes it asks for.",
        },
    ),
)

VERSIONS = (Charter(version=1, published_on=date(2026, 9, 1), clauses=(FREE, PRIVATE, NEVER, DISAGREE, HELP)),)
CURRENT = VERSIONS[-1]


def list_new_clauses(version: int | None) -> tuple[Clause, ...]:
    """The clauses in force that are not, word for word, in the `version` a person accepted: all of them when there is none."""
    accepted = {clause for charter in VERSIONS if charter.version == version for clause in _list_clause_texts(charter)}
    return tuple(
        clause
        for clause, words in zip(CURRENT.clauses, _list_clause_texts(CURRENT), strict=True)
        if words not in accepted
    )


def _list_clause_texts(charter: Charter) -> list[str]:
    return [repr((clause.title, clause.sentences)) for clause in charter.clauses]

"""What a digital mentor reads before the first session: three short pages in both languages, half an hour in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PreparationText = Mapping[str, str]


@dataclass(frozen=True)
class ChapterSection:
    """A heading, and what stands under it."""

    heading: PreparationText
    points: tuple[PreparationText, ...]


@dataclass(frozen=True)
class Chapter:
    """One page: its name in the address, how long it takes with its exercise, and its sections."""

    slug: str
    title: PreparationText
    minutes: int
    opening: PreparationText
    sections: tuple[ChapterSection, ...]
    exercise: PreparationText


def _bilingual_text(french: str, english: str) -> PreparationText:
    return {"fr": french, "en": english}


POSTURE = Chapter(
    "posture",
    _bilingual_text(
        "La posture : être utile sans faire à la place", "The right attitude: be useful without doing it for them"
    ),
    10,
    _bilingual_text(
        "La personne que vous accompagnez sait beaucoup de choses que vous ignorez. Vous apportez un geste de plus, pas une leçon.",
        "The person you accompany knows many things that you do not. You bring one more skill, not a lesson.",
    ),
    (
        ChapterSection(
            _bilingual_text("Ce qui aide", "What helps"),
            (
                _bilingual_text(
                    "Partir de sa semaine : « Qu’est-ce qui vous a fait perdre du temps depuis lundi ? »",
                    "Start from their week: “What has cost you time since Monday?”",
                ),
                _bilingual_text(
                    "Lui laisser la souris et le clavier. On retient ce que l’on a fait, rarement ce que l’on a vu faire.",
                    "Leave them the mouse and the keyboard. We keep what we did, rarely what we watched.",
                ),
                _bilingual_text(
                    "Un seul geste par séance, refait trois fois, vaut mieux que dix astuces.",
                    "One skill a session, done three times, is worth more than ten tips.",
                ),
                _bilingual_text(
                    "Se taire dix secondes après une question. C’est long, et c’est là que l’on réfléchit.",
                    "Keep quiet for ten seconds after a question. It is long, and it is when people think.",
                ),
            ),
        ),
        ChapterSection(
            _bilingual_text("Ce qui blesse, même sans le vouloir", "What hurts, even unmeant"),
            (
                _bilingual_text(
                    "« C’est simple », « il suffit de » : si c’était simple, personne n’aurait demandé votre aide.",
                    "“It is simple”, “you only have to”: were it simple, nobody would have asked for your help.",
                ),
                _bilingual_text(
                    "Parler de génération. Personne n’est en retard : chacun a appris ce dont il avait besoin.",
                    "To speak of generations. Nobody is late: everyone learned what they needed.",
                ),
                _bilingual_text(
                    "Raconter ailleurs ce qui s’est dit. Ce qui se dit dans le binôme y reste, des deux côtés.",
                    "To tell elsewhere what was said. What is said in the pair stays in the pair, on both sides.",
                ),
            ),
        ),
        ChapterSection(
            _bilingual_text("Et vous ?", "And you?"),
            (
                _bilingual_text(
                    "Vous avez dit ce que vous espérez y gagner. Dites-le aussi de vive voix : un binôme dure quand les deux y trouvent quelque chose.",
                    "You said what you hope to gain. Say it aloud too: a pair lasts when both find something in it.",
                ),
                _bilingual_text(
                    "Ce n’est pas une évaluation, ni la sienne ni la vôtre. Personne ne note personne.",
                    "It is no appraisal, neither theirs nor yours. Nobody grades anybody.",
                ),
            ),
        ),
    ),
    _bilingual_text(
        "À faire, quatre minutes : choisissez un geste que vous faites sans y penser et écrivez-le en cinq étapes, sans mot technique. Demandez-vous à quelle étape quelqu’un pourrait s’arrêter.",
        "To do, four minutes: choose something you do without thinking and write it in five steps, without a technical word. Ask yourself at which step someone might stop.",
    ),
)

FIRST_SESSION = Chapter(
    "first-session",
    _bilingual_text("La première séance, minute par minute", "The first session, minute by minute"),
    12,
    _bilingual_text(
        "Le cadre accompagné choisit la date et le sujet, vous apportez le contenu. Ce plan tient en une heure, et vous pouvez vous en écarter.",
        "The mentored manager chooses the date and the topic, you bring the content. This plan takes an hour, and you may leave it.",
    ),
    (
        ChapterSection(
            _bilingual_text("Le déroulé", "The plan"),
            (
                _bilingual_text(
                    "Dix minutes : chacun dit son métier, ce qu’il espère, et une chose qu’il préfère ne pas aborder.",
                    "Ten minutes: each says what their work is, what they hope for, and one thing they would rather leave out.",
                ),
                _bilingual_text(
                    "Cinq minutes : lire l’accord du binôme et le changer ensemble s’il ne convient pas.",
                    "Five minutes: read the pair’s agreement, and change it together if it does not suit.",
                ),
                _bilingual_text(
                    "Dix minutes : « Montrez-moi comment vous faites aujourd’hui. » Vous regardez, sans corriger.",
                    "Ten minutes: “Show me how you do it today.” You watch, and correct nothing.",
                ),
                _bilingual_text(
                    "Vingt-cinq minutes : un geste, un seul. Vous le faites une fois, lui trois fois.",
                    "Twenty-five minutes: one skill, one alone. You do it once, they do it three times.",
                ),
                _bilingual_text(
                    "Dix minutes : quand ce geste servira-t-il cette semaine ? Fixez la date suivante avant de vous quitter.",
                    "Ten minutes: when will it serve this week? Set the next date before you part.",
                ),
            ),
        ),
        ChapterSection(
            _bilingual_text("Quand cela ne se passe pas comme prévu", "When it does not go as planned"),
            (
                _bilingual_text(
                    "Il annule : proposez deux autres moments, sans commentaire. Deux fois de suite, Passerelle vous demandera à tous deux s’il faut réduire, déplacer ou arrêter.",
                    "They cancel: offer two other times, without a comment. Twice in a row, Passerelle asks you both whether to reduce, move or stop.",
                ),
                _bilingual_text(
                    "Vous ne savez pas répondre : « Je ne sais pas, je regarde et je vous le dis. » C’est une bonne réponse.",
                    "You have no answer: “I do not know, I will look and tell you.” That is a good answer.",
                ),
                _bilingual_text(
                    "L’outil ne marche pas : faites le même geste sur papier, ou parlez de ce que vous feriez.",
                    "The tool does not work: do the same thing on paper, or speak of what you would do.",
                ),
            ),
        ),
    ),
    _bilingual_text(
        "À faire, cinq minutes : dites à voix haute vos trois premières phrases. Si elles parlent de vous plus que de l’autre, recommencez.",
        "To do, five minutes: say your first three sentences aloud. If they speak of you more than of the other, start again.",
    ),
)

SAYING_NO = Chapter(
    "saying-no",
    _bilingual_text("Savoir dire non, et arrêter", "How to say no, and how to stop"),
    8,
    _bilingual_text(
        "La personne en face a des responsabilités plus larges que les vôtres. Vous avez pourtant le droit de dire non, aussi simplement qu’elle.",
        "The person before you has wider responsibilities than yours. You may nevertheless say no, as simply as they may.",
    ),
    (
        ChapterSection(
            _bilingual_text("Ce que vous pouvez toujours refuser", "What you may always refuse"),
            (
                _bilingual_text(
                    "Un binôme proposé. Vous n’avez pas de raison à donner, et personne n’apprend que vous avez refusé.",
                    "A pair that is proposed. You need give no reason, and nobody learns that you refused.",
                ),
                _bilingual_text(
                    "Faire le travail à sa place : publier en son nom, préparer sa présentation, tenir sa messagerie.",
                    "To do their work for them: post in their name, prepare their slides, keep their mailbox.",
                ),
                _bilingual_text(
                    "Parler de votre manager, de vos collègues ou de ce que vous savez d’une équipe.",
                    "To speak of your manager, of your colleagues, or of what you know of a team.",
                ),
                _bilingual_text(
                    "Une heure qui déborde sur votre soirée, ou une séance de plus que prévu.",
                    "An hour that runs into your evening, or one session more than planned.",
                ),
            ),
        ),
        ChapterSection(
            _bilingual_text("Des mots tout prêts", "Words that are ready"),
            (
                _bilingual_text(
                    "« Je préfère vous montrer comment le faire plutôt que le faire pour vous. »",
                    "“I would rather show you how to do it than do it for you.”",
                ),
                _bilingual_text(
                    "« Je ne suis pas la bonne personne pour cette question. »",
                    "“I am not the right person for that question.”",
                ),
                _bilingual_text(
                    "« Je dois m’arrêter à l’heure. On reprend là la prochaine fois ? »",
                    "“I have to stop on time. Shall we go on from here next time?”",
                ),
            ),
        ),
        ChapterSection(
            _bilingual_text("Arrêter", "To stop"),
            (
                _bilingual_text(
                    "Le bouton « Arrêter » de la page du binôme suffit, à tout moment. Qui s’est arrêté n’est écrit nulle part.",
                    "The “Stop” button of the pair’s page is enough, at any time. Who stopped is written nowhere.",
                ),
                _bilingual_text(
                    "Une chose vous inquiète, ou vous met mal à l’aise ? Parlez-en aux ressources humaines ou à un représentant du personnel, en personne.",
                    "Something worries you, or makes you uneasy? Speak of it to human resources or to a staff representative, in person.",
                ),
            ),
        ),
    ),
    _bilingual_text(
        "À faire, trois minutes : écrivez votre propre phrase pour dire non. Dites-la à voix haute deux fois.",
        "To do, three minutes: write your own sentence for saying no. Say it aloud twice.",
    ),
)

CHAPTERS = (POSTURE, FIRST_SESSION, SAYING_NO)
SLUGS = tuple(chapter.slug for chapter in CHAPTERS)


def count_reading_minutes_left(read: tuple[str, ...]) -> int:
    """How long it takes to read what is not read yet."""
    return sum(chapter.minutes for chapter in CHAPTERS if chapter.slug not in read)


def find_next_unread_chapter_slug(slug: str, read: tuple[str, ...]) -> str | None:
    """The next page that is not read, going round once; None when all are."""
    place = SLUGS.index(slug)
    return next((name for name in (*SLUGS[place + 1 :], *SLUGS[:place]) if name not in read), None)

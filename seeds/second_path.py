"""The demo's second path and its weekly mission: a quiz, a meeting, a helpful answer, and a practice that a reviewer reads."""

from __future__ import annotations

from collections.abc import Sequence

from app.people.models import Person
from missions.acting.service import submit_attempt
from missions.periods import Recurrence, RepeatPeriod
from missions.service.enrol import enrol_everyone_in_missions
from missions.service.paths import PathDraft, PathText, StepDraft, check_and_publish_path, save_mission_path
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability, MissionDraft, MissionText
from seeds.onboarding_path import DemoMission

WHO_SEES_WHAT: dict[str, object] = {
    "questions": [
        {
            "text": {"fr": "Qui voit vos points au départ ?", "en": "Who sees your points at first?"},
            "choices": [
                {"fr": "Toute l’entreprise", "en": "The whole company"},
                {"fr": "Mon manager", "en": "My manager"},
                {"fr": "Personne d’autre que moi", "en": "Nobody but me"},
            ],
            "right": 3,
            "explanation": {
                "fr": "Ils sont à vous : vous décidez si votre équipe ou tous vos collègues les voient.",
                "en": "They are yours: you decide whether your team or all your colleagues see them.",
            },
        },
        {
            "text": {
                "fr": "Vous n’êtes pas d’accord avec un message. Que dit la charte ?",
                "en": "You disagree with a post. What does the charter say?",
            },
            "choices": [
                {"fr": "Répondre tout de suite, à tous", "en": "Reply at once, to everybody"},
                {"fr": "Prendre son téléphone", "en": "Pick up the telephone"},
                {"fr": "Ne rien dire à personne", "en": "Say nothing to anybody"},
            ],
            "right": 2,
            "explanation": {
                "fr": "On se comprend mieux de vive voix, et personne ne perd la face.",
                "en": "People understand each other better by voice, and nobody loses face.",
            },
        },
    ]
}

PRACTICE_SETTINGS = {
    "instructions": {
        "fr": "Une situation, votre geste, ce que cela a changé : dix lignes suffisent, sans nommer de client.",
        "en": "A situation, what you did, what it changed: ten lines are enough, without naming a client.",
    },
    "looks_at": {
        "fr": "Que quelqu’un d’une autre équipe puisse refaire le geste. Ni le style ni l’orthographe.",
        "en": "That somebody of another team could do the same. Neither style nor spelling.",
    },
    "form": "text",
}

FIRST_MONTH = (
    DemoMission(
        "who-sees-what",
        "quiz",
        WHO_SEES_WHAT,
        {"fr": "Qui voit quoi, en deux questions", "en": "Who sees what, in two questions"},
        {
            "fr": "Vous publierez plus tranquillement en sachant où va ce que vous faites.",
            "en": "You will post with an easier mind once you know where what you do goes.",
        },
        minutes=3,
        points=10,
    ),
    DemoMission(
        "real-coffee",
        "meeting",
        {"wanted": 1},
        {
            "fr": "Prendre un café en vrai avec un collègue du réseau",
            "en": "Have a real coffee with a colleague from the network",
        },
        {
            "fr": "Un nom connu devient un visage, et la prochaine question se pose en deux phrases.",
            "en": "A known name becomes a face, and the next question takes two sentences.",
        },
        minutes=15,
        points=20,
        who_sees={"fr": "Vous deux, et personne d’autre.", "en": "The two of you, and nobody else."},
    ),
    DemoMission(
        "an-answer-that-helped",
        "activity",
        {"facts": ["answer.accepted:counterpart"], "wanted": 1},
        {"fr": "Aider quelqu’un par une de vos réponses", "en": "Help somebody with one of your answers"},
        {
            "fr": "La personne qui a demandé marque votre réponse comme utile : vous savez qu’elle a servi, et les suivants la trouvent.",
            "en": "Whoever asked marks your answer as useful: you know that it served, and the next ones find it.",
        },
        minutes=10,
        points=30,
        who_sees={
            "fr": "Les membres de la communauté lisent votre réponse. Ici, vous seul voyez la mission.",
            "en": "Members of the community read your answer. Here, you alone see the mission.",
        },
    ),
    DemoMission(
        "tell-a-practice",
        "evidence",
        dict(PRACTICE_SETTINGS),
        {"fr": "Raconter une pratique qui vous fait gagner du temps", "en": "Tell a practice that saves you time"},
        {
            "fr": "Un ambassadeur vous relit avant que vous ne la publiiez : elle sera claire du premier coup.",
            "en": "An ambassador reads it before you publish it: it will be clear at once.",
        },
        minutes=15,
        points=40,
        who_sees={
            "fr": "La personne qui relit voit le texte, sans votre nom. Vous décidez ensuite de le publier ou non.",
            "en": "Whoever reads it sees the text without your name. You then decide whether to publish it.",
        },
    ),
)

WEEKLY_MISSION = DemoMission(
    "answer-of-the-week",
    "activity",
    {"facts": ["answer.created"], "wanted": 1},
    {"fr": "Répondre à une question cette semaine", "en": "Answer one question this week"},
    {
        "fr": "Une réponse de deux lignes évite souvent une heure à quelqu’un.",
        "en": "An answer of two lines often saves somebody an hour.",
    },
    minutes=5,
    points=5,
    who_sees={
        "fr": "Les membres de la communauté lisent votre réponse. Ici, vous seul voyez la mission.",
        "en": "Members of the community read your answer. Here, you alone see the mission.",
    },
)

PRACTICES = (
    "Chaque lundi, je note les trois questions qui sont revenues la semaine d’avant et je les envoie à la communauté. Le mercredi, la moitié a déjà une réponse.",
    "Pour les relevés, nous avons mis le modèle et un exemple rempli au même endroit. Les nouveaux ne le demandent plus, ils le trouvent.",
)


def publish_path_and_weekly_mission() -> None:
    """Publish the second path with its opening days, and the mission that comes back every week."""
    for mission in FIRST_MONTH:
        create_and_publish_mission(mission.slug, _build_mission_draft(mission, Availability()))
    create_and_publish_mission(
        WEEKLY_MISSION.slug,
        _build_mission_draft(
            WEEKLY_MISSION, Availability(recurrence=Recurrence(1, RepeatPeriod.WEEK), standalone=True)
        ),
    )
    text = PathText(
        title={"fr": "Votre premier mois", "en": "Your first month"},
        why={
            "fr": "Connaître quelques visages et laisser quelque chose qui serve à d’autres.",
            "en": "Know some faces and leave something that serves others.",
        },
        objective={
            "fr": "Que chacun connaisse quelques collègues d’autres équipes et leur ait été utile une fois.",
            "en": "Everybody knows some colleagues of other teams and has been of use to them once.",
        },
        sponsor="Claire Nguyen",
    )
    draft = PathDraft(
        text=text,
        steps=(
            StepDraft(mission="who-sees-what"),
            StepDraft(mission="real-coffee", opens_after_days=7),
            StepDraft(mission="an-answer-that-helped", opens_after_days=14),
            StepDraft(mission="tell-a-practice", opens_after_days=30, needs=("who-sees-what",)),
        ),
        opens_on_joining=True,
    )
    check_and_publish_path(save_mission_path("first-month", draft))


def submit_practices_for_review(authors: Sequence[Person]) -> None:
    """Two colleagues send a practice, so that the review queue is not empty."""
    enrol_everyone_in_missions()
    for author, practice in zip(authors, PRACTICES, strict=False):
        submit_attempt(author.id, "who-sees-what", 1, {"question-1": "3", "question-2": "2"})
        submit_attempt(author.id, "tell-a-practice", 1, {"text": practice})


def _build_mission_draft(mission: DemoMission, availability: Availability) -> MissionDraft:
    text = MissionText(title=mission.title, why=mission.why, who_sees=mission.who_sees)
    return MissionDraft(
        kind=mission.kind,
        settings=mission.settings,
        text=text,
        minutes=mission.minutes,
        points=mission.points,
        availability=availability,
    )

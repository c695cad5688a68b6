"""The guide of a fourth session: listening, and following what matters without drowning."""

from __future__ import annotations

from mentoring.pairs.guide import Guide, GuideStep

guide = Guide(
    name="listening",
    title={"fr": "Écouter et suivre", "en": "Listen and follow"},
    promise={
        "fr": "Vous suivez peu de sources, bien choisies, et vous entendez ce qui ne remonte pas par la voie habituelle.",
        "en": "You follow few sources, well chosen, and you hear what does not come up the usual way.",
    },
    before=(
        {
            "fr": "Cadre accompagné : écrivez trois questions sur lesquelles vous aimeriez savoir ce que le terrain pense vraiment.",
            "en": "Mentored manager: write down three questions on which you would like to know what people on site really think.",
        },
        {
            "fr": "Mentor numérique : préparez la recherche et les filtres du réseau ; essayez-les sur ces sujets.",
            "en": "Digital mentor: get the network’s search and filters ready; try them on these topics.",
        },
    ),
    steps=(
        GuideStep(
            minutes=15,
            title={"fr": "Faire le tri", "en": "Sort things out"},
            text={
                "fr": "Passez en revue ce que vous suivez. Gardez ce qui vous a appris quelque chose ce mois-ci, quittez le reste. Dix sources "
                "lues valent mieux que cent qui défilent.",
                "en": "Go through what you follow. Keep what taught you something this month, leave the rest. Ten sources that are read are "
                "better than a hundred that scroll by.",
            },
        ),
        GuideStep(
            minutes=20,
            title={"fr": "Aller voir ailleurs", "en": "Look elsewhere"},
            text={
                "fr": "Choisissez une région et un métier que vous ne connaissez pas. Lisez les dix derniers messages, sans répondre. Dites "
                "ensemble : qu’est-ce qui les occupe ? qu’est-ce qui les bloque ? de quoi sont-ils fiers ?",
                "en": "Choose a region and a trade that you do not know. Read the last ten messages without answering. Say together: what keeps "
                "them busy? what holds them up? what are they proud of?",
            },
        ),
        GuideStep(
            minutes=15,
            title={"fr": "Poser une vraie question", "en": "Ask a real question"},
            text={
                "fr": "Une vraie question n’a pas sa réponse dedans. Reprenez une de vos trois questions et réécrivez-la jusqu’à ce qu’on "
                "puisse vous contredire sans courage. Publiez-la si vous en avez envie.",
                "en": "A real question does not hold its own answer. Take one of your three questions and rewrite it until people can disagree "
                "with you without being brave. Publish it if you feel like it.",
            },
        ),
        GuideStep(
            minutes=10,
            title={"fr": "Montrer qu’on a entendu", "en": "Show that you have heard"},
            text={
                "fr": "Décidez d’une chose que vous ferez de ce que vous avez lu, et à qui vous la direz. Écouter sans suite se remarque.",
                "en": "Decide on one thing that you will do with what you read, and whom you will tell. Listening that leads nowhere is noticed.",
            },
        ),
    ),
    sentences=(
        {
            "fr": "« Qu’est-ce qui vous fait perdre du temps le lundi matin ? »",
            "en": "“What costs you time on a Monday morning?”",
        },
        {
            "fr": "« Vous avez été plusieurs à parler de… Voici ce que nous changeons, et ce que nous ne changeons pas. »",
            "en": "“Several of you spoke of… Here is what we are changing, and what we are not.”",
        },
    ),
    stuck={
        "fr": "Personne ne répond à votre question ? Posez-la de vive voix à deux personnes, puis publiez leurs réponses avec leur accord.",
        "en": "Nobody answers your question? Ask two people in person, then publish their answers with their consent.",
    },
    after={
        "fr": "Dans la semaine, racontez à votre équipe une chose apprise ailleurs, et de qui vous la tenez.",
        "en": "Within the week, tell your team one thing that you learnt elsewhere, and from whom.",
    },
)

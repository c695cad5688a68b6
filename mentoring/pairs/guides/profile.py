"""The guide of a first session: meeting each other, and a profile that says who one is."""

from __future__ import annotations

from mentoring.pairs.guide import Guide, GuideStep

guide = Guide(
    name="profile",
    title={"fr": "Votre profil", "en": "Your profile"},
    promise={
        "fr": "Vous repartez avec une photo, un titre et trois lignes qui vous ressemblent, et vous savez qui les voit.",
        "en": "You leave with a photo, a headline and three lines that sound like you, and you know who sees them.",
    },
    before=(
        {
            "fr": "Cadre accompagné : choisissez une photo où l’on voit votre visage. Prise avec un téléphone, près d’une fenêtre, elle suffit.",
            "en": "Mentored manager: choose a photo that shows your face. Taken with a phone, near a window, it will do.",
        },
        {
            "fr": "Mentor numérique : regardez trois profils de l’entreprise que vous trouvez clairs, et notez pourquoi.",
            "en": "Digital mentor: look at three profiles in the company that you find clear, and note why.",
        },
    ),
    steps=(
        GuideStep(
            minutes=15,
            title={"fr": "Faire connaissance", "en": "Get to know each other"},
            text={
                "fr": "Chacun dit en deux minutes ce qu’il fait de ses journées, ce qu’il aimerait savoir faire dans six mois, et ce "
                "qui le ferait arrêter. Convenez d’une règle simple : toute question est bonne, et rien ne sort d’ici.",
                "en": "Each of you says in two minutes how you spend your days, what you would like to be able to do in six months, "
                "and what would make you stop. Agree on one simple rule: every question is a good one, and nothing leaves the room.",
            },
        ),
        GuideStep(
            minutes=10,
            title={"fr": "Qui voit quoi", "en": "Who sees what"},
            text={
                "fr": "Ouvrez ensemble les réglages du réseau. Regardez ce que voient un collègue, votre équipe, et quelqu’un du "
                "dehors. Changez un réglage, puis remettez-le : vous saurez que rien n’est définitif.",
                "en": "Open the network’s settings together. Look at what a colleague sees, what your team sees, and what someone "
                "outside sees. Change one setting, then change it back: you will know that nothing is final.",
            },
        ),
        GuideStep(
            minutes=25,
            title={"fr": "Écrire, à voix haute d’abord", "en": "Write, out loud first"},
            text={
                "fr": "Le cadre dit à l’oral ce que son équipe apporte aux autres ; le mentor écrit tel quel. Coupez de moitié. Gardez : un "
                "titre qui dit à quoi vous servez, trois lignes sans sigle, un sujet sur lequel on peut vous appeler. C’est le cadre "
                "qui tient la souris.",
                "en": "The manager says aloud what their team does for others; the mentor writes it down as it comes. Cut it by half. "
                "Keep: a headline that says what you are there for, three lines without an acronym, one topic on which people may "
                "call you. The manager holds the mouse.",
            },
        ),
        GuideStep(
            minutes=10,
            title={"fr": "Relire et publier", "en": "Read again and publish"},
            text={
                "fr": "Lisez comme si vous étiez un collègue arrivé hier. Comprend-il ? Publiez, ou gardez le brouillon : les deux sont bien.",
                "en": "Read it as a colleague who arrived yesterday would. Do they understand? Publish, or keep the draft: both are fine.",
            },
        ),
    ),
    sentences=(
        {
            "fr": "« Avec mon équipe, nous aidons les agences à… Appelez-moi si… »",
            "en": "“With my team, we help the branches to… Call me if…”",
        },
        {
            "fr": "« En ce moment, j’apprends à… et je cherche des exemples. »",
            "en": "“At the moment I am learning to… and I am looking for examples.”",
        },
    ),
    stuck={
        "fr": "Rien ne vous vient ? Demandez à un collègue proche : « Sur quoi m’appelles-tu ? » Sa réponse est votre titre.",
        "en": "Nothing comes to mind? Ask a close colleague: “What do you call me about?” The answer is your headline.",
    },
    after={
        "fr": "D’ici la prochaine séance, suivez cinq personnes dont vous lisez volontiers les messages. Ne publiez rien.",
        "en": "Before the next session, follow five people whose messages you like to read. Publish nothing.",
    },
)

"""The guide of a fifth session: sharing a practice that others can take up."""

from __future__ import annotations

from mentoring.pairs.guide import Guide, GuideStep

guide = Guide(
    name="practice",
    title={"fr": "Partager une pratique", "en": "Share a practice"},
    promise={
        "fr": "Vous racontez une façon de faire assez clairement pour que quelqu’un la reprenne sans vous appeler.",
        "en": "You describe a way of doing things clearly enough for someone to adopt it without calling you.",
    },
    before=(
        {
            "fr": "Cadre accompagné : choisissez une pratique modeste qui marche chez vous. Demandez à la personne qui l’a inventée si elle veut être citée.",
            "en": "Mentored manager: choose a modest practice that works in your team. Ask the person who invented it whether they want to be named.",
        },
        {
            "fr": "Mentor numérique : cherchez si elle a déjà été partagée. Si oui, on la complète : on ne la double pas.",
            "en": "Digital mentor: look whether it has been shared already. If so, add to it rather than doubling it.",
        },
    ),
    steps=(
        GuideStep(
            minutes=15,
            title={
                "fr": "Quatre lignes : problème, geste, résultat, limite",
                "en": "Four lines: problem, action, result, limit",
            },
            text={
                "fr": "Une ligne pour chacun. Le résultat se dit en temps gagné, en erreurs évitées ou en tranquillité. La limite est la "
                "plus utile : elle dit où cela ne marche pas.",
                "en": "One line for each. The result is told in time saved, mistakes avoided or peace of mind. The limit is the most useful: "
                "it says where this does not work.",
            },
        ),
        GuideStep(
            minutes=20,
            title={"fr": "Une image qui aide", "en": "A picture that helps"},
            text={
                "fr": "Une capture d’écran recadrée, une photo du tableau, ou une vidéo de trente secondes tenue à l’horizontale. Pas de nom de "
                "client, pas de visage sans accord, une phrase sous l’image pour qui ne la voit pas.",
                "en": "A cropped screenshot, a photo of the board, or a video of thirty seconds held sideways. No customer’s name, no face without "
                "consent, a sentence under the picture for those who cannot see it.",
            },
        ),
        GuideStep(
            minutes=15,
            title={"fr": "L’épreuve du collègue", "en": "The colleague’s test"},
            text={
                "fr": "Le mentor joue quelqu’un d’un autre métier et refait le geste avec le seul texte. Là où il hésite, une phrase manque. "
                "Ajoutez-la, retirez-en une autre.",
                "en": "The mentor plays someone with another job and repeats the practice with nothing but the text. Where they hesitate, a sentence "
                "is missing. Add it, take out another.",
            },
        ),
        GuideStep(
            minutes=10,
            title={"fr": "Publier au bon endroit", "en": "Publish in the right place"},
            text={
                "fr": "Choisissez la communauté de ceux qui ont le problème, pas celle de vos pairs. Citez l’auteur du geste en premier.",
                "en": "Choose the community of those who have the problem, not that of your peers. Name the author of the practice first.",
            },
        ),
    ),
    sentences=(
        {
            "fr": "« L’idée est de… Je ne fais que la raconter. »",
            "en": "“The idea is…’s. I am only telling it.”",
        },
        {
            "fr": "« Cela ne marche pas quand… Dites-moi si vous avez trouvé mieux. »",
            "en": "“It does not work when… Tell me if you have found something better.”",
        },
    ),
    stuck={
        "fr": "« Ce n’est rien, tout le monde le fait. » Demandez à trois collègues d’un autre site : si l’un d’eux l’ignore, partagez.",
        "en": "“It is nothing, everyone does it.” Ask three colleagues of another site: if one of them does not know, share it.",
    },
    after={
        "fr": "Quand quelqu’un reprend l’idée, remerciez-le sous son message. C’est lui qui la fait vivre maintenant.",
        "en": "When someone takes up the idea, thank them under their message. They are the ones who keep it alive now.",
    },
)

"""The guide of a third session: answering and thanking, in three minutes a day."""

from __future__ import annotations

from mentoring.pairs.guide import Guide, GuideStep

guide = Guide(
    name="thanks",
    title={"fr": "Répondre et remercier", "en": "Answer and thank"},
    promise={
        "fr": "Vous savez répondre à une question, remercier quelqu’un avec précision, et laisser passer ce qui n’appelle rien.",
        "en": "You can answer a question, thank someone precisely, and let go of what needs no answer.",
    },
    before=(
        {
            "fr": "Cadre accompagné : pensez à trois personnes que vous n’avez pas remerciées ce mois-ci, dont une loin de votre bureau.",
            "en": "Mentored manager: think of three people you have not thanked this month, one of them far from your office.",
        },
        {
            "fr": "Mentor numérique : trouvez deux questions restées sans réponse sur un sujet que le cadre connaît.",
            "en": "Digital mentor: find two questions without an answer on a topic that the manager knows.",
        },
    ),
    steps=(
        GuideStep(
            minutes=20,
            title={"fr": "Répondre à une question", "en": "Answer a question"},
            text={
                "fr": "D’abord la réponse, ensuite l’explication, jamais l’inverse. Vous ne savez pas ? Dites qui sait, et prévenez cette "
                "personne. Répondez à l’une des deux questions trouvées, pour de bon.",
                "en": "First the answer, then the explanation, never the other way round. You do not know? Say who does, and let that person "
                "know. Answer one of the two questions that were found, for real.",
            },
        ),
        GuideStep(
            minutes=15,
            title={"fr": "Un merci qui touche juste", "en": "A thank-you that lands"},
            text={
                "fr": "Un bon merci dit trois choses : ce que la personne a fait, ce que cela a changé, et pour qui. « Bravo à tous » ne "
                "remercie personne. Choisissez en privé ou en public selon ce que la personne aime, pas selon ce que vous aimez.",
                "en": "A good thank-you says three things: what the person did, what it changed, and for whom. “Well done everyone” thanks "
                "nobody. Choose private or public by what the person likes, not by what you like.",
            },
        ),
        GuideStep(
            minutes=15,
            title={"fr": "Quand le ton monte", "en": "When voices rise"},
            text={
                "fr": "Un désaccord ne se règle pas sous un message. Écrivez « Je vous appelle » et appelez. Entraînez-vous sur un exemple "
                "réel : qui appeler, et quelle est la première phrase ?",
                "en": "A disagreement is not settled under a message. Write “I will call you” and call. Practise on a real example: whom to "
                "call, and what is the first sentence?",
            },
        ),
        GuideStep(
            minutes=10,
            title={"fr": "Trois minutes, et c’est tout", "en": "Three minutes, and that is all"},
            text={
                "fr": "Choisissez un moment fixe, deux fois par semaine, et réglez les alertes : seules les mentions de votre nom sonnent. Le "
                "reste attend que vous veniez.",
                "en": "Choose a fixed moment, twice a week, and set the alerts: only mentions of your name make a sound. The rest waits until "
                "you come.",
            },
        ),
    ),
    sentences=(
        {
            "fr": "« Merci Leïla : grâce à ton tableau, l’équipe de Brest a répondu au client le jour même. »",
            "en": "“Thank you Leïla: thanks to your table, the Brest team answered the customer the same day.”",
        },
        {
            "fr": "« Je n’ai pas la réponse. Paul l’a sûrement : je lui transmets ce matin. »",
            "en": "“I do not have the answer. Paul surely does: I am passing it on to him this morning.”",
        },
    ),
    stuck={
        "fr": "Trop de messages ? Quittez trois communautés ensemble, maintenant. On peut toujours y revenir.",
        "en": "Too many messages? Leave three communities together, now. You can always come back.",
    },
    after={
        "fr": "Remerciez les deux autres personnes de votre liste. L’une des deux de vive voix.",
        "en": "Thank the two other people on your list. One of them in person.",
    },
)

"""The guide of a second session: a first message, without fear."""

from __future__ import annotations

from mentoring.pairs.guide import Guide, GuideStep

guide = Guide(
    name="first-message",
    title={"fr": "Votre premier message", "en": "Your first message"},
    promise={
        "fr": "Vous écrivez un message de cinq lignes, utile à quelqu’un de précis, et vous savez le corriger ou le retirer.",
        "en": "You write a five-line message that is useful to someone in particular, and you know how to correct or remove it.",
    },
    before=(
        {
            "fr": "Cadre accompagné : notez deux choses vues cette semaine qui ont fait gagner du temps à quelqu’un. Une visite, un geste, une question.",
            "en": "Mentored manager: note two things seen this week that saved someone time. A visit, a helping hand, a question.",
        },
        {
            "fr": "Mentor numérique : repérez la communauté où ce sujet intéresse vraiment des gens, et combien de personnes elle compte.",
            "en": "Digital mentor: find the community where people really care about this topic, and how many are in it.",
        },
    ),
    steps=(
        GuideStep(
            minutes=10,
            title={"fr": "Pour qui ?", "en": "For whom?"},
            text={
                "fr": "Nommez une personne à qui ce message rendra service. On écrit pour elle, pas pour tout le monde. Choisissez la plus "
                "petite communauté où elle se trouve : on s’y sent mieux pour commencer.",
                "en": "Name one person this message will be useful to. You write for that person, not for everyone. Choose the smallest "
                "community they belong to: it is a kinder place to begin.",
            },
        ),
        GuideStep(
            minutes=25,
            title={"fr": "Cinq lignes", "en": "Five lines"},
            text={
                "fr": "Ligne 1 : ce que vous avez vu. Lignes 2 et 3 : ce que cela change. Ligne 4 : qui l’a fait, avec un merci "
                "à son nom et son accord. Ligne 5 : une question à laquelle on peut répondre en une minute. Pas de sigle, une seule idée.",
                "en": "Line 1: what you saw. Lines 2 and 3: what it changes. Line 4: who did it, thanked by name, with their consent. "
                "Line 5: a question that takes one minute to answer. No acronym, one idea.",
            },
        ),
        GuideStep(
            minutes=10,
            title={"fr": "La répétition", "en": "The rehearsal"},
            text={
                "fr": "Lisez le message à voix haute. Cherchez ensemble le nom d’un client, un chiffre confidentiel, une plaisanterie qui "
                "passerait mal. Une photo ? Demandez d’abord aux personnes qu’on y voit.",
                "en": "Read the message aloud. Look together for a customer’s name, a confidential figure, a joke that might go wrong. A photo? "
                "First ask the people in it.",
            },
        ),
        GuideStep(
            minutes=15,
            title={"fr": "Publier, puis savoir reculer", "en": "Publish, then know the way back"},
            text={
                "fr": "Si vous êtes prêt, publiez. Puis modifiez un mot, et regardez où l’on supprime : le droit à l’erreur s’apprend avec les "
                "doigts. Si vous n’êtes pas prêt, gardez le brouillon pour demain matin.",
                "en": "If you are ready, publish. Then change a word, and look where one deletes: the right to be wrong is learnt with the "
                "fingers. If you are not ready, keep the draft for tomorrow morning.",
            },
        ),
    ),
    sentences=(
        {
            "fr": "« Vu hier à l’agence de… : une idée toute simple de… Qui fait autrement ? »",
            "en": "“Seen yesterday at the branch in…: a very simple idea from… Who does it differently?”",
        },
        {
            "fr": "« Je me suis trompé dans mon message précédent, voici la bonne date. Merci à… »",
            "en": "“I got it wrong in my last message, here is the right date. Thank you to…”",
        },
    ),
    stuck={
        "fr": "Peur du jugement ? Commencez par un commentaire d’une ligne sous le message de quelqu’un d’autre. C’est déjà écrire.",
        "en": "Afraid of being judged? Begin with a comment of one line under someone else’s message. That is writing already.",
    },
    after={
        "fr": "Revenez voir le lendemain, une seule fois. Répondez à la première personne qui a répondu, même d’un mot.",
        "en": "Come back the next day, once. Answer the first person who answered, be it with one word.",
    },
)

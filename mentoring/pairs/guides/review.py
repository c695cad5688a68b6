"""The guide of the last session: looking back, and going on alone."""

from __future__ import annotations

from mentoring.pairs.guide import Guide, GuideStep

guide = Guide(
    name="review",
    title={"fr": "Faire le point", "en": "Look back"},
    promise={
        "fr": "Vous voyez le chemin fait, vous gardez deux habitudes, et vous vous quittez en vous remerciant.",
        "en": "You see how far you have come, you keep two habits, and you part with thanks.",
    },
    before=(
        {
            "fr": "Chacun relit vos notes communes et ce que vous espériez au début. Elles seront effacées trente jours après la fin : recopiez ce que vous voulez garder.",
            "en": "Each of you reads your shared notes again, and what you hoped for at first. They are erased thirty days after the end: copy what you want to keep.",
        },
        {
            "fr": "Chacun choisit un moment où il a appris quelque chose de l’autre. Il y en a un de chaque côté.",
            "en": "Each of you chooses a moment when you learnt something from the other. There is one on either side.",
        },
    ),
    steps=(
        GuideStep(
            minutes=20,
            title={"fr": "Avant, maintenant", "en": "Then, now"},
            text={
                "fr": "Reprenez ce que le cadre voulait savoir faire. Pour chaque point, une phrase : avant je…, maintenant je… Ce qui n’a pas "
                "bougé compte aussi : est-ce encore utile ?",
                "en": "Go back to what the manager wanted to be able to do. For each point, one sentence: before I…, now I… What has not moved "
                "counts too: is it still of use?",
            },
        ),
        GuideStep(
            minutes=15,
            title={"fr": "Deux habitudes, pas dix", "en": "Two habits, not ten"},
            text={
                "fr": "Choisissez deux gestes à garder, avec leur moment : « le mardi, je réponds à une question ; le vendredi, je remercie "
                "quelqu’un ». Mettez-les dans l’agenda tout de suite.",
                "en": "Choose two habits to keep, with their time: “on Tuesdays I answer one question; on Fridays I thank someone”. Put them "
                "into the calendar at once.",
            },
        ),
        GuideStep(
            minutes=15,
            title={"fr": "Ce que le mentor emporte", "en": "What the mentor takes away"},
            text={
                "fr": "Le mentor dit ce qu’il a compris du métier de l’autre, et ce dont il aurait besoin maintenant : un avis, une rencontre, "
                "une porte ouverte. Le cadre dit ce qu’il peut faire, et le fait dans la semaine.",
                "en": "The mentor says what they understood of the other’s work, and what they would need now: an opinion, a meeting, an open "
                "door. The manager says what they can do, and does it within the week.",
            },
        ),
        GuideStep(
            minutes=10,
            title={"fr": "Se quitter bien", "en": "Part well"},
            text={
                "fr": "Dites-vous merci, pour une chose précise. Puis fermez le parcours dans Passerelle : vous pourrez y laisser un mot que l’autre "
                "seul lira. Rester en contact est permis, pas obligatoire.",
                "en": "Thank each other, for one thing in particular. Then close the programme in Passerelle: you may leave a word there that only the "
                "other will read. Staying in touch is allowed, not required.",
            },
        ),
    ),
    sentences=(
        {
            "fr": "« Grâce à toi, je n’ai plus peur de… »",
            "en": "“Thanks to you, I am no longer afraid of…”",
        },
        {
            "fr": "« Ce que j’ai appris de ton métier, c’est… »",
            "en": "“What I learnt from your work is…”",
        },
    ),
    stuck={
        "fr": "Le bilan vous paraît maigre ? Comptez autrement : qu’est-ce que vous osez aujourd’hui que vous n’osiez pas ?",
        "en": "Does it look like little? Count in another way: what do you dare today that you did not?",
    },
    after={
        "fr": "Dans un mois, envoyez-vous une ligne : quelle habitude a tenu ? L’autre réponse est aussi une bonne réponse.",
        "en": "In a month, send each other a line: which habit has lasted? The other answer is a good answer too.",
    },
)

"""Tips on a text before it is published, from the text alone: its length, greeting, question and tone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from missions.kind import Words

SHORTEST, LONGEST = 20, 800
GREETINGS = re.compile(
    r"\b(bonjour|bonsoir|salut|coucou|hello|hi|hey|good (?:morning|afternoon)|dear|chère?s?)\b", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]{4,}")
LOUD = re.compile(r"[!?]{3,}")


@dataclass(frozen=True)
class WritingTip:
    """One aspect of the text: whether it is good, and the tip."""

    is_well: bool
    text: Words


def list_writing_tips(text: str) -> list[WritingTip]:
    """The tips about a text, in the order in which it is read."""
    return [_tip_on_length(len(text)), _tip_on_greeting(text), _tip_on_asking_a_question(text), _tip_on_tone(text)]


def _tip_on_length(letters: int) -> WritingTip:
    if letters < SHORTEST:
        return WritingTip(is_well=False, text=TOO_SHORT)
    return (
        WritingTip(is_well=False, text=TOO_LONG) if letters > LONGEST else WritingTip(is_well=True, text=RIGHT_LENGTH)
    )


def _tip_on_greeting(text: str) -> WritingTip:
    opens_well = GREETINGS.search(text[:120]) is not None
    return WritingTip(is_well=opens_well, text=GREETS if opens_well else NO_GREETING)


def _tip_on_asking_a_question(text: str) -> WritingTip:
    return WritingTip(is_well="?" in text, text=ASKS if "?" in text else NO_QUESTION)


def _tip_on_tone(text: str) -> WritingTip:
    words = WORD.findall(text)
    loud = [word for word in words if word.isupper()]
    shouts = bool(LOUD.search(text)) or (len(loud) > 2 and len(loud) * 3 > len(words))
    return WritingTip(is_well=not shouts, text=SHOUTS if shouts else CALM)


RIGHT_LENGTH = {
    "fr": "La longueur convient : cela se lit d’une traite.",
    "en": "The length is right: it reads in one go.",
}
TOO_SHORT = {
    "fr": "C’est très court : une phrase de plus aiderait à vous comprendre.",
    "en": "It is very short: one more sentence would help people to understand you.",
}
TOO_LONG = {
    "fr": "C’est long : gardez l’essentiel, le reste viendra dans la conversation.",
    "en": "It is long: keep the essential, the rest will come in the conversation.",
}
GREETS = {"fr": "Vous saluez : c’est toujours agréable.", "en": "You greet people: that is always pleasant."}
NO_GREETING = {"fr": "Un « Bonjour » au début met à l’aise.", "en": "A “Hello” at the start puts people at ease."}
ASKS = {
    "fr": "Il y a une question : on saura quoi vous répondre.",
    "en": "There is a question: people will know what to answer.",
}
NO_QUESTION = {
    "fr": "Si vous attendez une réponse, posez une question précise.",
    "en": "If you hope for an answer, ask a precise question.",
}
CALM = {"fr": "Le ton est posé.", "en": "The tone is calm."}
SHOUTS = {
    "fr": "Les majuscules et les « !!! » se lisent comme des cris : des minuscules suffisent.",
    "en": "Capitals and “!!!” read like shouting: small letters will do.",
}

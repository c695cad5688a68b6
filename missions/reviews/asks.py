"""What is asked around a piece of evidence: a word of whoever reads it, and an answer of its author."""

from __future__ import annotations

from missions.kind import Ask, Form

ANSWER = Ask(name="reply", label={"fr": "Votre réponse", "en": "Your answer"}, form=Form.TEXT, most=2000)
WORD = Ask(
    name="reply",
    label={
        "fr": "Votre mot (nécessaire si vous demandez un complément)",
        "en": "A word of yours (needed when you ask for more)",
    },
    form=Form.TEXT,
    most=2000,
    is_required=False,
)
MISSING = Ask(name="reply", label={"fr": "Ce qui manque", "en": "What is missing"}, form=Form.TEXT, most=2000)

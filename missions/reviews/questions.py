"""The questions around a piece of evidence: a comment of the reviewer, and an answer of the author."""

from __future__ import annotations

from missions.kind import InputType, Question

REPLY_TO_REVIEWER = Question(
    name="reply", label={"fr": "Votre réponse", "en": "Your answer"}, input_type=InputType.TEXT, max_length=2000
)
REVIEWER_COMMENT = Question(
    name="reply",
    label={"fr": "Votre mot", "en": "A word of yours"},
    input_type=InputType.TEXT,
    max_length=2000,
    is_required=False,
    needed_when={"fr": "(nécessaire pour demander un complément)", "en": "(needed to ask for more)"},
)
WHAT_IS_MISSING = Question(
    name="reply", label={"fr": "Ce qui manque", "en": "What is missing"}, input_type=InputType.TEXT, max_length=2000
)

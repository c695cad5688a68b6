"""The kind `quiz`: a few questions with their choices, tried as often as one likes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonInt, JsonLocalisedText, JsonObject, Schema
from missions.kind import CompletionMode, CountingContext, InputType, MissionKind, Question, Words

NO_SUCH_CHOICE = ErrorMessage("No such choice.", french="Aucun choix ne porte ce numéro.")
TOO_MANY_NEEDED = ErrorMessage("More than there are questions.", french="C’est plus qu’il n’y a de questions.")


class QuestionSettings(Schema):
    """A question, its choices, the right one, and the explanation after a wrong choice."""

    text = JsonLocalisedText(
        required=True,
        most=300,
        metadata={"description": "The question.", "label": {"fr": "La question", "en": "The question"}},
    )
    choices = ma.fields.List(
        JsonLocalisedText(most=200),
        required=True,
        validate=ma.validate.Length(2, 8),
        metadata={"description": "The choices, in order.", "label": {"fr": "Les choix", "en": "The choices"}},
    )
    right = JsonInt(
        required=True,
        validate=ma.validate.Range(1, 8),
        metadata={
            "description": "Which choice is right, counted from 1.",
            "label": {"fr": "Le numéro du bon choix", "en": "Number of the right choice"},
        },
    )
    explanation = JsonLocalisedText(
        required=True,
        metadata={
            "description": "What whoever chose another reads.",
            "label": {"fr": "L’explication", "en": "The explanation"},
        },
    )

    @ma.validates_schema
    def _check_right_choice_exists(self, data: dict[str, object], **_: object) -> None:
        choices, right = data.get("choices"), data.get("right")
        if isinstance(choices, list) and isinstance(right, int) and right > len(choices):
            raise ma.ValidationError(NO_SUCH_CHOICE, "right")


class QuizSettings(Schema):
    """The questions, and how many right answers it takes."""

    questions = ma.fields.List(
        ma.fields.Nested(QuestionSettings),
        required=True,
        validate=ma.validate.Length(1, 20),
        metadata={
            "description": "The questions: each a `text`, `choices`, the number of the `right` one, an `explanation`.",
            "label": {"fr": "Les questions", "en": "The questions"},
        },
    )
    needed = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(min=1),
        metadata={
            "description": "Number of right answers to give; all when absent.",
            "label": {"fr": "Nombre de bonnes réponses à donner", "en": "Number of right answers to give"},
        },
    )

    @ma.validates_schema
    def _check_needed_is_reachable(self, data: dict[str, object], **_: object) -> None:
        questions, needed = data.get("questions"), data.get("needed")
        if isinstance(questions, list) and isinstance(needed, int) and needed > len(questions):
            raise ma.ValidationError(TOO_MANY_NEEDED, "needed")


def _list_questions(settings: JsonObject) -> Sequence[Question]:
    return [
        Question(
            name=_question_name(place),
            label=question["text"],
            input_type=InputType.CHOICE,
            choices=tuple((str(number), text) for number, text in enumerate(question["choices"], 1)),
        )
        for place, question in enumerate(settings["questions"], 1)
    ]


def _list_wrong_answer_explanations(settings: JsonObject, answers: Mapping[str, str]) -> Mapping[str, Words]:
    questions = settings["questions"]
    wrong = {
        _question_name(place): question["explanation"]
        for place, question in enumerate(questions, 1)
        if answers.get(_question_name(place)) != str(question["right"])
    }
    return {} if len(questions) - len(wrong) >= (settings["needed"] or len(questions)) else wrong


def _question_name(place: int) -> str:
    return f"question-{place}"


def _build_count_requirement(context: CountingContext) -> CountRequirement:
    return CountRequirement(("quiz.passed",), DistinctBy.FACT, 1, among=context.mission_as_fact_objects)


kind = MissionKind(
    name="quiz",
    sentence="Enough right answers to a few questions, tried as often as one likes.",
    label={"fr": "Répondre à un quiz", "en": "Answer a quiz"},
    settings=QuizSettings,
    counting=_build_count_requirement,
    completion_mode=CompletionMode.FORM,
    emits="quiz.passed",
    questions=_list_questions,
    list_answer_errors=_list_wrong_answer_explanations,
)

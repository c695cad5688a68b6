"""What criteria about listed objects have in common: all of some missions or paths, or so many of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import marshmallow as ma

from app.journal.counter import CountRequirement, DistinctBy
from app.kernel.schema import JsonInt, JsonObject, Schema
from badges.criterion import CriterionWords, Words, refuse_more_than_listed


@dataclass(frozen=True, kw_only=True)
class ListedObjects:
    """A kind of objects: the fact that counts each once, the first word of their names in the journal, and the words for them.

    `this` is « cette mission », `plural` « missions », `either` « une », each in both languages; the singular is the last word of `this`.
    """

    setting: str
    fact: str
    prefix: str
    this: Words
    plural: Words
    either: Words

    def build_count_requirement(self, settings: JsonObject) -> CountRequirement:
        """Each of the listed objects counts once."""
        objects = tuple(dict.fromkeys(f"{self.prefix}:{slug}" for slug in settings[self.setting]))
        wanted = settings["wanted"] or len(objects)
        return CountRequirement((self.fact,), DistinctBy.OBJECT, wanted, among=objects)

    def describe_settings(self, settings: JsonObject) -> CriterionWords:
        """« Terminer 2 de ces missions : », and how far somebody is."""
        condition = self._describe_condition(len(set(settings[self.setting])), settings["wanted"])
        singular = {language: words.split()[-1] for language, words in self.this.items()}
        return CriterionWords([condition], _describe_progress(singular), _describe_progress(self.plural))

    def _describe_condition(self, listed: int, wanted: int | None) -> Words:
        this, plural, either = self.this, self.plural, self.either
        if listed == 1:
            return {"fr": f"Terminer {this['fr']} :", "en": f"Complete {this['en']}:"}
        if wanted is None or wanted >= listed:
            return {"fr": f"Terminer ces {listed} {plural['fr']} :", "en": f"Complete these {listed} {plural['en']}:"}
        of_these = either if wanted == 1 else {"fr": wanted, "en": wanted}
        return {
            "fr": f"Terminer {of_these['fr']} de ces {plural['fr']} :",
            "en": f"Complete {of_these['en']} of these {plural['en']}:",
        }


class ListedSettings(Schema):
    """Which objects, in the field that `listed` names, and how many of them."""

    listed: ClassVar[str]

    @ma.validates_schema
    def _refuse_more_than_there_are(self, data: JsonObject, **_: object) -> None:
        refuse_more_than_listed(data["wanted"], data[self.listed])


def build_listed_field(description: str, label: Words, *, form: str) -> ma.fields.List[str]:
    """The field of the objects, by their slugs."""
    metadata = {"description": description, "label": label, "form": form}
    return ma.fields.List(ma.fields.Str(), required=True, validate=ma.validate.Length(min=1), metadata=metadata)


def build_wanted_field(*, all_of_them: str) -> JsonInt:
    """The field of how many; `all_of_them` is « Tous » or « Toutes »."""
    return JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(min=1),
        metadata={
            "description": "How many of them; all when absent.",
            "label": {"fr": "Combien en faut-il", "en": "How many it takes"},
            "hint": {"fr": f"{all_of_them} si vous ne dites rien.", "en": "All of them when you say nothing."},
        },
    )


def _describe_progress(noun: Words) -> Words:
    return {"fr": f"%(done)s {noun['fr']} sur %(wanted)s", "en": f"%(done)s of %(wanted)s {noun['en']}"}

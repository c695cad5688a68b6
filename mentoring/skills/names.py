"""Parses and checks the French and English names of a skill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.kernel.signs import find_hidden_sign

MAX_NAME = 60


@dataclass(frozen=True)
class SkillNamesForm:
    """The names as typed, and a remark for each wrong field."""

    fr: str = ""
    en: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)

    @property
    def names_by_language(self) -> dict[str, str]:
        """The names by language."""
        return {"fr": self.fr, "en": self.en}


def parse_skill_names_form(form: Mapping[str, str]) -> SkillNamesForm:
    """Parse both names; each must be readable and at most MAX_NAME characters long."""
    typed = {tongue: " ".join(form.get(f"name_{tongue}", "").split()) for tongue in ("fr", "en")}
    remarks = {tongue: remark for tongue, text in typed.items() if (remark := _find_name_remark(text))}
    return SkillNamesForm(typed["fr"], typed["en"], remarks)


def _find_name_remark(text: str) -> str:
    if not any(sign.isalnum() for sign in text):
        return "missing"
    return "long" if len(text) > MAX_NAME else find_hidden_sign(text) or ""

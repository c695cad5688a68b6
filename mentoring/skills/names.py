"""The two names of a skill as a form sends them, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_NAME = 60


@dataclass(frozen=True)
class SkillNames:
    """What was typed, and a remark for each field that wants another answer."""

    fr: str = ""
    en: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)

    @property
    def both(self) -> dict[str, str]:
        """The names as a row keeps them."""
        return {"fr": self.fr, "en": self.en}


def parse_names(form: Mapping[str, str]) -> SkillNames:
    """Both names, each of LONGEST letters at most and readable."""
    said = {tongue: " ".join(form.get(f"name_{tongue}", "").split()) for tongue in ("fr", "en")}
    remarks = {tongue: remark for tongue, text in said.items() if (remark := _find_remark(text))}
    return SkillNames(said["fr"], said["en"], remarks)


def _find_remark(text: str) -> str:
    if not any(sign.isalnum() for sign in text):
        return "missing"
    return "long" if len(text) > MAX_NAME else "unreadable" if not text.isprintable() else ""

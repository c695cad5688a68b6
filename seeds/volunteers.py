"""The wishes and offers of the demo's volunteers: three personas, and others drawn at random."""

from __future__ import annotations

from random import Random

from mentoring.skills.curated import CURATED_SKILLS
from mentoring.volunteers.preferences import INTERESTS, PresentAndWantedLevel, VolunteerPreferences, VolunteerSide

HOPES = {
    VolunteerSide.SENIOR: (
        "Oser publier.",
        "Gagner du temps chaque semaine.",
        "Comprendre ce que l’IA change pour mon équipe.",
    ),
    VolunteerSide.JUNIOR: (
        "Apprendre à expliquer.",
        "Mieux connaître les autres métiers.",
        "Que mes idées soient entendues.",
    ),
}
TWO_MORNINGS = ((1, 540, 660), (3, 540, 660))
"""Tuesday and Thursday, from nine to eleven."""
ENGLISH_SPEAKING_SENIOR = VolunteerPreferences(
    side=VolunteerSide.SENIOR,
    languages=("en",),
    slots=TWO_MORNINGS,
    skills={
        "linkedin": PresentAndWantedLevel(level=0, wanted=3),
        "photo-video": PresentAndWantedLevel(level=1, wanted=2),
    },
    interests=("photo",),
    hopes="Oser publier en anglais, sans me relire dix fois.",
)
ENGLISH_SPEAKING_JUNIOR = VolunteerPreferences(
    side=VolunteerSide.JUNIOR,
    languages=("en", "fr"),
    slots=TWO_MORNINGS,
    skills={"linkedin": PresentAndWantedLevel(level=4), "photo-video": PresentAndWantedLevel(level=3)},
    interests=("photo",),
    hopes="To be heard beyond my own team.",
)
LATE_SENIOR = VolunteerPreferences(
    side=VolunteerSide.SENIOR,
    languages=("fr",),
    slots=tuple((day, 540, 720) for day in range(5)),
    skills={"linkedin": PresentAndWantedLevel(level=1, wanted=3), "power-bi": PresentAndWantedLevel(level=0, wanted=3)},
    hopes="Gagner du temps chaque semaine.",
)


def draw_volunteer_terms(side: VolunteerSide, languages: tuple[str, ...], chance: Random) -> VolunteerPreferences:
    """Believable wishes of a senior, or a believable offer of a junior."""
    is_senior = side is VolunteerSide.SENIOR
    level = (
        PresentAndWantedLevel(level=chance.randrange(2), wanted=3)
        if is_senior
        else PresentAndWantedLevel(level=chance.randrange(3, 6))
    )
    days = sorted(chance.sample(range(5), 3))
    starts = [chance.choice((9, 11, 14)) * 60 for _ in days]
    return VolunteerPreferences(
        side=side,
        languages=languages,
        slots=tuple((day, start, start + 120) for day, start in zip(days, starts, strict=True)),
        skills=dict.fromkeys(chance.sample(sorted(CURATED_SKILLS), 2 if is_senior else 3), level),
        interests=tuple(sorted(chance.sample(sorted(INTERESTS), 2))),
        hopes=chance.choice(HOPES[side]),
        capacity=1 if is_senior else chance.choice((1, 1, 2)),
    )

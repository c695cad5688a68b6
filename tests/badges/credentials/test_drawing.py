"""A medal is legible without its colour, and as small as an icon beside a line of text."""

from __future__ import annotations

from badges.credentials.drawing import COLOURS, draw_png, draw_svg
from badges.medal import ICON_NAMES, MedalColour, MedalShape
from tests.badges.credentials.pixels import list_brightnesses

SMALL = 24
MIDDLE = slice(6, 18)


def test_each_medal_shows_its_icon_and_its_shape_in_one_colour_at_24_pixels() -> None:
    icons, outlines = set(), set()
    for icon in ICON_NAMES:
        for shape in MedalShape if icon == "award" else (MedalShape.SHIELD,):
            rows = draw_in_black(shape, icon)
            strokes = [tuple(brightness > 150 for brightness in row[MIDDLE]) for row in rows[MIDDLE]]
            light = sum(map(sum, strokes))
            assert 12 <= light <= 90, f"{icon} on {shape}: {light} of 144 pixels are light."
            icons.add(tuple(strokes))
            outlines.add(tuple(tuple(brightness > 250 for brightness in row) for row in rows))

    assert len(icons) >= len(ICON_NAMES), "Two icons look the same."
    assert len(outlines) >= len(MedalShape), "Two shapes look the same."


def draw_in_black(shape: MedalShape, icon: str) -> list[list[int]]:
    """The brightness of each pixel of a small medal whose colour is black."""
    drawing = draw_svg("", shape=shape, colour=MedalColour.PETROLE, icon=icon)
    assert COLOURS[MedalColour.PETROLE] in drawing
    return list_brightnesses(draw_png(drawing.replace(COLOURS[MedalColour.PETROLE], "#000"), SMALL))

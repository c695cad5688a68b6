"""The gate that every page passes finds a fault of each kind where it is planted, also after pages that were well."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.faults import faults_everywhere
from tests.browser.visit import Open

PAGE = """<!doctype html><html lang="en"><head><title>Planted</title><style>
body {{ color: #222; background: #fff; font: 16px sans-serif }} {style}
@media (prefers-color-scheme: dark) {{ body {{ color: #eee; background: #111 }} {night} }}
@media (max-width: 600px) {{ {phone} }}
</style></head><body><main><h1>Planted faults</h1><p>A text that can be read.</p>{body}</main></body></html>"""
SPOT = '<p class="spot"><span>The same colour, elsewhere.</span></p>'
PALE = ".spot { color: #999 }"
GREY = ".spot { background: #666 }"
EVERYWHERE = [f"at {place}, {{}}" for place in ("1280 px", "390 px", "390 px by night", "1280 px by night")]


def plant(page: Page, *, style: str = "", night: str = "", phone: str = "", body: str = SPOT) -> set[str]:
    """Where which rule found a fault."""
    page.set_content(PAGE.format(style=style, night=night, phone=phone, body=body))
    return {fault.split(":")[0] for fault in faults_everywhere(page)}


def test_faults_of_each_kind_are_found_where_they_are(open_window: Open) -> None:
    page = open_window().page
    day, day_phone, night_phone, night = (place.format("color-contrast") for place in EVERYWHERE)

    assert plant(page) == set()
    assert plant(page, style=PALE, night=".spot { color: #eee }") == {day, day_phone}
    assert plant(page, style=GREY, night=".spot { background: #111 }") == {day, day_phone}
    assert plant(page, night=".spot { background: #888 }") == {night, night_phone}
    assert plant(page, phone=f"{PALE} @media (prefers-color-scheme: dark) {{ .spot {{ color: #eee }} }}") == {day_phone}
    assert plant(page, style=".spot { opacity: .4 }") == {day, day_phone, night, night_phone}
    over = ".spot, h1 + p { position: absolute; top: 90px } h1 + p { z-index: 1 }"
    dark = f"{over} .spot {{ background: #666; color: #fff; width: 90%; height: 40px; text-align: right }}"
    assert day in plant(page, style=dark), "A text that lies over what is not its ancestor."
    assert plant(page) == set()
    assert plant(page, body='<input name="nameless">') == {"at 1280 px, label", "at 390 px, label"}
    assert plant(page, phone="main, h1 { display: none }") == {
        "at 390 px, landmark-one-main",
        "at 390 px, page-has-heading-one",
    }
    small = '<button style="width: 9px; height: 9px; padding: 0" aria-label="one"></button>' * 2
    assert plant(page, body=small) == {"at 1280 px, target-size", "at 390 px, target-size"}
    link = '<p>A text with <a href="#" style="color: #333; text-decoration: none">a link</a> in it.</p>'
    assert "at 1280 px, link-in-text-block" in plant(page, body=link)
    assert plant(page, body='<div style="width: 350px; height: 1px"></div>') == {"wider than the smallest phone"}
    assert plant(page, body='<div style="width: 500px; height: 1px"></div>') == {
        "at 390 px, wider than the window",
        "wider than the smallest phone",
    }

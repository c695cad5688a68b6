"""A table of figures is also drawn, on the pages that report: for the eye alone, in the colours of the theme."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.visit import Open
from tests.browser.world import World

GIVE_FIGURES = """() => document.querySelectorAll("table[data-pa-chart] tbody td").forEach(
    (cell, place) => { cell.dataset.value = 10 + place; })"""
FIRST_BAR = (
    "() => window.Chart.getChart(document.querySelector('canvas')).getDatasetMeta(0).data[0].options.backgroundColor"
)


def test_a_table_is_drawn_in_the_colours_of_the_theme_and_stays(open_window: Open, world: World) -> None:
    visit = open_window()
    page = visit.enter(world.sam).open("/hr/points/mission")
    assert page.locator("canvas").count() == 0, "Nothing is drawn of figures that are not detailed."
    page.evaluate(GIVE_FIGURES)
    draw_again(page)

    expect(page.locator(".pa-chart[aria-hidden=true] canvas")).to_be_visible()
    expect(page.locator("table[data-pa-chart]")).to_be_visible()
    by_day = page.evaluate(FIRST_BAR)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.wait_for_function(f"before => ({FIRST_BAR})() !== before", arg=by_day)
    assert visit.open("/home").locator("script[src*=chart]").count() == 0, "Only pages that report load the script."


def draw_again(page: Page) -> None:
    """Run the page's own script of charts once more, from its own address."""
    source = page.locator("script[src*='/charts.']").get_attribute("src")
    page.evaluate(
        """source => new Promise((done, failed) => {
            const script = document.createElement("script");
            Object.assign(script, { src: source, onload: done, onerror: failed });
            document.head.append(script);
        })""",
        source,
    )

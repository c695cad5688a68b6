"""HR names and orders the groups of badges; the catalogue is read by group, one's own badges first."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import event

from app.kernel.database import db
from app.kernel.disclosure import Figure
from app.kernel.transaction import transaction
from badges.collection.overview import CatalogueChoice, build_catalogue
from badges.collection.queries import get_badge_view, list_badge_views
from badges.grouping.service import BadgeGroupDraft, save_group
from badges.queries import get_badge, list_badge_ids, list_groups
from badges.service.count import count_badge_holders
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.badges.test_awards import completed
from tests.forms import send, sign_in
from tests.makers import WORDS, catch_up, make_people, tell
from tests.missions.authoring.forms import make_author, post_form, words_of

ROWS = {"slug": ["", ""], "fr": ["S’entraider", "Arriver"], "en": ["Help", "Arrival"], "place": ["2", "1"]}


def count_statements(read: Callable[[], object]) -> int:
    """How many statements a read sends."""
    sent: list[str] = []

    def hear(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        read()
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    return len(sent)


def publish(slug: str, mission: str, group: str | None = None) -> None:
    words = {"fr": slug.capitalize(), "en": slug.capitalize()}
    text = BadgeText(name=words, description=WORDS)
    create_and_publish_badge(
        slug, "missions-completed", {"missions": [mission, f"{mission}-2"]}, text=text, group=group
    )


def test_hr_writes_orders_renames_and_deletes_groups_on_one_page(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        client = sign_in(bare_app.test_client(), make_author("hr"))
    assert post_form(client, "/hr/badges/groups", ROWS).status_code == 303
    with bare_app.app_context(), transaction():
        assert [(group.slug, group.name["en"]) for group in list_groups()] == [
            ("arriver", "Arrival"),
            ("s-entraider", "Help"),
        ]
        publish("aide", "one", "s-entraider")
    wrong = {"slug": ["arriver", "s-entraider"], "fr": ["Bien arriver", ""], "en": ["", "Help"], "place": ["1", "2"]}
    refused = post_form(client, "/hr/badges/groups", wrong)
    assert refused.status_code == 422
    assert refused.text.count('class="pa-error') == 2
    assert 'value="Bien arriver"' in refused.text
    emptied = wrong | {"fr": ["Bien arriver", ""], "en": ["Settling", ""]}
    assert post_form(client, "/hr/badges/groups", emptied).status_code == 303
    with bare_app.app_context(), transaction():
        assert [(group.slug, group.name["fr"]) for group in list_groups()] == [("arriver", "Bien arriver")]
    assert "Badges à recevoir Aide" in words_of(client.get("/badges"))


def test_the_catalogue_is_read_by_group_and_narrowed_without_script(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            save_group("b", BadgeGroupDraft({"fr": "Ensuite", "en": "Then"}, 2))
            save_group("a", BadgeGroupDraft({"fr": "Avant", "en": "Before"}, 1))
            for slug, group in (("loin", "b"), ("proche", "b"), ("premier", "a"), ("seul", None)):
                publish(slug, slug, group)
            (ada,) = make_people(1)
        tell(completed("proche", ada), completed("premier", ada), completed("premier-2", ada))
        catch_up()
    client = sign_in(bare_app.test_client(), ada)
    page = words_of(client.get("/badges"))
    places = [
        page.index(word)
        for word in ("Mes badges", "Premier ", "Ensuite Proche", "1 mission sur 2", "Loin", "Autres badges Seul")
    ]
    assert places == sorted(places)
    begun = words_of(client.get("/badges?show=begun&group=b"))
    assert "Mes badges" not in begun
    assert "Seul" not in begun
    assert "Aucun badge ici" in words_of(client.get("/badges?show=own&group=b"))
    assert client.get("/badges?show=nothing").status_code == 200
    send(client, "/language", language="en")
    assert "Then Proche" in words_of(client.get("/badges"))


def test_how_many_hold_a_badge_is_told_in_groups_of_ten_of_people_who_are_here(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            publish("rare", "rare")
            publish("common", "common")
            people = make_people(13)
        tell(*(completed(mission, person) for person in people for mission in ("common", "common-2")))
        tell(*(completed(mission, person) for person in people[:9] for mission in ("rare", "rare-2")))
        catch_up()
        with transaction():
            count_badge_holders(list_badge_ids())
            count_badge_holders(list_badge_ids())
            assert (get_badge("rare").holder_count, get_badge("common").holder_count) == (9, 13)
            figures = {view.slug: view.holders for view in list_badge_views(people[12])}
            assert figures == {"rare": Figure(None), "common": Figure(10)}


def test_a_page_of_sixty_badges_sends_as_many_statements_as_one_of_three(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        (ada,) = make_people(1)
        for number in range(3):
            publish(f"b-{number}", "one")
        few = count_statements(lambda: list_badge_views(ada))
        for number in range(3, 60):
            publish(f"b-{number}", "one")
        assert count_statements(lambda: list_badge_views(ada)) == few
        assert count_statements(lambda: get_badge_view(ada, "b-7")) <= few + 1
        assert build_catalogue(list_badge_views(ada), [], choice=CatalogueChoice.OWN, group="").shelves == []

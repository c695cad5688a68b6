"""A copy of the badges that Passerelle says may be shown: who, which, and how far the feed was read."""

import requests
from django.conf import settings
from django.db import models, transaction


class ShownBadge(models.Model):
    """An award under the id of the feed; `person` is an external_id, `badge` its name, its text and its addresses."""

    id = models.CharField(max_length=60, primary_key=True)
    person = models.CharField(max_length=200, db_index=True)
    badge = models.JSONField()
    awarded_at = models.CharField(max_length=40)


class Place(models.Model):
    """How far the feed was read; the only row is written with what was read."""

    cursor = models.TextField()


def pull(*, afresh=False):
    """Take over what changed; what is not valid, or no longer shown, goes. Afresh, what is not named goes too."""
    place = None if afresh else Place.objects.first()
    awards, cursor, done = {}, place and place.cursor, False
    while not done:
        answer = fetch(cursor)
        if answer.status_code == 410:  # Passerelle has another database now, an older copy.
            pull(afresh=True)
            return
        page = answer.json()
        awards |= {award["id"]: award for award in page["data"]}
        cursor, done = page["next_cursor"], page["done"]
    keep(awards, cursor, is_whole=place is None)


def fetch(cursor):
    headers = {"Authorization": f"Bearer {settings.PASSERELLE_BADGES_TOKEN}"}
    parameters = {"limit": 100} | ({"cursor": cursor} if cursor else {})
    answer = requests.get(f"{settings.PASSERELLE_URL}/api/v1/awards", params=parameters, headers=headers, timeout=10)
    if answer.status_code != 410:
        answer.raise_for_status()
    return answer


@transaction.atomic
def keep(awards, cursor, is_whole):
    for id_, award in awards.items():
        if award["state"] == "valid":
            names = ("person", "badge", "awarded_at")
            ShownBadge.objects.update_or_create(id=id_, defaults={name: award[name] for name in names})
    shown = [id_ for id_, award in awards.items() if award["state"] == "valid"]
    gone = ShownBadge.objects.exclude(id__in=shown)
    (gone if is_whole else gone.filter(id__in=awards)).delete()
    Place.objects.update_or_create(pk=1, defaults={"cursor": cursor})

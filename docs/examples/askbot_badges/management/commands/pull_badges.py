"""Asks Passerelle for everything that may be shown, then every minute (PASSERELLE_BADGES_EVERY) for what changed, until it is stopped."""

from time import sleep

import requests
from askbot_badges.models import pull
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def handle(self, **_):
        afresh = True
        while True:
            try:
                pull(afresh=afresh)
                afresh = False
            except requests.RequestException as failure:
                self.stderr.write(f"Not read, and tried again: {failure}")
            sleep(getattr(settings, "PASSERELLE_BADGES_EVERY", 60))

"""Compares the whole forum with the outbox, then sends what waits there until it is stopped."""

from time import sleep

import requests
from askbot.models import Post, Vote
from askbot_activities.models import Act, tell_post, tell_vote
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def handle(self, **_):
        for model, tell in ((Post, tell_post), (Vote, tell_vote)):
            for pk in model.objects.values_list("pk", flat=True).iterator():
                list(map(tell, model.objects.filter(pk=pk)))  # as it is now, if it still is there
        while True:
            try:
                while acts := list(Act.objects.filter(outcome="").order_by("pk")[:500]):
                    answer = requests.post(**settings.PASSERELLE_INTAKE, json=[act.event for act in acts], timeout=60)
                    answer.raise_for_status()
                    for act, item in zip(acts, answer.json()["items"], strict=True):
                        act.outcome = f"{item['outcome']} {item.get('detail', '')}"[:300]
                    Act.objects.bulk_update(acts, ["outcome"])
            except requests.RequestException as failure:
                self.stderr.write(f"Not sent, and tried again: {failure}")
            sleep(1)

"""Writes what not everybody may read in Askbot, in a transaction that is undone, and prints what is told of it: `hide_in_askbot.py`."""

import json

import django
from django.db import transaction

django.setup()

from askbot.conf import settings as choices  # noqa: E402 - models need the settings
from askbot.models import Group  # noqa: E402 - models need the settings
from askbot_activities.models import Act, tell_post  # noqa: E402 - models need the settings
from django.contrib.auth.models import User  # noqa: E402 - models need the settings

TEXT = "Un texte assez long pour une question."


def count_new(write):
    """What `write` returns, and the verbs of the events that it wrote."""
    before = Act.objects.count()
    post = write()
    return post, [act.event["type"] for act in Act.objects.order_by("pk")[before:]]


def main():
    ada, bea, dan, mod = (User.objects.get(username=name) for name in ("ada", "bea", "dan", "mod"))
    bea.set_status("a")  # A test before this one may have blocked her.
    verbs = {}
    choices.update("GROUPS_ENABLED", True)
    everybody = Group.objects.get_global_group()
    everybody.can_post_questions = everybody.can_post_answers = everybody.can_post_comments = True
    everybody.save()
    _, verbs["private question"] = count_new(lambda: ada.post_question("Entre nous ?", TEXT, "a", is_private=True))
    public, at_once = count_new(lambda: ada.post_question("Pour tous ?", TEXT, "a"))
    _, later = count_new(lambda: tell_post(public))
    verbs["public question"] = at_once + later
    answer, verbs["private answer"] = count_new(lambda: bea.post_answer(public, TEXT, is_private=True))
    _, verbs["vote on a private answer"] = count_new(lambda: ada.upvote(answer))
    _, verbs["comment on a private answer"] = count_new(lambda: bea.post_comment(answer, TEXT))
    choices.update("GROUPS_ENABLED", False)
    choices.update("CONTENT_MODERATION_MODE", "premoderation")
    dan.set_status("w")
    waiting, verbs["waiting for a moderator"] = count_new(lambda: dan.post_question("Attendre ?", TEXT, "a"))
    _, verbs["let through"] = count_new(lambda: mod.approve_post_revision(waiting.revisions.get()))
    choices.update("CONTENT_MODERATION_MODE", "audit")
    eva = User.objects.create_user("eva", "eva@rivage.example")
    own, other = eva.post_question("Partir ?", TEXT, "a"), ada.post_question("Rester ?", TEXT, "a")
    by_ada = ada.post_answer(own, TEXT)
    mod.post_comment(by_ada, TEXT)
    eva.accept_best_answer(by_ada)
    ada.accept_best_answer(eva.post_answer(other, TEXT))
    eva.upvote(other)
    _, verbs["account deleted"] = count_new(eva.delete)
    print(json.dumps(verbs))


with transaction.atomic():
    main()
    transaction.set_rollback(True)

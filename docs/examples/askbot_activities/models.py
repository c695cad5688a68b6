"""The outbox: what people do in Askbot, as CloudEvents for Passerelle, written in the transaction of the act itself."""

from django.conf import settings
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.timezone import now


class Act(models.Model):
    """An event about a gesture, such as a vote: the latest one says whether the gesture stands."""

    gesture = models.CharField(max_length=60, db_index=True)
    event = models.JSONField()
    outcome = models.CharField(max_length=300, default="", db_index=True)  # What Passerelle answered; empty until then.


def tell(gesture, verb, stands, post, user, at):
    """Write an event if the gesture stands now and did not before, or stands no longer."""
    last = Act.objects.filter(gesture=gesture).values_list("event", flat=True).last()
    stands = bool(stands and post.revisions.filter(revision__gt=0).exists() and not post.is_private())
    if stands == bool(last and last["type"] == verb):
        return
    at = (at if at and not last else now()).isoformat()
    if stands:
        act = {"type": verb, "actor": user.username if user else "urn:passerelle:nobody", "object": describe(post)}
    else:
        act = last["data"] | ({"type": "Delete"} if verb == "Create" else {"type": "Undo", "object": last["id"]})
    event = {"specversion": "1.0", "id": f"{gesture}/{at}", "time": at, "source": settings.PASSERELLE_SOURCE}
    Act.objects.create(gesture=gesture, event=event | {"type": act["type"], "data": act})


def describe(post):
    id_ = f"{settings.PASSERELLE_SOURCE}/post/{post.pk}"
    parent, author = post.get_parent_post(), None if post.is_anonymous else post.author.username
    return {"id": id_, "type": post.post_type.title(), "attributedTo": author, "inReplyTo": parent and describe(parent)}


@receiver([post_save, post_delete], sender="askbot.Post")
def tell_post(instance, signal=None, **_):
    question = signal is not post_delete and instance.thread and instance.thread._question_post()
    own, secret = question and instance.author_id == question.author_id, question and question.is_anonymous
    stands = question and not instance.deleted and not (own and secret)
    tell(f"post/{instance.pk}", "Create", stands, instance, stands and instance.author, instance.added_at)
    stands, user = question and instance.endorsed and not own, question and not secret and instance.endorsed_by
    tell(f"acceptance/{instance.pk}", "Accept", stands, instance, user, instance.endorsed_at)


@receiver([post_save, post_delete], sender="askbot.Vote")
def tell_vote(instance, signal=None, **_):
    up = instance.vote > 0 and signal is not post_delete
    tell(f"vote/{instance.pk}", "Like", up, up and instance.voted_post, up and instance.user, instance.voted_at)

"""Hears from Passerelle that something changed, and asks it what may be shown now."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from askbot_badges.models import pull


@csrf_exempt
@require_POST
def receive(request):
    """What the message says is not used: the feed says the same, and what its holder agreed to."""
    headers = {name.lower(): text for name, text in request.headers.items()}
    try:
        Webhook(settings.PASSERELLE_WEBHOOK_SECRET).verify(request.body, headers)
    except WebhookVerificationError:
        return HttpResponse(status=401)
    pull()
    return HttpResponse(status=204)

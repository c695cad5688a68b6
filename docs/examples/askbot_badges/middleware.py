"""Puts the badges of a person under the title of their profile."""

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from askbot_badges.models import ShownBadge

LINK = '<a href="{}" title="{}"><img src="{}" alt="" width="48" height="48" style="vertical-align: middle"> {}</a>'


def show_badges(get_response):
    def answer(request):
        response, page = get_response(request), request.resolver_match
        if page and page.url_name == "user_profile" and response.status_code == 200:
            badges = render(User.objects.get(pk=page.kwargs["id"]))
            response.content = response.content.replace(b"</h1>", b"</h1>" + badges.encode(), 1)
        return response

    return answer


def render(user):
    person = settings.PASSERELLE_NAMES.get(user.username)
    badges = ShownBadge.objects.filter(person=person).order_by("-awarded_at").values_list("badge", flat=True)
    language = "fr" if (get_language() or "fr").startswith("fr") else "en"
    rows = [(b["url"], b["description"][language], b["picture"], b["name"][language]) for b in badges]
    return format_html('<p class="passerelle-badges">{}</p>', format_html_join(" ", LINK, rows)) if rows else ""

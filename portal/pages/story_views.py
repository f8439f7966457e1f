"""Outside the usual files of a slice: the page of a teller, who sees what was agreed and takes it back."""

from __future__ import annotations

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.pages import consents
from portal.pages.models import StoryConsent
from portal.pages.posting import see


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """`/toestemming/<token>/`: a link alone changes nothing."""
    try:
        uuid = signing.loads(token, salt=consents.SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    found = get_object_or_404(StoryConsent, uuid=uuid)
    if request.method == "POST":
        consents.withdraw_consent(consent=found)
        return see(consents.teller_url(found))
    stories = [story for story in consents.stories_of(found) if story.live and found.allows_site()]
    return render(request, "pages/consent.html", {"consent": found, "stories": stories})

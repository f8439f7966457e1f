from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.notices.actions import resume_topic, stop_topic
from portal.notices.models import Stop


@csrf_exempt  # RFC 8058: a mail program posts here without having seen the page; the token is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: Any) -> HttpResponse:
    """Stop mail on one topic: a button on the page, or one click in the mail program."""
    found = get_object_or_404(Stop, token=token)
    if request.method == "POST":
        (resume_topic if request.POST.get("doe") == "hervat" else stop_topic)(stop=found)
        found.refresh_from_db()
    return render(request, "notices/stop.html", {"stop": found})

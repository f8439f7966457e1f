from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from portal.notices import push
from portal.notices.actions import choose, keep_reader, resume_topic, stop_topic
from portal.notices.enums import DIGEST, Channel, Rhythm, Topic, family_of
from portal.notices.forms import ChoicesForm, StopForm
from portal.notices.models import Reader, Stop
from portal.notices.queries import devices_of, reader_of, stops_of, topics_for, unread_messages

READER_FIELDS = ("quiet_from", "quiet_until", "name", "address")


@csrf_exempt  # RFC 8058: a mail program posts here without having seen the page; the token is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: Any) -> HttpResponse:
    """Stop mail on one topic: a button on the page, or one click in the mail program."""
    found = get_object_or_404(Stop, token=token)
    if request.method == "POST":
        (resume_topic if StopForm(request.POST).resumes else stop_topic)(stop=found)
        found.refresh_from_db()
    return render(request, "notices/stop.html", {"stop": found, "label": label_of(found.topic)})


def label_of(topic: str) -> str:
    """A topic in words; empty for one that its mail names itself."""
    if topic == DIGEST:
        return _("Berichten die wij voor u verzamelen")
    return str(dict(Topic.choices).get(family_of(topic), ""))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """`/mijn/berichten/`: what I get, by what, how often, and when not."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    recipient = request.user.email.lower()  # type: ignore[union-attr]
    topics, reader = topics_for(request.user), reader_of(site.pk, recipient)
    stops = list(stops_of(site.pk, recipient))
    context = page_context(request, site, stops)
    values = initial_of(reader, topics, stops, request.user)
    form = ChoicesForm(request.POST or None, topics=topics, devices=bool(context["devices"]), initial=values)
    if request.method == "POST" and form.is_valid():
        kept = keep_reader(
            site=site, recipient=recipient, values={name: form.cleaned_data[name] for name in READER_FIELDS}
        )
        for topic, channel, rhythm in form.chosen():
            choose(reader=kept, topic=topic, channel=channel, rhythm=rhythm)
        messages.success(request, _("Bewaard. Wat nu nog onderweg is, komt zoals het was."))
        return seen_other("notices:mine")
    return render(request, "notices/mine.html", {**context, "form": form}, status=422 if form.errors else 200)


def page_context(request: HttpRequest, site: Site, stops: list[Stop]) -> dict[str, Any]:
    """What the page of choices shows beside its form."""
    apart = [{"stop": row, "label": label_of(row.topic)} for row in stops if row.topic not in Topic.values]
    devices = list(devices_of(site.pk, request.user)) if push.is_on() else []
    return {
        "apart": [row for row in apart if row["label"]],
        "push_key": push.public_key(),
        "devices": devices,
        "waiting": unread_messages(site.pk, request.user.email.lower()).count(),  # type: ignore[union-attr]
    }


def seen_other(name: str) -> HttpResponse:
    response = redirect(name)
    response.status_code = 303
    return response


def initial_of(reader: Reader | None, topics: list[Topic], stops: list[Stop], user: Any) -> dict[str, Any]:
    """What was chosen before; mail, at once, where nothing was."""
    chosen = {row.topic: row for row in reader.preferences.all()} if reader else {}
    stopped = {row.topic for row in stops}
    values: dict[str, Any] = {name: getattr(reader, name) for name in READER_FIELDS} if reader else {}
    values.setdefault("name", user.get_full_name())
    for topic in topics:
        row = chosen.get(topic.value)
        values[f"{topic}-channel"] = row.channel if row else Channel.MAIL
        values[f"{topic}-rhythm"] = Rhythm.NONE if topic.value in stopped else row.rhythm if row else Rhythm.NOW
    return values

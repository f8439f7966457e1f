"""Outside the usual files of a slice: the devices of a person, and the messages that they read there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from portal.notices import push
from portal.notices.actions import use_devices
from portal.notices.devices import SESSION_KEY, add_device, mark_read, remove_device, see_device
from portal.notices.exceptions import TooManyDevices
from portal.notices.forms import DeviceForm, EndpointForm
from portal.notices.models import Device
from portal.notices.queries import devices_of, messages_on_devices, topics_for, unread_messages
from portal.notices.rules import device_name
from portal.notices.views import label_of, seen_other


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The script that the browser keeps beside the site. It lies in the root, because there it may speak for all."""
    if not push.is_on():
        raise Http404
    return render(request, "notices/push-worker.js", content_type="text/javascript; charset=utf-8")


@never_cache
@login_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """The person said yes, to us and to the browser."""
    site, form = site_of(request), DeviceForm(request.POST)
    if not push.is_on():
        raise Http404
    if not form.is_valid():
        for sentence in form.sentences():
            messages.error(request, sentence)
        return seen_other("notices:mine")
    everything = form.cleaned_data.pop("everything")
    name = device_name(request.headers.get("User-Agent", ""))
    try:
        device = add_device(site=site, user=request.user, name=name, **form.cleaned_data)
    except TooManyDevices as error:
        messages.error(request, str(error.message))
        return seen_other("notices:mine")
    request.session[SESSION_KEY] = device.pk
    if everything:
        use_devices(site=site, recipient=request.user.email, topics=topics_for(request.user))  # type: ignore[union-attr]
        messages.success(request, _("Dit apparaat staat aan. Wat per mail kwam, hoort u voortaan hier."))
    else:
        messages.success(request, _("Dit apparaat staat aan. Kies hieronder waarover u een seintje wilt."))
    return seen_other("notices:mine")


@never_cache
@login_required
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Off the list; without a device left, messages come by mail again. Two clicks do it once."""
    site = site_of(request)
    if Device.objects.filter(pk=number).exists():
        remove_device(device=get_object_or_404(devices_of(site.pk, request.user), pk=number))
    left = devices_of(site.pk, request.user).exists()
    messages.success(
        request,
        _("Het apparaat is eraf.") if left else _("Het apparaat is eraf. Uw berichten komen weer per mail."),
    )
    return seen_other("notices:mine")


@never_cache
@login_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """The browser says which device it is: 200 with its number, 204 when it is none of this person's."""
    site, form = site_of(request), EndpointForm(request.POST)
    device = (
        see_device(site=site, user=request.user, endpoint=form.cleaned_data["endpoint"]) if form.is_valid() else None
    )
    if device is None:
        return HttpResponse(status=204)
    request.session[SESSION_KEY] = device.pk
    return HttpResponse(str(device.pk), content_type="text/plain")


@never_cache
@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """`/mijn/berichten/lezen/`: where the words are that a device does not show."""
    rows: list[dict[str, Any]] = [
        {"notice": notice, "label": label_of(notice.topic), "stop": notice.stop_url.rstrip("/").rpartition("/")[2]}
        for notice in unread_messages(site_of(request).pk, request.user.email.lower())[:100]  # type: ignore[union-attr]
    ]
    return render(request, "notices/inbox.html", {"rows": rows, "push_key": push.public_key()})


@never_cache
@login_required
@require_POST
def read(request: HttpRequest, number: int) -> HttpResponse:
    """The person has read it: its words are wiped. Two clicks do it once."""
    mine = messages_on_devices(site_of(request).pk, request.user.email.lower())  # type: ignore[union-attr]
    mark_read(notice=get_object_or_404(mine, pk=number))
    return seen_other("notices:inbox")

"""Outside the usual files of a slice: a task or appointment, its notes, the link of a mail, and the calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.circles import queries, rules
from community.circles.access import seat_page, see, site_of
from community.circles.actions import people, plan, week
from community.circles.actions.watching import write_look
from community.circles.emails import TASK_SALT
from community.circles.enums import ITEM_TRANSITIONS, ItemState, Part
from community.circles.exceptions import CircleError
from community.circles.forms import ItemForm, NoteForm
from community.circles.ical import calendar
from community.circles.models import CircleItem, CircleMember

KEPT_DAYS = 30
AT_MOST = 500


def item_of(seat: CircleMember, item: Any) -> CircleItem:
    return get_object_or_404(queries.items_visible_to(seat), uuid=item)


@seat_page()
@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    """`…/vragen/`: ask something of the circle, or write down an appointment."""
    initial = {"day": request.GET.get("dag") or timezone.localdate()}
    form = ItemForm(request.POST or None, member=seat, people=queries.people_in(seat.circle), initial=initial)
    if request.method == "POST" and form.is_valid():
        item = week.write_item(member=seat, wish=form.wish())
        messages.success(request, _("Het staat erin."))
        return see(reverse("circles:item", args=[seat.circle.uuid, item.uuid]))
    context = {"form": form, "seat": seat, "circle": seat.circle}
    return render(request, "circles/item_form.html", context, status=422 if form.errors else 200)


@seat_page()
@require_http_methods(["GET", "HEAD", "POST"])
def change_item(request: HttpRequest, seat: CircleMember, item: Any) -> HttpResponse:
    found = item_of(seat, item)
    if not rules.can_change_item(seat, found):
        raise Http404
    names = ("kind", "title", "day", "at", "place", "doer", "doer_name", "between_us")
    initial = {name: getattr(found, name) for name in names}
    everyone = queries.people_in(seat.circle)
    form = ItemForm(request.POST or None, member=seat, people=everyone, once=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        week.change_item(member=seat, item=found, wish=form.wish())
        messages.success(request, _("Veranderd."))
        return see(reverse("circles:item", args=[seat.circle.uuid, found.uuid]))
    context = {"form": form, "seat": seat, "circle": seat.circle, "item": found}
    return render(request, "circles/item_form.html", context, status=422 if form.errors else 200)


@seat_page(Part.ITEM)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, seat: CircleMember, item: Any) -> HttpResponse:
    """`…/dag/<item>/`: what it is, who does it, what one can do, and the notes; POST writes a note."""
    found = item_of(seat, item)
    everyone = queries.people_in(seat.circle)
    form = NoteForm(request.POST or None, member=seat, people=everyone)
    if request.method == "POST" and form.is_valid():
        plan.write_note(member=seat, about=found, **form.cleaned_data)
        messages.success(request, _("Geschreven."))
        return see(reverse("circles:item", args=[seat.circle.uuid, found.uuid]))
    context = {
        "seat": seat,
        "circle": seat.circle,
        "item": found,
        "notes": queries.notes_about(seat, found),
        "form": form,
        "may_take": rules.can_take(seat, found) and found.state == ItemState.OPEN,
        "may_change": rules.can_change_item(seat, found),
        "is_mine": found.doer_id == seat.pk,
        "may_undo": found.state in (ItemState.DONE, ItemState.CANCELLED) and bool(ITEM_TRANSITIONS[found.state]),
    }
    return render(request, "circles/item.html", context, status=422 if form.errors else 200)


def take(seat: CircleMember, found: CircleItem) -> str:
    week.take_task(member=seat, item=found)
    return _("Fijn. U doet het.")


def back(seat: CircleMember, found: CircleItem) -> str:
    week.give_back(member=seat, item=found)
    return _("Goed dat u het zegt. Er staat nu weer: nog niemand.")


def done(seat: CircleMember, found: CircleItem) -> str:
    week.finish(member=seat, item=found)
    return _("Gedaan.")


def undo(seat: CircleMember, found: CircleItem) -> str:
    week.reopen(member=seat, item=found)
    return _("Ongedaan gemaakt.")


def cancel(seat: CircleMember, found: CircleItem) -> str:
    week.cancel_item(member=seat, item=found)
    return _("Het gaat niet door.")


def cancel_following(seat: CircleMember, found: CircleItem) -> str:
    count = week.cancel_item(member=seat, item=found, following=True)
    return ngettext("Het gaat %(n)s keer niet door.", "Het gaat %(n)s keer niet door.", count) % {"n": count}


def ask(seat: CircleMember, found: CircleItem) -> str:
    count = week.ask_circle(member=seat, item=found)
    if not count:
        return _("Er is nog niemand die de taken ziet. Nodig eerst iemand uit.")
    return ngettext("%(n)s mens krijgt een mail.", "%(n)s mensen krijgen een mail.", count) % {"n": count}


STEPS = {
    "neem": take,
    "terug": back,
    "gedaan": done,
    "toch": undo,
    "niet": cancel,
    "niet-meer": cancel_following,
    "vraag": ask,
}


@seat_page(Part.ITEM)
@require_POST
def act(request: HttpRequest, seat: CircleMember, item: Any, name: str) -> HttpResponse:
    """One step of a task; what cannot be done any more is said on its page."""
    if name not in STEPS:
        raise Http404
    found = item_of(seat, item)
    messages.success(request, STEPS[name](seat, found))
    return see(reverse("circles:item", args=[seat.circle.uuid, found.uuid]))


@seat_page(Part.ITEM)
@require_POST
def erase_note(request: HttpRequest, seat: CircleMember, note: Any) -> HttpResponse:
    found = get_object_or_404(queries.notes_visible_to(seat), uuid=note)
    plan.erase_note(member=seat, note=found)
    messages.success(request, _("Weggehaald."))
    if found.item is not None:
        return see(reverse("circles:item", args=[seat.circle.uuid, found.item.uuid]))
    return see(reverse("circles:plan", args=[seat.circle.uuid]))


def by_link(request: HttpRequest, token: str) -> tuple[CircleMember, CircleItem]:
    """The seat and the task of a mailed link, as they are now; a seat that ended leaves a line for the owner."""
    try:
        member, item = signing.loads(token, salt=TASK_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    rows = CircleMember.objects.filter(site=site_of(request)).select_related("circle__site", "user")
    seat = get_object_or_404(rows, uuid=member)
    if not rules.has_seat(seat) or not seat.user.is_active:
        write_look(member=seat, part=Part.LINK, refused=True)
        raise Http404
    return seat, item_of(seat, item)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def task_link(request: HttpRequest, token: str) -> HttpResponse:
    """`/mijn/kring/taak/<token>/`: say yes to a task from the mail, without logging in."""
    seat, found = by_link(request, token)
    refusal = ""
    if request.method == "POST":
        try:
            step = week.give_back if request.POST.get("doe") == "terug" else week.take_task
            found = step(member=seat, item=found)
        except CircleError as error:
            refusal = str(error)
            seat, found = by_link(request, token)
    else:
        write_look(member=seat, part=Part.LINK)
    is_mine = found.doer_id == seat.pk
    context = {"seat": seat, "circle": seat.circle, "item": found, "is_mine": is_mine, "refusal": refusal}
    return render(request, "circles/task_link.html", context, status=422 if refusal else 200)


@seat_page()
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_page(request: HttpRequest, seat: CircleMember) -> HttpResponse:
    """`…/agenda/`: the secret address of one's own calendar of this circle: make, replace, stop."""
    if request.method == "POST":
        if "stop" in request.POST:
            people.revoke_key(member=seat)
            messages.success(request, _("Het adres werkt niet meer."))
        else:
            people.renew_key(member=seat)
            messages.success(request, _("Dit is uw adres."))
        return see(reverse("circles:calendar", args=[seat.circle.uuid]))
    key = queries.key_of(seat)
    path = reverse("circles:feed", args=[key.token]) if key else ""
    address = request.build_absolute_uri(path) if key else ""
    context = {
        "seat": seat,
        "circle": seat.circle,
        "address": address,
        "subscribe": address.replace("https://", "webcal://").replace("http://", "webcal://"),
    }
    return render(request, "circles/calendar.html", context)


@never_cache
@require_safe
def feed(request: HttpRequest, token: Any) -> HttpResponse:
    """The calendar by its secret address; one that stopped, or whose seat ended, is not there."""
    key = queries.key_by_token(site_of(request).pk, token)
    if key is None:
        raise Http404
    if not queries.key_works(key):
        write_look(member=key.member, part=Part.CALENDAR, refused=True)
        raise Http404
    write_look(member=key.member, part=Part.CALENDAR)
    since = timezone.localdate() - timedelta(days=KEPT_DAYS)
    items = queries.items_visible_to(key.member).filter(day__gte=since)[:AT_MOST]
    name = _("Kring van %(name)s") % {"name": key.member.circle.focus_name}
    response = HttpResponse(calendar(items, name=name), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="kring.ics"'
    return response

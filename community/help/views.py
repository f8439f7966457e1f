"""What visitors see of help: the page of one item, writing one, and the links in mails. The list is search's."""

from __future__ import annotations

import contextlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from community.help import queries
from community.help.actions import contact, items, matches
from community.help.emails import SALT
from community.help.enums import HelpKind, ItemState
from community.help.exceptions import HelpError, NotOpen, NotWelcome
from community.help.forms import MessageForm, OwnForm, ReportForm, TrustedForm, VisitorForm
from community.help.matching import suggestions_for
from community.help.models import HelpItem
from community.help.rules import can_answer_item, is_owner, is_person
from community.help.wording import until_text, when_text
from portal.history.queries import history_of
from portal.limits.actions import take_address_token

# Under this name of the session another department leaves the words that a request begins with.
FIRST_WORDS = "help_text"
KINDS = {"vragen": HelpKind.REQUEST, "aanbieden": HelpKind.OFFER}


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def see(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response


# --- one item ---


@require_safe
def detail(request: HttpRequest, uuid: Any) -> HttpResponse:
    """`/vraag-en-aanbod/<uuid>/`: the public words, where and when, and how to answer."""
    return show(request, get_object_or_404(queries.public_items(site_of(request).pk), uuid=uuid))


def show(request: HttpRequest, item: HelpItem, status: int = 200, form: Any = None) -> HttpResponse:
    worker = item.drafted_by if item.origin == "worker" else None
    profile = getattr(worker, "profile", None)
    context = {
        "item": item,
        "form": form or MessageForm(),
        "when": when_text(item),
        "until": until_text(item),
        "with_whom": worker.first_name if worker and profile and profile.is_visible else "",
        "mine": is_owner(request.user, item),
        "may_answer": can_answer_item(request.user, item),
        "alike": [each.item for each in suggestions_for(item, 3)] if item.is_open else [],
    }
    response = render(request, "help/detail.html", context, status=status)
    if is_person(request.user):
        response.headers["Cache-Control"] = "no-store, private"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Say something to who asked or offered; the conversation goes on at /mijn/hulp/."""
    item = get_object_or_404(queries.public_items(site_of(request).pk), uuid=uuid)
    if request.method != "POST":
        return redirect(item.get_absolute_url())
    form = MessageForm(request.POST)
    if not form.is_valid():
        return show(request, item, 422, form)
    try:
        match = matches.answer_item(item=item, text=form.cleaned_data["text"], by=request.user)
    except HelpError as refusal:
        form.add_error(None, str(refusal))
        item.refresh_from_db()
        return show(request, item, 409 if isinstance(refusal, NotOpen | NotWelcome) else 422, form)
    messages.success(request, _("Verstuurd. Antwoordt de ander, dan krijgt u een mail."))
    return see(reverse("help:match", args=[match.uuid]))


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Tell the desk that something is not right, with an account or without."""
    item = get_object_or_404(queries.public_items(site_of(request).pk), uuid=uuid)
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if wait := take_address_token(request, scope="help-report"):
            return too_many(request, "help/report.html", {"form": form, "item": item}, wait)
        if form.is_robot:
            return see(item.get_absolute_url())
        if form.is_valid():
            contact.report(item=item, why=form.cleaned_data["why"], by=request.user)
            messages.success(request, _("Dank u wel. Wij kijken er vandaag of morgen naar."))
            return see(item.get_absolute_url())
    return private(render(request, "help/report.html", {"form": form, "item": item}, status=status))


def private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store, private"
    return response


def too_many(request: HttpRequest, template: str, context: dict[str, Any], wait: int) -> HttpResponse:
    context["form"].is_valid()
    response = render(request, template, {**context, "wait_minutes": max(1, wait // 60)}, status=429)
    response.headers["Retry-After"] = str(wait)
    return private(response)


# --- writing one ---


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, way: str) -> HttpResponse:
    """`/vraag-en-aanbod/vragen/` and `…/aanbieden/`: with an account or with one way to be reached."""
    if is_person(request.user):
        names = names_of(request.user)
        return written(request, way, OwnForm, names=names, initial=known_of(request.user))
    return written(request, way, VisitorForm)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write_for(request: HttpRequest, way: str) -> HttpResponse:
    """`…/voor-een-ander/`: somebody whom the other trusts writes it down; the other says yes first."""
    return written(request, way, TrustedForm)


def names_of(user: Any) -> tuple[str, ...]:
    """What must not stand in a public text."""
    return (user.first_name, user.last_name)


def known_of(user: Any) -> dict[str, Any]:
    profile = getattr(user, "profile", None)
    return {"where": profile.place if profile is not None else ""}


def written(request: HttpRequest, way: str, form_class: Any, **options: Any) -> HttpResponse:
    if way not in KINDS:
        raise Http404
    site = site_of(request)
    if way == "vragen" and request.method != "POST" and (words := request.session.pop(FIRST_WORDS, "")):
        options["initial"] = {**options.get("initial", {}), "text": words}
    form = form_class(request.POST or None, kind=KINDS[way], site_id=site.pk, **options)
    context = {"form": form, "way": way, "is_request": way == "vragen", "for_other": form_class is TrustedForm}
    if request.method != "POST":
        return private(render(request, "help/write.html", context))
    if wait := take_address_token(request, scope="help"):
        return too_many(request, "help/write.html", context, wait)
    if form.is_robot:
        return see(reverse("help:thanks"))
    if not form.is_valid():
        return private(render(request, "help/write.html", context, status=422))
    item = items.write_item(site=site, words=form.words(), about=form.about(), by=request.user)
    if item.person_id:
        messages.success(request, _("Bewaard. Wij lezen het na. Meestal staat het er binnen twee werkdagen."))
        return see(reverse("help:own", args=[item.uuid]))
    return see(f"{reverse('help:thanks')}{'?voor=ander' if form_class is TrustedForm else ''}")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """After writing without an account, or for somebody else: it waits for a yes."""
    return render(request, "help/thanks.html", {"for_other": request.GET.get("voor") == "ander"})


# --- the links in mails ---


def by_token(request: HttpRequest, token: str) -> HelpItem:
    """The item of a mailed link; a link that is not ours is not there."""
    try:
        uuid = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    rows = queries.with_parts(HelpItem.objects.filter(site=site_of(request)))
    return get_object_or_404(rows, uuid=uuid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """The person reads their own text and says yes or no; opening the link changes nothing."""
    item = by_token(request, token)
    if request.method == "POST":
        with contextlib.suppress(HelpError):  # a second click: the page says how it stands
            if request.POST.get("antwoord") == "ja" and item.state == ItemState.CONSENT_PENDING:
                items.agree_by_link(item=item)
            elif request.POST.get("antwoord") == "nee":
                items.say_no(item=item)
        return see(reverse("help:consent", args=[token]))
    reason = history_of(item).filter(to_state=item.state).exclude(reason="").last()
    told = reason.reason if reason and item.state in {ItemState.DRAFT, ItemState.WITHDRAWN} else ""
    context = {"item": item, "token": token, "when": when_text(item), "until": until_text(item), "told": told}
    return render(request, "help/consent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Still needed? One button, before the end and after it."""
    item = by_token(request, token)
    if request.method == "POST":
        try:
            if request.POST.get("antwoord") == "stop":
                items.say_no(item=item)
            else:
                items.renew_item(item=item, by=item.person)
        except HelpError as refusal:
            messages.error(request, str(refusal))
        return see(reverse("help:renew", args=[token]))
    return render(request, "help/renew.html", {"item": item, "token": token, "until": until_text(item)})

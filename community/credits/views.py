"""`/mijn/tijd/`: what a resident gave and received. The desk is in `desk.py`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from community.credits import actions, queries
from community.credits.enums import AccountKind
from community.credits.exceptions import CreditError
from community.credits.forms import CodeForm, GiveForm, RefuseForm
from community.credits.models import Account, Transfer
from portal.limits.actions import take_token
from portal.settings.environment import Rate

# A code is short because people read it out; so nobody gets to try many.
CODE_RATE = Rate(per_minute=2, burst=15)
PAGE_SIZE = 20


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def own_account(request: HttpRequest) -> Account:
    return actions.open_account(site=site_of(request), user=request.user)


def see(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The balance, what waits for a yes, and everything that was booked."""
    return show(request, own_account(request))


def show(request: HttpRequest, account: Account, status: int = 200, **more: Any) -> HttpResponse:
    page = Paginator(queries.transfers_of(account), PAGE_SIZE).get_page(request.GET.get("page"))
    months = queries.months_of(account)
    context = {
        "account": account,
        "waiting": list(queries.waiting_for(account)),
        "months": months[-6:],
        "gave": sum(month.gave for month in months),
        "received": sum(month.received for month in months),
        "page": page,
        "years": queries.years_of(account),
        "refuse_form": RefuseForm(),
        **more,
    }
    return render(request, "credits/mine.html", context, status=status)


def limited(request: HttpRequest) -> int:
    """The seconds to wait for who tries many codes."""
    return take_token(scope="time-code", subject=str(request.user.pk), rate=CODE_RATE)


def answer_form(request: HttpRequest, template: str, form: Any, account: Account) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "account": account}, status=status)


def too_many(request: HttpRequest, template: str, form: Any, account: Account, wait: int) -> HttpResponse:
    form.add_error(None, _("U probeerde veel codes. Wacht even en probeer het dan opnieuw, of bel ons."))
    response = render(request, template, {"form": form, "account": account}, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Give time to the pot or to somebody whose code one knows."""
    account = own_account(request)
    form = GiveForm(request.POST or None, site_id=account.site_id)
    if request.method == "POST":
        if wait := limited(request):
            return too_many(request, "credits/give.html", form, account, wait)
        if form.is_valid():
            receiver = form.other or actions.open_pot(site=account.site, kind=AccountKind.GIFT)
            try:
                actions.give(payer=account, receiver=receiver, wish=form.wish(), by=request.user)
            except CreditError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Gegeven. Dank u wel."))
                return see(reverse("credits:mine"))
    return answer_form(request, "credits/give.html", form, account)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Write down time that one helped; the other says yes or no."""
    account = own_account(request)
    form = CodeForm(request.POST or None, site_id=account.site_id)
    if request.method == "POST":
        if wait := limited(request):
            return too_many(request, "credits/ask.html", form, account, wait)
        if form.is_valid() and form.other is not None:
            try:
                actions.ask(receiver=account, payer=form.other, wish=form.wish(), by=request.user)
            except CreditError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Gevraagd. De ander zegt binnen twee weken ja of nee. U krijgt bericht."))
                return see(reverse("credits:mine"))
    return answer_form(request, "credits/ask.html", form, account)


@login_required
@require_POST
def answer(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """Yes, no or taken back; a refusal comes back as a sentence on the same page."""
    if name not in STEPS:
        raise Http404
    site = site_of(request)
    transfer = get_object_or_404(queries.transfers_visible_to(request.user, site.pk), uuid=uuid)
    form = RefuseForm(request.POST)
    try:
        if name == "nee" and not form.is_valid():
            return show(request, own_account(request), status=422, refuse_form=form)
        sentence = STEPS[name](transfer, form, request.user)
    except CreditError as refusal:
        messages.error(request, str(refusal))
        return show(request, own_account(request), status=422)
    messages.success(request, sentence)
    return see(reverse("credits:mine"))


def say_yes(transfer: Transfer, form: RefuseForm, user: Any) -> str:
    actions.accept(transfer=transfer, by=user)
    return _("Geboekt. Dank u wel.")


def say_no(transfer: Transfer, form: RefuseForm, user: Any) -> str:
    actions.refuse(transfer=transfer, answer=form.cleaned_data["answer"], by=user)
    return _("U zei nee. De ander krijgt bericht.")


def take_back(transfer: Transfer, form: RefuseForm, user: Any) -> str:
    actions.withdraw(transfer=transfer, by=user)
    return _("Ingetrokken.")


STEPS = {"ja": say_yes, "nee": say_no, "intrekken": take_back}


@login_required
@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The statement of one year, to print."""
    account = own_account(request)
    if year not in queries.years_of(account):
        raise Http404
    zone = timezone.get_current_timezone()
    first, after = (datetime(number, 1, 1, tzinfo=zone) for number in (year, year + 1))
    context = {
        "account": account,
        "year": year,
        "entries": queries.entries_of_year(account, year),
        "before": queries.balance_at(account, first),
        "after": queries.balance_at(account, after),
    }
    return render(request, "credits/year.html", context)

"""Outside the usual files of a slice: `/werk/tijd/`, where coordinators keep the ledger."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.credits import actions, queries
from community.credits.enums import AccountKind
from community.credits.exceptions import CreditError
from community.credits.forms import FindForm, ManyForm, ReverseForm, WishForm
from community.credits.models import Account
from community.credits.rules import can_keep_ledger
from community.credits.views import PAGE_SIZE, see, site_of

View = Callable[..., HttpResponse]


def desk(view: View) -> View:
    """Login first; then only who keeps the ledger."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_keep_ledger(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@desk
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Everyone's time: find somebody by name or code."""
    site = site_of(request)
    rows = queries.accounts_visible_to(request.user, site.pk).exclude(kind=AccountKind.OPENING)
    form = FindForm(request.GET)
    find = form.cleaned_data["find"] if form.is_valid() else ""
    if find:
        names = Q(name__icontains=find) | Q(user__first_name__icontains=find) | Q(user__last_name__icontains=find)
        rows = rows.filter(names | Q(code="".join(find.split()).upper()))
    page = Paginator(rows.order_by("kind", "user__first_name", "name", "pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "find": find,
        "pot": actions.open_pot(site=site, kind=AccountKind.GIFT),
        "figures": queries.ledger_figures(site.pk),
    }
    return render(request, "credits/desk/accounts.html", context)


def own(request: HttpRequest, uuid: Any) -> Account:
    return get_object_or_404(queries.accounts_visible_to(request.user, site_of(request).pk), uuid=uuid)


@desk
@require_safe
def account(request: HttpRequest, uuid: Any) -> HttpResponse:
    return show(request, own(request, uuid))


def show(request: HttpRequest, found: Account, status: int = 200, **more: Any) -> HttpResponse:
    page = Paginator(queries.transfers_of(found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"account": found, "page": page, "reverse_form": ReverseForm(), "pot_form": WishForm(), **more}
    return render(request, "credits/desk/account.html", context, status=status)


@desk
@require_POST
def from_pot(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The gift pot helps somebody who cannot give back now."""
    found, form = own(request, uuid), WishForm(request.POST)
    if form.is_valid():
        try:
            actions.pay_from_pot(receiver=found, wish=form.wish(), by=request.user)
        except CreditError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gegeven uit de weggeefpot."))
            return see(reverse("credits:desk_account", args=[found.uuid]))
    return show(request, found, status=422, pot_form=form)


@desk
@require_POST
def reverse_one(request: HttpRequest, uuid: Any, transfer: Any) -> HttpResponse:
    """Undo a booking by its counter-entry."""
    found, form = own(request, uuid), ReverseForm(request.POST)
    wanted = get_object_or_404(queries.transfers_of(found), uuid=transfer)
    if form.is_valid():
        try:
            actions.reverse_transfer(transfer=wanted, reason=form.cleaned_data["reason"], by=request.user)
        except CreditError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Teruggedraaid. Beide mensen krijgen bericht."))
            return see(reverse("credits:desk_account", args=[found.uuid]))
    return show(request, found, status=422, reverse_form=form, reversing=wanted.uuid)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The same time to several people: all of them, or nobody."""
    found = own(request, uuid)
    form = ManyForm(request.POST or None, site_id=found.site_id)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.give_to_many(payer=found, receivers=form.receivers, wish=form.wish(), by=request.user)
        except CreditError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gegeven aan %(count)s mensen.") % {"count": len(made)})
            return see(reverse("credits:desk_account", args=[found.uuid]))
    context = {"account": found, "form": form}
    return render(request, "credits/desk/many.html", context, status=422 if form.is_bound else 200)

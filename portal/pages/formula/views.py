"""The formula in the admin: what waits for a member, who takes part, who carries the mark; and the public proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from portal.pages.exceptions import PageError
from portal.pages.formula import actions
from portal.pages.formula.forms import FormulaForm, InviteForm, MarkForm, WithdrawForm
from portal.pages.formula.queries import (
    answered_proposals,
    differences_of,
    formula_of,
    marks_given,
    members_of,
    memberships_of,
    open_proposals,
)
from portal.pages.formula.rules import can_answer_proposal, can_speak_for
from portal.pages.formula.wording import shown_difference
from portal.pages.models import Formula, FormulaPage, Membership
from portal.pages.site_views import site_of
from portal.pages.tasks_of_day import may_write

RECENT = 20


def editors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_write(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@editors_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What waits, what was answered, where we belong; and for who offers a formula, its members."""
    site = site_of(request)
    formula = formula_of(site)
    speaks = can_speak_for(request.user, site)
    context = {
        "proposals": open_proposals(site),
        "answered": answered_proposals(site)[:RECENT],
        "memberships": memberships_of(site),
        "formula": formula,
        "members": member_rows(formula) if formula is not None else [],
        "invite": InviteForm(formula=formula) if formula is not None and speaks else None,
        "speaks": speaks,
        "today": timezone.localdate(),
    }
    return render(request, "admin/formula/overview.html", context)


def member_rows(formula: Formula) -> list[dict[str, Any]]:
    """Each member with its mark and how many proposals wait: the number alone, never a member's words."""
    today = timezone.localdate()
    return [
        {
            "membership": row,
            "waiting": row.pages.exclude(proposed=None).count(),
            "carries": row.carries_mark(today),
            "mark": MarkForm(membership=row),
            "withdraw": WithdrawForm(membership=row),
        }
        for row in members_of(formula)
    ]


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """One proposal: each part beside what the member has, with yes or no."""
    site = site_of(request)
    row = get_object_or_404(open_proposals(site), pk=number)
    seen = row.proposed_at.isoformat() if row.proposed_at else ""
    if request.method == "POST" and request.POST.get("seen") == seen:
        return answer(request, row, site)
    if request.method == "POST":
        messages.warning(request, _("Het voorstel is intussen anders. Kijk het nog eens na."))
    parts = [shown_difference(row, each) for each in differences_of(row)]
    context = {"row": row, "parts": parts, "seen": seen, "may": can_answer_proposal(request.user, row, site)}
    return render(request, "admin/formula/proposal.html", context)


def answer(request: HttpRequest, row: FormulaPage, site: Site) -> HttpResponse:
    keys = [each.key for each in differences_of(row)]
    accepted = [key for key in keys if request.POST.get(key) == "yes"]
    try:
        page = actions.answer_proposal(proposal=row, accepted=accepted, site=site, by=request.user)
    except PageError as refusal:
        messages.error(request, str(refusal))
        return redirect("pages_formula")
    if page is None or not accepted:
        messages.success(request, _("Uw tekst blijft zoals hij is."))
        return redirect("pages_formula")
    messages.success(request, _("Overgenomen in een concept. Lees het na en zet het daarna op de site."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Offer a formula, or change its name, its branch and what its mark promises."""
    site = site_of(request)
    if not can_speak_for(request.user, site):
        raise PermissionDenied
    form = FormulaForm(request.POST or None, instance=formula_of(site) or Formula(site=site))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Bewaard."))
        return redirect("pages_formula")
    return render(request, "admin/formula/settings.html", {"form": form}, status=422 if form.errors else 200)


def tried(request: HttpRequest, act: Callable[[], Any], done: str) -> HttpResponse:
    """Do it, and say that it is done or why not."""
    try:
        act()
    except PageError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("pages_formula")


@editors_only
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    formula = formula_of(site_of(request))
    if formula is None:
        raise Http404
    form = InviteForm(request.POST, formula=formula)
    if not form.is_valid():
        messages.error(request, _("Kies een organisatie."))
        return redirect("pages_formula")
    member = form.cleaned_data["site"]
    return tried(
        request,
        lambda: actions.invite_member(formula=formula, site=member, by=request.user),
        _("Gevraagd. Zij zien uw vraag in hun beheer."),
    )


@editors_only
@require_POST
def join(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(memberships_of(site_of(request)), pk=number)
    done = _("U doet mee. De pagina's van de formule staan hieronder als voorstel.")
    return tried(request, lambda: actions.accept_membership(membership=row, by=request.user), done)


@editors_only
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """By the member or by the formula; of other sites' memberships nobody sees anything."""
    site = site_of(request)
    row = get_object_or_404(
        Membership.objects.filter(site=site) | Membership.objects.filter(formula__site=site), pk=number
    )
    done = _("Gestopt. Elke organisatie houdt haar eigen pagina's.")
    return tried(request, lambda: actions.end_membership(membership=row, by=request.user), done)


@editors_only
@require_POST
def mark(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(Membership, pk=number, formula__site=site_of(request))
    form = MarkForm(request.POST, membership=row)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("pages_formula")
    until = form.cleaned_data["until"]
    done = _("Het keurmerk is gegeven. De bewijspagina zegt het nu.")
    return tried(request, lambda: actions.give_mark(membership=row, until=until, by=request.user), done)


@editors_only
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(Membership, pk=number, formula__site=site_of(request))
    form = WithdrawForm(request.POST, membership=row)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("pages_formula")
    reason = form.cleaned_data["reason"]
    done = _("Het keurmerk is ingetrokken. De bewijspagina zegt waarom.")
    return tried(request, lambda: actions.withdraw_mark(membership=row, reason=reason, by=request.user), done)


# ---- for visitors


def public_formula(request: HttpRequest) -> Formula:
    site = Site.find_for_request(request)
    formula = formula_of(site) if site is not None else None
    if formula is None:
        raise Http404
    return formula


@require_safe
def marks(request: HttpRequest) -> HttpResponse:
    """`/keurmerk/`: what the mark promises, and who carries it."""
    formula, today = public_formula(request), timezone.localdate()
    rows = [row for row in marks_given(formula) if row.carries_mark(today)]
    return render(request, "pages/marks.html", {"formula": formula, "rows": rows})


@require_safe
def proof(request: HttpRequest, number: Any) -> HttpResponse:
    """`/keurmerk/<number>/`: whether one organisation carries it today, and since and until when."""
    formula = public_formula(request)
    row = get_object_or_404(Membership.objects.exclude(mark_from=None), formula=formula, number=number)
    carries = row.carries_mark(timezone.localdate())
    trail = [{"title": formula.mark_name, "url": reverse("formula:marks")}]
    context = {"formula": formula, "row": row, "carries": carries, "trail": trail, "node": None}
    return render(request, "pages/mark_proof.html", context)

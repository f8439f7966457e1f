"""Outside the usual files of a slice: the table where workers talk about cases, at /werk/intervisie/."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.outreach import intervision
from community.outreach.desk import for_workers
from community.outreach.exceptions import OutreachError
from community.outreach.forms import CaseForm, ReplyForm
from community.outreach.models import Case
from community.outreach.queries import cases_of
from community.outreach.views import see, site_of


@for_workers
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """`/werk/intervisie/`: what is on the table."""
    return render(request, "outreach/cases.html", {"cases": cases_of(site_of(request).pk)[:100]})


@for_workers
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    form = CaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = intervision.bring_case(site=site_of(request), by=request.user, **form.cleaned_data)
        return see(reverse("outreach:case", args=[made.uuid]))
    return render(request, "outreach/bring.html", {"form": form}, status=422 if form.errors else 200)


@for_workers
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One case, and what the others think."""
    found = get_object_or_404(cases_of(site_of(request).pk), uuid=uuid)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        intervision.reply_to(case=found, text=form.cleaned_data["text"], by=request.user)
        return see(reverse("outreach:case", args=[uuid]))
    context = {"case": found, "form": form, "replies": found.replies.select_related("author")}
    return render(request, "outreach/case.html", context, status=422 if form.errors else 200)


@for_workers
@require_POST
def take_back(request: HttpRequest, uuid: Any) -> HttpResponse:
    found: Case = get_object_or_404(cases_of(site_of(request).pk), uuid=uuid)
    try:
        intervision.take_back(case=found, by=request.user)
    except OutreachError as refusal:
        raise PermissionDenied from refusal
    messages.success(request, _("Weg, met alles wat erbij gezegd is."))
    return see(reverse("outreach:cases"))

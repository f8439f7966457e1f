"""What editors have in the admin beside Wagtail's own screens: the reports, the readability of a text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.models import Page

from portal.pages.actions import close_start, look_again
from portal.pages.editor_forms import DraftForm
from portal.pages.enums import FindingKind
from portal.pages.exceptions import PageError
from portal.pages.finding import REMIND_DAYS
from portal.pages.guide import chapters, picture_of
from portal.pages.queries import cares_for, findings_for, of_this_site
from portal.pages.readability import read_texts
from portal.pages.site_views import site_of

REPORTS = {
    "links": (FindingKind.LINK, gettext_lazy("Kapotte links"), "link"),
    "beschrijvingen": (FindingKind.ALT, gettext_lazy("Afbeeldingen zonder beschrijving"), "image"),
    "zinnen": (FindingKind.SENTENCE, gettext_lazy("Moeilijke zinnen"), "pilcrow"),
}
ADVICE = {
    "links": gettext_lazy("Wie hierop klikt, komt nergens. Kies een andere pagina, of haal de link weg."),
    "beschrijvingen": gettext_lazy("Zeg wat erop staat, of zeg dat de afbeelding alleen versiering is."),
    "zinnen": gettext_lazy("Maak er twee korte zinnen van, of kies een makkelijker woord."),
}
ROWS = 50


@require_POST
def readability(request: HttpRequest) -> HttpResponse:
    """What a machine sees of the text that an editor is writing, as a piece of HTML for beside the form."""
    form = DraftForm(request.POST)
    status = 200 if form.is_valid() else 422
    reading = read_texts(form.texts, form.language) if status == 200 else None
    return render(request, "admin/readability.html", {"reading": reading}, status=status)


@require_safe
def findings(request: HttpRequest, name: str) -> HttpResponse:
    """A report of what the worker found at night, page by page."""
    kind, title, icon = REPORTS[name]
    shown = on_pages(request, findings_for(request.user).filter(kind=kind))
    for row in shown["page"]:
        by_number = kind == FindingKind.LINK and row.detail.startswith("#")
        row.said = gone_page(row.detail) if by_number else row.detail
    return render(request, "admin/findings.html", {**shown, "title": title, "icon": icon, "advice": ADVICE[name]})


def gone_page(detail: str) -> str:
    """What a link by number leads to: a page that is not on the site, or no page at all."""
    number = detail.removeprefix("#")
    page = Page.objects.filter(pk=number).first() if number.isdecimal() else None
    if page is None:
        return _("een pagina die er niet meer is")
    return _("“%(title)s”, die niet op de site staat") % {"title": page.title}


def on_pages(request: HttpRequest, rows: Any) -> dict[str, Any]:
    """The rows of one page of a list, with what Wagtail's links to the other pages need."""
    paginator = Paginator(rows, ROWS)
    page = paginator.get_page(request.GET.get("p"))
    return {"page": page, "elided_page_range": paginator.get_elided_page_range(page.number)}


@require_safe
def out_of_date(request: HttpRequest) -> HttpResponse:
    day = timezone.localdate() + timedelta(days=REMIND_DAYS)
    shown = on_pages(request, cares_for(request.user, day))
    return render(request, "admin/out_of_date.html", {**shown, "today": timezone.localdate(), "days": REMIND_DAYS})


@require_POST
def still_true(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=page_id)
    try:
        care = look_again(page=page, by=request.user)
    except PageError as refusal:
        messages.error(request, str(refusal))
    else:
        day = care.review_by.strftime("%d-%m-%Y")
        messages.success(request, _("Nagekeken. Wij vragen het weer voor %(day)s.") % {"day": day})
    return redirect("pages_out_of_date")


@require_admin_access
@require_safe
def chosen_pages(request: HttpRequest) -> HttpResponse:
    """Pages that were ticked in the chooser: those of the own site, whatever numbers are asked."""
    pages = of_this_site(Page.objects.all(), site_of(request))
    asked = [number for number in request.GET.getlist("id") if number.isdecimal()]
    kept = request.GET.copy()
    kept.setlist("id", [str(pk) for pk in pages.filter(pk__in=asked).values_list("pk", flat=True)])
    request.GET = kept  # type: ignore[assignment]
    return ChosenMultipleView.as_view()(request)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    before, found = chapters()
    pictures = {part.name for chapter in found for part in chapter.parts if part.name and picture_of(part.name)}
    return render(request, "admin/guide.html", {"before": before, "chapters": found, "pictures": pictures})


@require_safe
def guide_picture(request: HttpRequest, name: str) -> FileResponse:
    path = picture_of(name)
    if path is None:
        raise Http404("no such picture")
    return FileResponse(path.open("rb"), content_type="image/png")


@require_POST
def close_first_steps(request: HttpRequest) -> HttpResponse:
    close_start(by=request.user)
    return redirect(reverse("wagtailadmin_home"))

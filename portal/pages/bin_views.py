"""Outside the usual files of a slice: the admin's screens for throwing away and putting back, of pages and of files."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from portal.pages.binning import BIN_DAYS, bin_page, restore_page
from portal.pages.enums import BinReason
from portal.pages.exceptions import PageError
from portal.pages.file_binning import bin_file, restore_file
from portal.pages.models import BinnedFile, BinnedPage
from portal.pages.queries import binned_files_for, binned_for
from portal.pages.rules import can_bin_file, can_restore_file, can_restore_page
from portal.pages.site_views import site_of
from portal.pages.usage import usage_of

ROWS = 50
LISTS = {"image": "wagtailimages:index", "document": "wagtaildocs:index"}
EDITORS = {"image": "wagtailimages:edit", "document": "wagtaildocs:edit"}


@require_safe
def bin_list(request: HttpRequest) -> HttpResponse:
    """What lies in the bin of this site, the last thrown away first: pages, pictures and documents together."""
    site = site_of(request)
    rows: list[BinnedPage | BinnedFile] = [*binned_for(site), *binned_files_for(site)]
    rows.sort(key=lambda row: row.binned_at, reverse=True)
    paginator = Paginator(rows, ROWS)
    page = paginator.get_page(request.GET.get("p"))
    entries = [entry_of(row, request.user) for row in page]
    context = {"entries": entries, "page": page, "days": BIN_DAYS}
    context["elided_page_range"] = paginator.get_elided_page_range(page.number)
    return render(request, "admin/bin.html", context)


def entry_of(row: BinnedPage | BinnedFile, user: Any) -> dict[str, Any]:
    """A line of the list: what it was, where it lay, until when, and where to put it back."""
    until = row.binned_at + timedelta(days=BIN_DAYS)
    if isinstance(row, BinnedPage):
        kind, where, may, back = _("pagina"), row.parent, can_restore_page(user, row), "pages_restore"
        title, reason = row.page.title, ""
    else:
        kind = _("afbeelding") if row.image else _("document")
        where, may, back = row.collection, can_restore_file(user, row), "pages_restore_file"
        title, reason = str(row.file), row.get_reason_display() if row.reason == BinReason.NO_CONSENT else ""
    return {
        "title": title,
        "kind": kind,
        "where": where or "–",
        "by": row.by or reason or "–",
        "until": until,
        "url": reverse(back, args=[row.pk]) if may else "",
    }


@require_POST
def restore(request: HttpRequest, row_id: int) -> HttpResponse:
    row = get_object_or_404(BinnedPage, pk=row_id, site=site_of(request))
    try:
        page = restore_page(row=row, by=request.user)
    except PageError as refusal:
        messages.error(request, str(refusal))
        return redirect("pages_bin")
    say_restored(request, page.title)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@require_POST
def restore_one_file(request: HttpRequest, row_id: int) -> HttpResponse:
    row = get_object_or_404(BinnedFile, pk=row_id, site=site_of(request))
    kind = "image" if row.image else "document"
    try:
        file = restore_file(row=row, by=request.user)
    except PageError as refusal:
        messages.error(request, str(refusal))
        return redirect("pages_bin")
    say_restored(request, file.title)
    return redirect(EDITORS[kind], file.pk)


def throw_away(request: HttpRequest, page: Page) -> HttpResponse:
    """In place of Wagtail's screen for deleting: says where the page is used, and keeps it in the bin."""
    if request.method == "POST":
        parent = page.get_parent()
        try:
            row = bin_page(page=page, by=request.user, site=site_of(request))
        except PageError as refusal:
            messages.error(request, str(refusal))
            return redirect("wagtailadmin_explore", parent.pk)
        say_thrown_away(request, page.title, row)
        return redirect("wagtailadmin_explore", parent.pk)
    context = {"page": page, "below": page.get_descendant_count(), "days": BIN_DAYS}
    return render(request, "admin/throw_away.html", context | {"usage": usage_of(page, request.user)})


def throw_image_away(request: HttpRequest, image_id: int) -> HttpResponse:
    return throw_file_away(request, get_object_or_404(get_image_model(), pk=image_id), "image")


def throw_document_away(request: HttpRequest, document_id: int) -> HttpResponse:
    return throw_file_away(request, get_object_or_404(get_document_model(), pk=document_id), "document")


def throw_file_away(request: HttpRequest, file: Any, kind: str) -> HttpResponse:
    """In place of Wagtail's screens for deleting a picture or a document."""
    if not can_bin_file(request.user, file):
        raise PermissionDenied
    if request.method == "POST":
        try:
            row = bin_file(file=file, by=request.user, site=site_of(request))
        except PageError as refusal:
            messages.error(request, str(refusal))
        else:
            say_thrown_away(request, file.title, row)
        return redirect(LISTS[kind])
    context = {"file": file, "kind": kind, "days": BIN_DAYS, "back": reverse(EDITORS[kind], args=[file.pk])}
    return render(request, "admin/throw_file_away.html", context | {"usage": usage_of(file, request.user)})


@require_POST
def throw_upload_away(request: HttpRequest, kind: str, pk: int) -> JsonResponse:
    """The same from the screen for many uploads at once, whose script reads the answer."""
    model, name = (get_image_model(), "image_id") if kind == "image" else (get_document_model(), "doc_id")
    file = get_object_or_404(model, pk=pk)
    try:
        bin_file(file=file, by=request.user, site=site_of(request))
    except PageError as refusal:
        raise PermissionDenied from refusal
    return JsonResponse({"success": True, name: pk})


def throw_many_away(request: HttpRequest, objects: list[Any]) -> None:
    """Pages, pictures or documents that were ticked in a list; a page whose parent goes along moves with it."""
    paths = [getattr(each, "path", None) for each in objects]
    for each in objects:
        if any(path and each.path != path and each.path.startswith(path) for path in paths):
            continue
        act: Any = bin_page if isinstance(each, Page) else bin_file
        name = "page" if isinstance(each, Page) else "file"
        say_thrown_away(request, each.title, act(**{name: each}, by=request.user, site=site_of(request)))


def say_thrown_away(request: HttpRequest, title: str, row: BinnedPage | BinnedFile) -> None:
    text = _("“%(title)s” ligt in de prullenbak. U kunt het %(days)s dagen lang terugzetten.")
    said = text % {"title": title, "days": BIN_DAYS}
    messages.success(request, said, buttons=[messages.button(reverse("pages_bin"), _("Bekijk de prullenbak"))])


def say_restored(request: HttpRequest, title: str) -> None:
    messages.success(request, _("“%(title)s” staat er weer.") % {"title": title})

"""What a visitor does on a page of ours beside reading it: choose how to read, see a film, answer a small question."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from portal.forms.origin import own_origin
from portal.limits.actions import take_address_token
from portal.media import in_parts
from portal.pages.actions import answer_poll
from portal.pages.bars import bars_of
from portal.pages.blocks.media import FILM_FILES
from portal.pages.exceptions import AlreadyAnswered
from portal.pages.queries import answers_of, block_of, page_of_visitor
from portal.pages.reader_forms import USUAL, PollForm, ReadingForm
from portal.pages.reading import CHOICES, COOKIE, COOKIE_SECONDS
from portal.pages.rules import is_open

VOTER = "peiling"
VOTER_SECONDS = 365 * 24 * 60 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest) -> HttpResponse:
    """The choice goes into a cookie here and nowhere else; with everything as usual the cookie goes away."""
    now = request.COOKIES.get(COOKIE, "").split(".")
    initial = {name: next((w for w in words if w in now), USUAL) for name, words in CHOICES.items()}
    form = ReadingForm(request.POST or None, initial={**initial, "back": request.headers.get("Referer", "")})
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "pages/reading_setting.html", {"form": form}, status=status)
    response = redirect(own_address(request, form.cleaned_data["back"]), permanent=False)
    response.status_code = 303
    if form.value:
        response.set_cookie(COOKIE, form.value, COOKIE_SECONDS, secure=request.is_secure(), samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def own_address(request: HttpRequest, address: str) -> str:
    known = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if known else "/"


@require_safe
def film(request: HttpRequest, page_id: int, block_id: uuid.UUID) -> HttpResponse:
    """The player of another site, in a frame that only this page may show: whoever comes here pressed a button."""
    page, value = page_and_block(request, page_id, block_id, "film")
    if value.film is None:
        raise Http404("no film of another site")
    response = render(request, "pages/film.html", {"value": value, "back": page.get_url(request=request)})
    response._csp_update = {"frame-src": [value.film.host]}  # type: ignore[attr-defined]
    return response


@require_safe
def film_file(request: HttpRequest, document_id: int) -> HttpResponse:
    """A film of our own, in parts: Wagtail's view for documents gives a whole file or nothing."""
    document = get_document_model().objects.filter(pk=document_id).first()
    is_film = document is not None and document.file_extension.lower() in FILM_FILES
    if not is_film or not is_open(document) or document.collection.get_view_restrictions():
        raise Http404("no film for everybody")
    with document.open_file() as file:
        return in_parts(request, file.read(), document.content_type)


@own_origin  # the form stands on pages that caches keep, so it carries no token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: HttpRequest, page_id: int, block_id: uuid.UUID) -> HttpResponse:
    page, value = page_and_block(request, page_id, block_id, "poll")
    if request.method == "POST":
        return give_answer(request, page, block_id, value)
    return poll_page(request, page, block_id, value)


def give_answer(request: HttpRequest, page: Page, block_id: uuid.UUID, value: Any) -> HttpResponse:
    if wait := take_address_token(request, scope="poll"):
        response = poll_page(request, page, block_id, value, PollForm.too_many, 429)
        response.headers["Retry-After"] = str(wait)
        return response
    form = PollForm(request.POST, answers=list(value["answers"]))
    if not form.is_valid():
        return poll_page(request, page, block_id, value, form.errors["answer"][0], 422)
    voter = voter_of(request)
    try:
        answer_poll(page=page, block=block_id, answer=form.cleaned_data["answer"], voter=voter)
    except AlreadyAnswered as refusal:
        return poll_page(request, page, block_id, value, str(refusal), 409)
    response = redirect(request.path)
    response.status_code = 303
    response.set_cookie(VOTER, str(voter), VOTER_SECONDS, httponly=True, secure=request.is_secure(), samesite="Lax")
    return response


def poll_page(
    request: HttpRequest, page: Page, block_id: uuid.UUID, value: Any, refused: Any = "", status: int = 200
) -> HttpResponse:
    counts = answers_of(block_id)
    bars = bars_of([(answer, counts.get(answer, 0)) for answer in value["answers"]])
    context = {
        "value": value,
        "bars": bars.rows,
        "height": bars.height,
        "total": sum(counts.values()),
        "refused": refused,
        "back": page.get_url(request=request),
    }
    return render(request, "pages/poll.html", context, status=status)


def voter_of(request: HttpRequest) -> uuid.UUID:
    """The number in the visitor's cookie, or a new one; it is set only with an answer."""
    try:
        return uuid.UUID(request.COOKIES.get(VOTER, ""))
    except ValueError:
        return uuid.uuid4()


def page_and_block(request: HttpRequest, page_id: int, block_id: uuid.UUID, kind: str) -> tuple[Page, Any]:
    """A published page of this site and one of its blocks; 404 when a visitor may not see it or it is gone."""
    site = Site.find_for_request(request)
    page = page_of_visitor(site, page_id) if site is not None else None
    value = block_of(page, block_id, kind) if page is not None else None
    if page is None or value is None:
        raise Http404("no such block")
    return page, value

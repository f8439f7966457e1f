"""Outside the usual files of a slice: where the answers to an editor's questions come in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from portal.forms.origin import own_origin
from portal.pages.models import FormPage
from portal.pages.posting import post_guarded, see


@own_origin
@require_POST
def answer_form(request: HttpRequest, page_id: int) -> HttpResponse:
    """`/formulier/<page>/`: the answers to an editor's questions. The page itself stays without a cookie."""
    page = form_page_of(request, page_id)
    form = page.get_form(request.POST, user=request.user, page=page)
    context = {**page.get_context(request), "form": form}
    done = reverse("forms:thanks", args=[page_id])

    def save() -> HttpResponse:
        page.process_form_submission(form)
        return see(done)

    return post_guarded(request, form, page.template, context, scope="form", done=done, save=save)


@require_safe
def thanks_for_form(request: HttpRequest, page_id: int) -> HttpResponse:
    page = form_page_of(request, page_id)
    return render(request, page.landing_page_template, {"page": page, "self": page})


def form_page_of(request: HttpRequest, page_id: int) -> FormPage:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return get_object_or_404(FormPage.objects.live().public().descendant_of(site.root_page), pk=page_id)

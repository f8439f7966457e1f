from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from portal.forms.fields import clean_text
from portal.vocabulary.models import Theme
from search.alternatives import alternatives, changed
from search.chips import chips
from search.contract import Answer
from search.engines import search
from search.feeds import list_parameters
from search.forms import SearchForm
from search.guide import STEPS, GuideForm, matches
from search.insight import note_search
from search.page import choices, pages
from search.sitewide import found_groups
from search.suggestions import suggestions

PAGE_SIZE = 10
RADII = (5, 10, 20, 30, 50)
LONGEST_TYPED = 100


@require_safe
def vacancy_list(request: HttpRequest) -> HttpResponse:
    """`/vacatures/`: the question, the results, and what to try when there are none."""
    site = Site.find_for_request(request)
    form = SearchForm(request.GET, site_id=site.pk if site else 0, default_size=PAGE_SIZE)
    context: dict[str, Any] = {"form": form, "radii": RADII, "trail": []}
    status = 200
    if form.is_valid():
        query = form.query()
        answer = search(query, form.site_id)
        context |= {"answer": answer, "chips": chips(form, answer), "choices": choices(form, answer)}
        context |= {"pages": pages(form, answer), "query": query, "parameters": list_parameters(request.GET)}
        context["embed"] = embed_line(request)
        context["alternatives"] = alternatives(form, query) if answer.count == 0 else []
        context["meant"] = meant(form, answer)
        if query.page == 1 and not request.headers.get("HX-Request"):
            asked, where = question_of(form)
            note_search(form.site_id, asked, where, answer.count)
    else:
        status = 422
    response = render(request, "search/vacancy_list.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def question_of(form: SearchForm) -> tuple[str, str]:
    """What is counted: the words, or the themes that were ticked, and the place from its box or from the words."""
    themes = Theme.objects.filter(slug__in=form.cleaned_data["theme"]) if not form.cleaned_data["q"] else ()
    asked = form.cleaned_data["q"] or " ".join(theme.name for theme in themes)
    return asked, form.cleaned_data["place"] or form.understanding.place or ""


def embed_line(request: HttpRequest) -> str:
    """One line of HTML with which another site shows this list."""
    parameters = "&".join(filter(None, [list_parameters(request.GET), "kleur=0a5a73", "achtergrond=ffffff"]))
    address = request.build_absolute_uri(f"{reverse('search:embedded')}?{parameters}")
    title = _("Plekken voor vrijwilligers")
    return format_html('<iframe src="{}" title="{}" width="100%" height="700"></iframe>', address, title)


def meant(form: SearchForm, answer: Answer) -> str:
    """The parameters with the corrected words, when some were read differently from how they were typed."""
    corrected = form.understanding.did_you_mean
    return changed(form.data, {"q": corrected}).urlencode() if corrected and answer.count else ""


@require_safe
def site_search(request: HttpRequest) -> HttpResponse:
    """`/zoeken/`: one box for the whole site: what each kind has about a question, and open places."""
    site = Site.find_for_request(request)
    form = SearchForm(request.GET, site_id=site.pk if site else 0)
    if not form.is_valid():
        return render(request, "search/site.html", {"form": form, "asked": ""}, status=422)
    asked = clean_text(form.cleaned_data["q"]).strip()
    context: dict[str, Any] = {"form": form, "asked": asked}
    if asked and site is not None:
        context["answer"] = search(form.query(), form.site_id)
        context["groups"] = found_groups(site, form.understanding)
    return render(request, "search/site.html", context)


@require_safe
@cache_control(public=True, max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """`/zoeken/suggesties/`: what to offer while somebody types, with a sentence for who cannot see it."""
    site = Site.find_for_request(request)
    try:
        typed = clean_text(request.GET.get("q", "")[:LONGEST_TYPED])
    except ValidationError:
        typed = ""
    found = suggestions(typed, site) if site is not None else []
    said = ngettext("%(n)d suggestie", "%(n)d suggesties", len(found)) % {"n": len(found)} if found else ""
    return JsonResponse({"suggestions": [asdict(each) for each in found], "said": said})


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """`/vacatures/wat-past/`: one question a page, the answers in the address, and a list with reasons at the end."""
    site = Site.find_for_request(request)
    form = GuideForm(request.GET, site_id=site.pk if site else 0)
    valid = form.is_valid()
    wanted = request.GET.get("stap", "1")
    step = min(int(wanted), len(STEPS) + 1) if wanted.isascii() and wanted.isdigit() and len(wanted) < 3 else 1
    if not valid:
        step = STEPS.index(next(name for name in STEPS if name in form.errors)) + 1
    context: dict[str, Any] = {"form": form, "step": step, "steps": len(STEPS), "trail": []}
    if step > len(STEPS):
        context |= {"matches": matches(form), "back": kept(request, step=len(STEPS))}
        return render(request, "search/guide_result.html", context)
    context["field"] = form[STEPS[max(step, 1) - 1]]
    others = [(name, value) for name in STEPS if name != context["field"].name for value in request.GET.getlist(name)]
    context |= {"others": [pair for pair in others if len(pair[1]) <= LONGEST_TYPED], "next": step + 1}
    context["back"] = kept(request, step=step - 1) if step > 1 else ""
    return render(request, "search/guide.html", context, status=200 if valid else 422)


def kept(request: HttpRequest, *, step: int) -> str:
    """The answers so far with another step."""
    data = request.GET.copy()
    data["stap"] = str(step)
    return data.urlencode()

"""Outside the usual files of a slice: the pages of an alert, beside the views of searching."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from portal.limits.actions import take_address_token
from search import actions
from search.contract import HELP, VACANCIES
from search.engines import search
from search.enums import Rhythm
from search.feeds import in_words, list_parameters
from search.forms import AlertForm
from search.models import Alert

LONGEST_ADDRESS = 1500
LISTS = {VACANCIES: "search:vacancy_list", HELP: "search:help_list"}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, collection: str = VACANCIES) -> HttpResponse:
    """`/vacatures/bericht/?…`, `/vraag-en-aanbod/bericht/?…`: be mailed about this search."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    wanted = actions.FORMS[collection](request.GET, site_id=site.pk)
    address = reverse(LISTS[collection])
    if not wanted.is_valid():
        query = request.GET.urlencode()
        return redirect(f"{address}?{query if len(query) < LONGEST_ADDRESS else ''}")
    words = in_words(wanted, search(wanted.query(), site.pk))
    form = AlertForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "words": words, "back": list_parameters(request.GET)}
    context |= {"list_url": address, "collection": collection}
    if request.method != "POST":
        return render(request, "search/alert_ask.html", context)
    response = posted(request, site, form, context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def posted(request: HttpRequest, site: Site, form: AlertForm, context: dict[str, Any]) -> HttpResponse:
    """Too much from one address, not right yet, a robot, or done."""
    wait = take_address_token(request, scope="alert")
    valid = form.is_valid()
    if wait:
        context["wait_minutes"] = max(1, wait // 60)
        response = render(request, "search/alert_ask.html", context, status=429)
        response.headers["Retry-After"] = str(wait)
        return response
    if form.is_robot:
        return see("search:alert_asked")
    if not valid:
        return render(request, "search/alert_ask.html", context, status=422)
    actions.ask_alert(
        site=site,
        email=form.cleaned_data["email"],
        parameters="&".join(sorted(filter(None, list_parameters(request.GET).split("&")))),
        words=context["words"],
        collection=context["collection"],
        rhythm=form.cleaned_data["rhythm"],
        language=get_language() or "nl",
    )
    return see("search:alert_asked")


def see(name: str, **kwargs: Any) -> HttpResponse:
    response = redirect(name, **kwargs)
    response.status_code = 303
    return response


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "search/alert_asked.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alert(request: HttpRequest, token: Any) -> HttpResponse:
    """`/vacatures/bericht/<token>/`: say yes, choose another rhythm, or stop. A link alone changes nothing."""
    found = get_object_or_404(Alert, token=token)
    if request.method == "POST":
        rhythm = request.POST.get("rhythm", "")
        if request.POST.get("doe") == "stop":
            actions.stop_alert(alert=found)
        else:
            actions.confirm_alert(alert=found, rhythm=rhythm if rhythm in Rhythm.values else "")
        return see("search:alert", token=token)
    context = {"alert": found, "stopped": actions.is_stopped(found), "rhythms": Rhythm.choices}
    context["list_url"] = reverse(LISTS[found.collection])
    return render(request, "search/alert.html", context)

"""Outside the usual files of a slice: what editors see of search in the admin, besides the word list itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.forms.fields import TextField
from portal.notices.actions import send_notice
from portal.pages.site_views import site_of
from search.contract import Answer
from search.editing import additions
from search.engines import search
from search.enums import STORED_KINDS, WordKind
from search.explaining import explain
from search.forms import SearchForm
from search.insight import DAYS, insight
from search.models import WordRule
from search.wordlists import compose, lists_in_use
from vacancies.bank.enums import OrganisationState
from vacancies.bank.models import Organisation, Vacancy
from vacancies.bank.queries import contacts_to_tell, with_parts

FIRST = 10


class TryForm(forms.Form):
    q = TextField(label=gettext_lazy("Wat iemand typt"), max_length=200)
    words = TextField(
        label=gettext_lazy("Met deze woorden erbij"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Met een komma ertussen, enger na >. Laat leeg om te zien hoe het nu is."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Deze woorden"), choices=WordKind.choices, required=False)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or WordKind.SYNONYM


def editor_only(request: HttpRequest) -> None:
    if not request.user.has_perm("search.change_wordrule"):  # type: ignore[union-attr]
        raise PermissionDenied


def insight_page(request: HttpRequest) -> HttpResponse:
    """What people ask, and what they do not find."""
    editor_only(request)
    return render(request, "search/admin/insight.html", {**insight(site_of(request).pk), "days": DAYS})


def try_page(request: HttpRequest) -> HttpResponse:
    """How a question is read, and which vacancies change place with other words; nothing is saved."""
    editor_only(request)
    form = TryForm(request.GET or None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        site_id, question = site_of(request).pk, form.cleaned_data["q"]
        now, answer = asked(site_id, question)
        context |= {"groups": ways(now), "understanding": now.understanding, "rows": moves(answer, answer, now)}
        if form.cleaned_data["words"]:
            rule = WordRule(kind=form.cleaned_data["kind"], words=form.cleaned_data["words"])
            rules = [*WordRule.objects.all(), rule]
            with lists_in_use(compose(additions(rules))):
                then, other = asked(site_id, question)
            context |= {"groups": ways(then), "understanding": then.understanding, "rows": moves(answer, other, then)}
            context |= {"gone": gone(answer, other), "stored": rule.kind in STORED_KINDS}
    return render(request, "search/admin/try.html", context)


def asked(site_id: int, question: str) -> tuple[SearchForm, Answer]:
    data = QueryDict(mutable=True)
    data["q"], data["page_size"] = question, str(FIRST)
    form = SearchForm(data, site_id=site_id)
    form.is_valid()
    return form, search(form.query(), site_id)


def ways(form: SearchForm) -> list[tuple[str, list[str]]]:
    """Each thing that was asked, with the terms under which it is sought."""
    return [
        (group.label, list(dict.fromkeys(" + ".join(terms[0] for terms in way.all_of) for way in group.variants)))
        for group in form.understanding.groups
    ]


def moves(before: Answer, after: Answer, form: SearchForm) -> list[dict[str, Any]]:
    """The first results of now, why each stands there, and the place it had before (None: not among them)."""
    places = {hit.id: number for number, hit in enumerate(before.hits, 1)}
    shown = with_parts(Vacancy.objects.filter(pk__in=[hit.source["object_id"] for hit in after.hits]))
    vacancies = {vacancy.pk: vacancy for vacancy in shown}
    return [
        {
            "place": number,
            "hit": hit,
            "was": places.get(hit.id),
            "why": explain(hit, vacancies[hit.source["object_id"]], form.understanding),
        }
        for number, hit in enumerate(after.hits, 1)
        if hit.source["object_id"] in vacancies
    ]


def gone(before: Answer, after: Answer) -> list[tuple[int, Any]]:
    """Those that stood among the first results and no longer do, with the place they had."""
    kept = {hit.id for hit in after.hits}
    return [(number, hit) for number, hit in enumerate(before.hits, 1) if hit.id not in kept]


class RequestForm(forms.Form):
    text = TextField(label=gettext_lazy("Waar vragen mensen om?"), max_length=60)
    message = TextField(
        label=gettext_lazy("Wat wilt u de organisaties zeggen?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


def request_page(request: HttpRequest) -> HttpResponse:
    """Ask the organisations for vacancies of a kind that people look for and do not find."""
    editor_only(request)
    site = site_of(request)
    text = request.GET.get("tekst", "")[:60]
    first = _("Bewoners zoeken op “%(text)s” en vinden niets. Heeft u hier werk voor vrijwilligers?") % {"text": text}
    form = RequestForm(request.POST or None, initial={"text": text, "message": first})
    contacts = active_contacts(site.pk)
    if request.method == "POST" and form.is_valid():
        key = f"search.request:{timezone.localdate():%Y%m%d}:{form.cleaned_data['text']}"
        made = [
            send_notice(
                site=site,
                kind="search.request",
                object_key=key,
                recipient=address,
                template="search/request",
                context={**form.cleaned_data, "name": name},
                topic="bank.requests",
            )
            for name, address in contacts
        ]
        messages.success(request, _("%(n)d mails zijn onderweg.") % {"n": sum(notice is not None for notice in made)})
        return redirect("search_insight")
    return render(request, "search/admin/request.html", {"form": form, "contacts": contacts})


def active_contacts(site_id: int) -> list[tuple[str, str]]:
    """(name, address) of who is told about an active organisation, each address once."""
    found: dict[str, str] = {}
    for organisation in Organisation.objects.filter(site_id=site_id, state=OrganisationState.ACTIVE):
        for name, address in contacts_to_tell(organisation):
            found.setdefault(address.lower(), name)
    return sorted((name, address) for address, name in found.items())

"""Outside the usual files of a slice: what coordinators do with help, at /werk/hulp/."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.credits.exceptions import CreditError, FloorReached
from community.help import queries
from community.help.actions import contact, items, matches
from community.help.done import time_sentence, wish_of
from community.help.done_forms import PhoneDoneForm
from community.help.enums import ENDED_STATES, OPEN_STATES, HelpKind, ItemState, TimeWish
from community.help.exceptions import HelpError
from community.help.forms import AnswerReportForm, DeskForm, ListForm, NoteForm, ReasonForm, SafetyForm
from community.help.matching import as_rows, suggestions_for
from community.help.models import HelpItem, HelpMatch
from community.help.plain import personal_details
from community.help.rules import can_moderate
from community.help.views import see, site_of
from community.help.wording import until_text, when_text
from portal.history.queries import history_of

View = Callable[..., HttpResponse]
MOST = 200


def for_desk(view: View) -> View:
    """Login first; then coordinators and administrators of this site only."""

    @never_cache
    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_moderate(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_desk
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """`/werk/hulp/`: what waits for us, what is open, what is over."""
    site, part, user = site_of(request), ListForm(request.GET).part(), request.user

    def rows(*states: ItemState) -> list[HelpItem]:
        return list(queries.waiting_items(user, site.pk, *states)[:MOST])

    columns = {
        "nu": lambda: [
            (_("Te lezen"), rows(ItemState.MODERATED)),
            (_("Wacht op een ja"), rows(ItemState.CONSENT_PENDING)),
            (_("Terug bij de bewoner"), rows(ItemState.DRAFT)),
        ],
        "open": lambda: [
            (_("Open"), rows(ItemState.OPEN)),
            (_("In gesprek"), rows(ItemState.TALKING)),
            (_("Afgesproken"), rows(ItemState.AGREED)),
        ],
        "voorbij": lambda: [(_("Voorbij"), rows(*ENDED_STATES)[::-1])],
    }
    context = {"columns": columns[part](), "part": part, "reports": list(queries.open_reports(user, site.pk))}
    context["for_pot"] = queries.waiting_for_pot(user, site.pk)[:MOST]
    return render(request, "help/board.html", {**context, "report_form": AnswerReportForm()})


def own(request: HttpRequest, uuid: Any) -> HelpItem:
    return get_object_or_404(queries.desk_items(request.user, site_of(request).pk), uuid=uuid)


@for_desk
@require_safe
def detail(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One item: the public words, who it is about, the yes, and who might fit, with the reasons."""
    return show(request, own(request, uuid))


def show(request: HttpRequest, item: HelpItem, status: int = 200, **forms: Any) -> HttpResponse:
    asked = {each.person_id: each for each in item.invitations.select_related("person")}
    found = suggestions_for(item, 6, for_desk=True)
    names = (item.person_name, *((item.person.first_name, item.person.last_name) if item.person else ()))
    context = {
        "item": item,
        "when": when_text(item),
        "until": until_text(item),
        "history": list(history_of(item)),
        "marks": personal_details(f"{item.title}\n{item.text}", names),
        "suggestions": [(each, asked.get(each.item.person_id or 0)) for each in found],
        "invitations": list(asked.values()),
        "matches": matches_at_desk(item, forms.get("phone_form")),
        "has_yes": item.consent_at is not None and item.consent_version == item.version,
        "is_live": item.state in OPEN_STATES,
        "can_end": item.state not in ENDED_STATES or item.state == ItemState.EXPIRED,
        "note_form": NoteForm(auto_id="ja_%s"),
        "return_form": ReasonForm(auto_id="terug_%s"),
        "remove_form": ReasonForm(auto_id="weg_%s"),
        "safety_form": SafetyForm(initial={"safety_notes": item.safety_notes}, auto_id="let-op_%s"),
        **forms,
    }
    return render(request, "help/desk_item.html", context, status=status)


def matches_at_desk(item: HelpItem, typed: PhoneDoneForm | None) -> list[HelpMatch]:
    """Each with its form for who rings, with what was typed when that came back, and with what was told before."""
    told, found = queries.told_by_phone(item), list(item.matches.select_related("other"))
    for match in found:
        own = typed is not None and typed.auto_id == phone_id(match)
        initial = {"minutes": match.minutes, "wish": wish_of(item)}
        match.phone_form = typed if own else PhoneDoneForm(initial=initial, auto_id=phone_id(match))  # type: ignore[attr-defined]
        match.told = told.get(match.pk)  # type: ignore[attr-defined]
    return found


def phone_id(match: HelpMatch) -> str:
    return f"bel-{match.pk}_%s"


@for_desk
@require_POST
def phone_done(request: HttpRequest, uuid: Any, match: Any) -> HttpResponse:
    """Somebody rang: it is done, and this is what who helped does with the time."""
    item = own(request, uuid)
    found = get_object_or_404(item.matches.select_related("item__person", "item__site", "other", "site"), uuid=match)
    form = PhoneDoneForm(request.POST, auto_id=phone_id(found))
    if not form.is_valid():
        return show(request, item, status=422, phone_form=form, phone_match=found.uuid)
    data = form.cleaned_data
    wish = TimeWish(data["wish"])
    try:
        asked = matches.finish_by_phone(
            match=found, minutes=data["minutes"], wish=wish, note=data["note"], by=request.user
        )
    except (HelpError, CreditError) as refusal:
        item.refresh_from_db()
        messages.error(request, str(refusal))
        return show(request, item, status=409, phone_form=form, phone_match=found.uuid)
    if asked is not None:
        return done(request, item, time_sentence(asked))
    if wish == TimeWish.NONE:
        return done(request, item, _("Opgeschreven. Dank namens ons."))
    return done(request, item, not_booked(found, wish))


def not_booked(match: HelpMatch, wish: TimeWish) -> str:
    """Why no time is booked after a telephone call, and what happens now."""
    helper, _helped = matches.helper_and_helped(match)
    if helper is None:
        return _("Opgeschreven. Wie hielp heeft hier geen eigen pagina. Er is geen tijd geboekt.")
    if wish == TimeWish.POT:
        return _("Opgeschreven. De tijd blijft in de weggeefpot.")
    return _("Opgeschreven. In de weggeefpot zit nu te weinig. De tijd wacht bij Vraag en aanbod.")


@for_desk
@require_POST
def from_pot(request: HttpRequest, match: Any) -> HttpResponse:
    """The gift pot gives who helped the time of somebody without a page of their own."""
    rows = HelpMatch.objects.filter(site=site_of(request)).select_related("item__person", "item__site", "other", "site")
    found = get_object_or_404(rows, uuid=match)
    try:
        matches.give_from_pot(match=found, by=request.user)
        messages.success(request, _("Gegeven uit de weggeefpot."))
    except FloorReached:
        messages.error(request, _("In de weggeefpot zit nu te weinig."))
    except (HelpError, CreditError) as refusal:
        messages.error(request, str(refusal))
    return see(reverse("help:desk"))


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """`/werk/hulp/nieuw/?soort=aanbod`: write one down together with a resident."""
    site = site_of(request)
    kind = HelpKind.OFFER if request.GET.get("soort") == "aanbod" else HelpKind.REQUEST
    form = DeskForm(request.POST or None, kind=kind, site_id=site.pk)
    if request.method == "POST" and form.is_valid():
        item = items.write_item(site=site, words=form.words(), about=form.about(), by=request.user)
        if yes := form.yes(request.user):
            items.say_yes(item=item, yes=yes, by=request.user)
        messages.success(request, _("Opgeschreven."))
        return see(reverse("help:desk_item", args=[item.uuid]))
    context = {"form": form, "is_request": kind == HelpKind.REQUEST}
    return render(request, "help/desk_write.html", context, status=422 if form.errors else 200)


@for_desk
@require_POST
def act(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """One of the steps below; a refusal comes back as a sentence on the same page."""
    if name not in STEPS:
        raise Http404
    item = own(request, uuid)
    try:
        return STEPS[name](request, item)
    except HelpError as refusal:
        item.refresh_from_db()
        messages.error(request, str(refusal))
        return show(request, item, status=409)


def done(request: HttpRequest, item: HelpItem, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return see(reverse("help:desk_item", args=[item.uuid]))


def note_yes(request: HttpRequest, item: HelpItem) -> HttpResponse:
    form = NoteForm(request.POST, auto_id="ja_%s")
    if not form.is_valid():
        return show(request, item, status=422, note_form=form)
    items.say_yes(item=item, yes=form.yes(request.user), by=request.user)
    return done(request, item, _("Het ja is genoteerd. Lees het nog na voordat het op de site komt."))


def publish(request: HttpRequest, item: HelpItem) -> HttpResponse:
    items.publish_item(item=item, by=request.user)
    return done(request, item, _("Het staat op de site."))


def give_back(request: HttpRequest, item: HelpItem) -> HttpResponse:
    form = ReasonForm(request.POST, auto_id="terug_%s")
    if not form.is_valid():
        return show(request, item, status=422, return_form=form)
    items.return_item(item=item, reason=form.cleaned_data["reason"], by=request.user)
    return done(request, item, _("Terug naar de bewoner, met uw uitleg."))


def remove(request: HttpRequest, item: HelpItem) -> HttpResponse:
    form = ReasonForm(request.POST, auto_id="weg_%s")
    if not form.is_valid():
        return show(request, item, status=422, remove_form=form)
    items.withdraw_item(item=item, by=request.user, reason=form.cleaned_data["reason"])
    return done(request, item, _("Van de site gehaald. De bewoner leest de reden."))


def keep_safety(request: HttpRequest, item: HelpItem) -> HttpResponse:
    form = SafetyForm(request.POST, auto_id="let-op_%s")
    if not form.is_valid():
        return show(request, item, status=422, safety_form=form)
    items.note_safety(item=item, notes=form.cleaned_data["safety_notes"], by=request.user)
    return done(request, item, _("Bewaard."))


def invite(request: HttpRequest, item: HelpItem) -> HttpResponse:
    """Ask the owner of a fitting item; the reasons of that moment are kept with the question."""
    wanted = request.POST.get("bij", "")
    found = next((each for each in suggestions_for(item, 20, for_desk=True) if str(each.item.uuid) == wanted), None)
    if found is None or found.item.person is None:
        raise Http404
    contact.invite(item=item, person=found.item.person, reasons=as_rows([found]), by=request.user)
    return done(request, item, _("Gevraagd. U hoort of het ja of nee is."))


def renew(request: HttpRequest, item: HelpItem) -> HttpResponse:
    items.renew_item(item=item, by=request.user)
    return done(request, item, _("Het blijft staan tot %(day)s.") % {"day": until_text(item)})


STEPS: dict[str, Callable[[HttpRequest, HelpItem], HttpResponse]] = {
    "ja": note_yes,
    "plaats": publish,
    "terug": give_back,
    "weg": remove,
    "let-op": keep_safety,
    "vraag": invite,
    "verleng": renew,
}


@for_desk
@require_POST
def answer_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What was told about an item is looked at: it stays, or it goes."""
    found = get_object_or_404(queries.open_reports(request.user, site_of(request).pk), pk=pk)
    form = AnswerReportForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Schrijf op wat u deed"))
        return see(reverse("help:desk"))
    try:
        contact.handle_report(
            found=found, remove=request.POST.get("doe") == "weg", answer=form.cleaned_data["answer"], by=request.user
        )
        messages.success(request, _("Afgehandeld."))
    except HelpError as refusal:
        messages.error(request, str(refusal))
    return see(reverse("help:desk"))

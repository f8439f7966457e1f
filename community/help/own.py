"""Outside the usual files of a slice: what residents do with their own items and conversations, at /mijn/hulp/."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.credits.exceptions import CreditError
from community.credits.models import Transfer
from community.help import queries
from community.help.actions import contact, items, matches
from community.help.done import side_of, steps_of, time_sentence, wish_of
from community.help.done_forms import DoneForm, TimeForm
from community.help.enums import Field, ItemState, MatchState, TimeWish
from community.help.exceptions import HelpError
from community.help.forms import MessageForm, OwnForm, ProposalForm, ReleaseForm, ReportForm
from community.help.matching import suggestions_for
from community.help.models import HelpItem, HelpMatch
from community.help.rules import (
    can_accept,
    can_change_item,
    can_follow_item,
    can_write,
    is_owner,
    is_owner_side,
    is_party,
)
from community.help.views import names_of, see, site_of
from community.help.wording import until_text, when_text
from portal.history.queries import history_of

View = Callable[..., HttpResponse]


def for_residents(view: View) -> View:
    """Behind the login, and never kept by a browser."""

    @never_cache
    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return guarded


# --- items ---


@for_residents
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """`/mijn/hulp/`: what I asked and offered, whom I talk with, what workers asked me."""
    site = site_of(request)
    context = {
        "items": list(queries.own_items(request.user, site.pk)[:100]),
        "matches": [side(match, request.user) for match in queries.own_matches(request.user, site.pk)[:100]],
        "invitations": list(queries.invitations_for(request.user, site.pk)),
        "quiet": queries.is_quiet(request.user, site.pk),
    }
    return render(request, "help/mine.html", context)


def own_item(request: HttpRequest, uuid: Any) -> HelpItem:
    item = get_object_or_404(queries.own_items(request.user, site_of(request).pk), uuid=uuid)
    if not can_follow_item(request.user, item):
        raise Http404
    return item


@for_residents
@require_safe
def one(request: HttpRequest, uuid: Any) -> HttpResponse:
    """How one item stands, who answered, and who might fit."""
    item = own_item(request, uuid)
    last = history_of(item).exclude(reason="").last()
    context = {
        "item": item,
        "mine": is_owner(request.user, item),
        "when": when_text(item),
        "until": until_text(item),
        "told": last.reason if last and item.state in {ItemState.DRAFT, ItemState.WITHDRAWN} else "",
        "matches": [side(match, request.user) for match in item.matches.select_related("other", "item__person")],
        "suggestions": suggestions_for(item, 3),
        "may_change": can_change_item(request.user, item)
        and item.state in {"draft", "consent", "moderated", "open", "talking"},
    }
    return render(request, "help/own.html", context)


@for_residents
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Change one's own words; another text is read again before it is on the site."""
    item = own_item(request, uuid)
    if not is_owner(request.user, item):
        raise Http404
    names = names_of(request.user)
    form = OwnForm(request.POST or None, kind=item.kind, site_id=item.site_id, names=names, initial=initial_of(item))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                items.change_item(item=item, words=form.words(), by=request.user)
            except HelpError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Bewaard."))
                return see(reverse("help:own", args=[item.uuid]))
    context = {"form": form, "item": item, "is_request": item.is_request}
    return render(request, "help/write.html", context, status=status)


def initial_of(item: HelpItem) -> dict[str, Any]:
    names = ("title", "text", "recurrence", "radius_km", "places", "could_do")
    values = {name: getattr(item, name) for name in names}
    return values | {
        "where": item.where,
        "themes": [each.tag.slug for each in item.theme_items.all()],
        "dayparts": [slot.daypart for slot in item.slots.all()],
        "until": None if item.open_ended else item.visible_until,
    }


@for_residents
@require_POST
def act_on_item(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    item = own_item(request, uuid)
    if name not in {"verlengen", "intrekken"} or (name == "verlengen" and not is_owner(request.user, item)):
        raise Http404
    try:
        if name == "verlengen":
            items.renew_item(item=item, by=request.user)
            messages.success(request, _("Het blijft staan tot %(day)s.") % {"day": until_text(item)})
        else:
            items.withdraw_item(item=item, by=request.user)
            messages.success(request, _("Ingetrokken. Het staat niet meer op de site."))
    except HelpError as refusal:
        messages.error(request, str(refusal))
    follow = can_follow_item(request.user, item)
    return see(reverse("help:own", args=[item.uuid]) if follow else reverse("help:mine"))


@for_residents
@require_POST
def quiet(request: HttpRequest) -> HttpResponse:
    """“Vraag mij niets meer”, and back."""
    wants = request.POST.get("rust") == "ja"
    contact.keep_quiet(site=site_of(request), by=request.user, quiet=wants)
    messages.success(request, _("Goed. Wij vragen u niets meer.") if wants else _("Fijn. Wij vragen u soms iets."))
    return see(reverse("help:mine"))


@for_residents
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, uuid: Any) -> HttpResponse:
    """A worker asked whether this is something for me: yes with a first word, or no without one."""
    rows = queries.invitations_of(request.user, site_of(request).pk)
    found = get_object_or_404(rows, uuid=uuid)
    form = MessageForm(request.POST if request.POST.get("antwoord") == "ja" else None)
    status = 200
    if request.method == "POST":
        yes, status = request.POST.get("antwoord") == "ja", 422
        if not yes or form.is_valid():
            try:
                text = form.cleaned_data["text"] if yes else ""
                match = contact.answer_invitation(invitation=found, yes=yes, text=text, by=request.user)
            except HelpError as refusal:
                form.add_error(None, str(refusal)) if form.is_bound else messages.error(request, str(refusal))
            else:
                if match is None:
                    messages.success(request, _("Goed. Wij vragen u dit niet meer."))
                return see(reverse("help:match", args=[match.uuid]) if match else reverse("help:mine"))
    item = found.item
    context = {"invitation": found, "item": item, "form": form, "when": when_text(item), "until": until_text(item)}
    return render(request, "help/invitation.html", context, status=status)


# --- conversations ---


def side(match: HelpMatch, user: Any) -> HelpMatch:
    """The match with what one of the two sees of the other: a first name, never more."""
    owner = is_owner_side(user, match)
    item = match.item
    match.is_mine = owner  # type: ignore[attr-defined]
    other = (match.other.first_name if match.other else "") if owner else item.first_name
    match.other_name = other or _("de ander")  # type: ignore[attr-defined]
    return match


def own_match(request: HttpRequest, uuid: Any) -> HelpMatch:
    return get_object_or_404(queries.matches_visible_to(request.user, site_of(request).pk), uuid=uuid)


@for_residents
@require_safe
def conversation(request: HttpRequest, uuid: Any) -> HttpResponse:
    """`/mijn/hulp/gesprek/<uuid>/`: the agreement, what each knows of the other, and the conversation."""
    return show(request, own_match(request, uuid))


def show(request: HttpRequest, match: HelpMatch, status: int = 200, **forms: Any) -> HttpResponse:
    user, owner = request.user, is_owner_side(request.user, match)
    # Who reads a conversation because it was reported, reads the words and no numbers.
    releases = list(match.releases.all()) if is_party(user, match) else []
    given = {each.field: each for each in releases if each.by_owner == owner}
    helper, helped = matches.helper_and_helped(match)
    profile = getattr(user, "profile", None)
    phone = profile.phone.as_national if profile is not None and profile.phone else ""
    context = {
        "match": side(match, user),
        "item": match.item,
        "notes": list(match.messages.all()),
        "may_write": can_write(user, match),
        "may_accept": can_accept(user, match),
        "steps": steps_of(match),
        "given": [(name, label, given.get(name)) for name, label in Field.choices],
        "received": [each for each in releases if each.by_owner != owner],
        "message_form": MessageForm(auto_id="bericht_%s"),
        "proposal_form": ProposalForm(initial={"plan": match.plan, "minutes": match.minutes}, auto_id="voorstel_%s"),
        "done_form": DoneForm(
            side=side_of(match, user),
            initial={"minutes": match.minutes, "time": True, "wish": wish_of(match.item)},
            auto_id="gedaan_%s",
        ),
        "time_form": TimeForm(initial={"minutes": match.minutes or 60}, auto_id="tijd_%s"),
        "phone_form": ReleaseForm(name=Field.PHONE, initial={"value": phone}, auto_id="bel_%s"),
        "address_form": ReleaseForm(name=Field.ADDRESS, auto_id="adres_%s"),
        "report_form": ReportForm(auto_id="melding_%s"),
        "transfer": Transfer.objects.filter(site=match.site, key=matches.key_of(match)).first(),
        "is_helper": helper is not None and helper.pk == user.pk,
        "is_helped": helped is not None and helped.pk == user.pk,
        "has_helper": helper is not None,
        "pays_pot": helped is None and helper is not None and helper.pk == user.pk,
        **forms,
    }
    return render(request, "help/match.html", context, status=status)


@for_residents
@require_POST
def act(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """One of the steps below; a refusal comes back as a sentence on the same page, with everything typed."""
    if name not in STEPS:
        raise Http404
    match = own_match(request, uuid)
    try:
        sentence = STEPS[name](request, match)
    except Invalid as refused:
        return show(request, match, status=422, **{refused.name: refused.form})
    except (HelpError, CreditError) as refusal:
        match.refresh_from_db()
        messages.error(request, str(refusal))
        return show(request, match, status=409, **kept(request, name))
    messages.success(request, sentence)
    return see(reverse("help:match", args=[match.uuid]))


class Invalid(Exception):
    """A form that has an error beside a field."""

    def __init__(self, name: str, form: Any) -> None:
        super().__init__(name)
        self.name, self.form = name, form


def kept(request: HttpRequest, name: str) -> dict[str, Any]:
    """What was typed when the step was refused."""
    if name == "schrijf":
        return {"message_form": MessageForm(request.POST, auto_id="bericht_%s")}
    return {"proposal_form": ProposalForm(request.POST, auto_id="voorstel_%s")} if name == "voorstel" else {}


def valid(name: str, form: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise Invalid(name, form)
    return form.cleaned_data


def say(request: HttpRequest, match: HelpMatch) -> str:
    data = valid("message_form", MessageForm(request.POST, auto_id="bericht_%s"))
    matches.write_message(match=match, text=data["text"], by=request.user)
    return _("Verstuurd.")


def suggest(request: HttpRequest, match: HelpMatch) -> str:
    data = valid("proposal_form", ProposalForm(request.POST, auto_id="voorstel_%s"))
    matches.propose(match=match, plan=data["plan"], minutes=data["minutes"], by=request.user)
    return _("Voorgesteld. Pas na een ja van de ander is het afgesproken.")


def agree(request: HttpRequest, match: HelpMatch) -> str:
    matches.accept(match=match, by=request.user)
    return _("Afgesproken. Fijn.")


def stop(request: HttpRequest, match: HelpMatch) -> str:
    if match.state == MatchState.AGREED:
        matches.withdraw_match(match=match, by=request.user)
    else:
        matches.decline(match=match, by=request.user)
    return _("Goed. Het is gestopt, en de ander hoort het.")


def finished(request: HttpRequest, match: HelpMatch) -> str:
    form = DoneForm(request.POST, side=side_of(match, request.user), auto_id="gedaan_%s")
    data = valid("done_form", form)
    matches.finish(match=match, minutes=data["minutes"], by=request.user, wish=data.get("wish", ""))
    if form.wants_time():
        asked = matches.ask_time(match=match, minutes=data["minutes"], by=request.user)
        return time_sentence(asked, data.get("wish", ""))
    return _("Opgeschreven. Dank u wel.")


def not_done(request: HttpRequest, match: HelpMatch) -> str:
    matches.give_up(match=match, by=request.user)
    return _("Opgeschreven. Jammer, en niemands schuld.")


def book(request: HttpRequest, match: HelpMatch) -> str:
    data = valid("time_form", TimeForm(request.POST, auto_id="tijd_%s"))
    return time_sentence(matches.ask_time(match=match, minutes=data["minutes"], by=request.user))


def to_pot(request: HttpRequest, match: HelpMatch) -> str:
    matches.wish_time(match=match, wish=TimeWish.POT, by=request.user)
    return _("De tijd gaat naar de weggeefpot. Mooi van u.")


def give(request: HttpRequest, match: HelpMatch) -> str:
    name = Field.PHONE if request.POST.get("wat") == Field.PHONE else Field.ADDRESS
    key, prefix = ("phone_form", "bel_%s") if name == Field.PHONE else ("address_form", "adres_%s")
    form = ReleaseForm(request.POST, name=name, auto_id=prefix)
    valid(key, form)
    contact.release(match=match, name=name, value=form.text(), by=request.user)
    return _("Gegeven, alleen aan deze ander. U kunt het altijd terugnemen.")


def take_back(request: HttpRequest, match: HelpMatch) -> str:
    name = Field.PHONE if request.POST.get("wat") == Field.PHONE else Field.ADDRESS
    contact.revoke(match=match, name=name, by=request.user)
    return _("Teruggenomen. De ander ziet het niet meer.")


def block(request: HttpRequest, match: HelpMatch) -> str:
    contact.block(match=match, by=request.user)
    return _("U komt deze bewoner hier niet meer tegen. De ander hoort niet dat u dit deed.")


def tell(request: HttpRequest, match: HelpMatch) -> str:
    form = ReportForm(request.POST, auto_id="melding_%s")
    data = valid("report_form", form)
    contact.report(item=match.item, match=match, why=data["why"], by=request.user)
    return _("Dank u wel. Een medewerker leest dit gesprek en belt of schrijft u.")


STEPS: dict[str, Callable[[HttpRequest, HelpMatch], str]] = {
    "schrijf": say,
    "voorstel": suggest,
    "akkoord": agree,
    "stop": stop,
    "gedaan": finished,
    "niet-gedaan": not_done,
    "tijd": book,
    "pot": to_pot,
    "geef": give,
    "neem-terug": take_back,
    "blokkeer": block,
    "meld": tell,
}

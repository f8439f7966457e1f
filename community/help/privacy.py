"""What help knows about people: what leaves with them, what is blanked, and how long the rest stays."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.help.actions.items import end_item
from community.help.actions.matches import decline, withdraw_match
from community.help.enums import BEFORE_STATES, ENDED_STATES, LIVE_MATCHES, ItemState, MatchState, ReportState
from community.help.models import HelpItem
from portal.privacy.records import ERASED, Erase, Period, Record

YEAR = 365
GOING = Q(state__in=[s.value for s in ItemState if s not in {*ENDED_STATES, *BEFORE_STATES}])
ENDED = Q(state__in=[state.value for state in ENDED_STATES])
BEFORE = Q(state__in=[state.value for state in BEFORE_STATES])
LIVE = Q(state__in=[state.value for state in LIVE_MATCHES])
WORDS = ("person_name", "person_email", "person_phone", "person_address", "told", "text", "could_do", "safety_notes")
NOBODY: dict[str, Any] = {**dict.fromkeys(WORDS, ""), "person": None, "title": ERASED, "relation": "", "postcode": ""}
FIELDS = (*WORDS, "title", "kind", "state", "place", "created_at", "published_at", "consent_way", "consent_at")


def end_items(rows: QuerySet[Any]) -> None:
    """Whoever was in conversation about them hears that it ended."""
    for item in HelpItem.objects.filter(pk__in=rows.values("pk")).select_related("site", "person"):
        end_item(item=item, to=ItemState.WITHDRAWN, by=item.person)


def end_matches(rows: QuerySet[Any]) -> None:
    for match in rows.select_related("site", "other", "item__person"):
        (withdraw_match if match.state == MatchState.AGREED else decline)(match=match, by=match.other)


# What hangs on others comes first: the way to it leads over the rows below it.
RECORDS = [
    Record(
        model="help.HelpRelease",
        users=("match__other",),
        fields=("field", "value", "given_at"),
        ground=_("Een nummer of adres dat u aan één ander gaf. Het verdwijnt drie maanden na het einde."),
        when=Q(by_owner=False),
        periods=(Period(90, "match__ended_at"),),
    ),
    Record(
        model="help.HelpRelease",
        users=("match__item__person",),
        fields=("field", "value", "given_at"),
        ground=_("Een nummer of adres dat u aan één ander gaf. Het verdwijnt drie maanden na het einde."),
        when=Q(by_owner=True),
        periods=(Period(90, "match__ended_at"),),
    ),
    Record(
        model="help.HelpMessage",
        users=("author",),
        fields=("written_at", "text"),
        ground=_("Wat u in een gesprek over hulp schreef. Een jaar na het einde wissen wij de woorden."),
        erase=Erase.BLANK,
        blank={"author": None, "text": ERASED},
        periods=(Period(YEAR, "match__ended_at"),),
    ),
    Record(
        model="help.HelpReport",
        users=("by",),
        fields=("reported_at", "why", "state", "answer"),
        ground=_("Een melding dat iets niet goed is, om ernaar te kijken. Na twee jaar blijft alleen het aantal."),
        erase=Erase.BLANK,
        blank={"by": None, "why": ERASED, "answer": ""},
        when=~Q(state=ReportState.OPEN.value),
        periods=(Period(2 * YEAR, "reported_at"),),
    ),
    Record(
        model="help.HelpInvitation",
        users=("person",),
        fields=("asked_at", "state", "reasons"),
        ground=_("Dat wij u vroegen, zodat wij het niet nog eens vragen."),
        periods=(Period(YEAR, "asked_at"),),
    ),
    Record(model="help.HelpQuiet", users=("user",), fields=("since",), ground=_("Dat u niet gevraagd wilt worden.")),
    Record(
        model="help.HelpBlock",
        users=("by", "blocked"),
        ground=_("Dat twee bewoners elkaar hier niet meer tegenkomen."),
    ),
    Record(
        model="help.HelpMatch",
        users=("other",),
        fields=("started_at", "state", "plan", "minutes", "time_wish", "agreed_at", "ended_at"),
        ground=_("Een gesprek over hulp dat nog loopt. Wie zich laat wissen, stopt ermee."),
        erase=Erase.BLANK,
        blank={"other": None, "plan": ERASED},
        when=LIVE,
        before=end_matches,
    ),
    Record(
        model="help.HelpMatch",
        users=("other",),
        fields=("started_at", "state", "plan", "minutes", "time_wish", "agreed_at", "ended_at"),
        ground=_("Met wie u wat afsprak. Een jaar daarna blijft alleen het aantal."),
        erase=Erase.BLANK,
        blank={"other": None, "plan": ERASED},
        when=~LIVE,
        periods=(Period(YEAR, "ended_at"),),
    ),
    Record(
        model="help.HelpItem",
        users=("person",),
        emails=("person_email",),
        fields=FIELDS,
        ground=_("Een tekst die nog niet op de site staat. Zonder uw ja wissen wij hem na drie maanden."),
        when=BEFORE,
        periods=(Period(90, "created_at"),),
    ),
    Record(
        model="help.HelpItem",
        users=("person",),
        emails=("person_email",),
        fields=FIELDS,
        ground=_("Wat u nu vraagt of aanbiedt. Wie zich laat wissen, trekt het in."),
        erase=Erase.BLANK,
        blank={**NOBODY, "state": ItemState.WITHDRAWN.value},
        when=GOING,
        before=end_items,
    ),
    Record(
        model="help.HelpItem",
        users=("person",),
        emails=("person_email",),
        fields=FIELDS,
        ground=_("Wat u vroeg of aanbood. Een jaar na het einde blijft alleen het aantal."),
        erase=Erase.BLANK,
        blank=NOBODY,
        when=ENDED,
        periods=(Period(YEAR, "ended_at", Q(is_imported=False)),),
    ),
    Record(
        model="help.HelpItem",
        users=("drafted_by",),
        fields=("created_at", "relation"),
        ground=_("Dat u iets voor een ander opschreef."),
        erase=Erase.KEEP,
        when=~Q(origin="self"),
        periods=(),
        elsewhere="help: ask, end and let fade",
    ),
]

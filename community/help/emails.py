"""One neutral mail for everything: that something happened and where to read it, never what was written."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.help.models import HelpInvitation, HelpItem, HelpMatch
from community.help.queries import ASKS_TOPIC
from portal.notices.actions import send_notice
from portal.notices.enums import Topic

SALT = "community.help.item"

# A reader may gather these in one mail a day or a week, or do without them.
OPTIONAL = frozenset({"answered", "message", "ending", "filled", "lapsed"})
# (subject, what happened, what can be done) of each kind of mail.
TEXTS: dict[str, tuple[Any, Any, Any]] = {
    "consent": (
        _("Mag dit op onze site?"),
        _("Iemand schreef iets voor u op, of u deed dat zelf. Het staat pas op de site als u ja zegt."),
        _("Lees het en zeg ja of nee:"),
    ),
    "opened": (
        _("Het staat erop"),
        _("Uw tekst staat op de site. Antwoordt iemand, dan krijgt u een mail."),
        _("Hier ziet u hoe het ermee staat:"),
    ),
    "returned": (
        _("Wilt u uw tekst nog eens bekijken?"),
        _("Wij lazen uw tekst. Er is nog iets. Bij uw tekst staat wat."),
        _("Hier leest u het:"),
    ),
    "removed": (
        _("Uw tekst is van de site gehaald"),
        _("Wij haalden uw tekst van de site. De reden staat erbij. Bent u het er niet mee eens? Bel ons."),
        _("Hier leest u het:"),
    ),
    "ending": (
        _("Is het nog nodig?"),
        _("Uw tekst verdwijnt binnenkort van de site. Met één klik blijft hij langer staan."),
        _("Verleng of stop:"),
    ),
    "expired": (
        _("Uw tekst staat niet meer op de site"),
        _("De einddatum is voorbij. Is het nog nodig? Met één klik staat alles er weer."),
        _("Zet het terug:"),
    ),
    "answered": (
        _("Iemand antwoordde u"),
        _("Iemand reageerde op uw vraag of aanbod. U leest het op uw eigen pagina."),
        _("Lees en antwoord:"),
    ),
    "message": (
        _("Er is een bericht voor u"),
        _("De ander schreef u. U leest het op uw eigen pagina."),
        _("Lees en antwoord:"),
    ),
    "proposed": (
        _("Er is een voorstel voor een afspraak"),
        _("De ander stelt iets voor. Pas als u ja zegt, is het afgesproken."),
        _("Bekijk het voorstel:"),
    ),
    "agreed": (
        _("Het is afgesproken"),
        _("U bent het eens. Is het gedaan? Vertel het daarna op dezelfde pagina."),
        _("De afspraak staat hier:"),
    ),
    "declined": (
        _("Nee, dank u"),
        _("De ander gaat er niet mee verder. Dat kan altijd, en een reden is niet nodig."),
        _("Hier ziet u wat er nog meer is:"),
    ),
    "stopped": (
        _("De afspraak stopt"),
        _("De ander trok zich terug. Uw tekst staat weer open als dat nog kan."),
        _("Hier ziet u hoe het ermee staat:"),
    ),
    "lapsed": (
        _("Het gesprek is gestopt"),
        _("De vraag of het aanbod is voorbij. Daarom is ook dit gesprek gestopt."),
        _("Hier ziet u wat er nog meer is:"),
    ),
    "filled": (
        _("Er is iemand gevonden"),
        _("Voor deze vraag of dit aanbod is nu iemand anders gevonden. Dank u wel dat u wilde."),
        _("Hier ziet u wat er nog meer is:"),
    ),
    "done": (
        _("Het is gedaan"),
        _("De ander schreef op dat het gedaan is. Klopt dat niet? Laat het ons weten."),
        _("Hier leest u het:"),
    ),
    "not_done": (
        _("Het is niet doorgegaan"),
        _("De ander schreef op dat het niet doorging. Dat is jammer, en niemands schuld."),
        _("Hier leest u het:"),
    ),
    "invited": (
        _("Is dit iets voor u?"),
        _("Wij denken dat er iets bij u past. U beslist. Nee zeggen mag, en dan vragen wij dit niet meer."),
        _("Lees waarom, en zeg ja of nee:"),
    ),
}


def token_of(item: HelpItem) -> str:
    """The word in mailed links: it says nothing and cannot be guessed."""
    return signing.dumps(str(item.uuid), salt=SALT)


def address(name: str, *args: Any) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse(name, args=args)


def send(
    site: Any, kind: str, key: str, recipient: str, link: str, *, name: str = "", language: str = "nl", topic: str = ""
) -> None:
    """Only who gave an address gets mail; the others are rung by a worker."""
    if not recipient:
        return
    subject, sentence, invitation = TEXTS[kind]
    topic = topic or (Topic.HELP.value if kind in OPTIONAL else "")
    send_notice(
        site=site,
        kind=f"help.{kind}",
        object_key=key,
        recipient=recipient,
        template="help/told",
        context={"subject": subject, "sentence": sentence, "invitation": invitation, "link": link, "name": name},
        language=language,
        topic=topic,
    )


def ask_consent(item: HelpItem) -> None:
    """To the person, at the address that was given for them; the same text is asked about once."""
    link = address("help:consent", token_of(item))
    key = f"help.item:{item.uuid}:{item.version}"
    send(item.site, "consent", key, item.email, link, name=item.first_name, language=item.language)


def to_owner(item: HelpItem, kind: str, suffix: str = "") -> None:
    """About an item; who has no account gets the signed link."""
    link = address("help:own", item.uuid) if item.person else address("help:consent", token_of(item))
    key = f"help.item:{item.uuid}{suffix}"
    send(item.site, kind, key, item.email, link, name=item.first_name, language=item.language)


def to_renew(item: HelpItem, kind: str) -> None:
    link = address("help:renew", token_of(item))
    key = f"help.item:{item.uuid}:{item.visible_until}"
    send(item.site, kind, key, item.email, link, name=item.first_name, language=item.language)


def to_side(match: HelpMatch, kind: str, *, owner: bool, suffix: str = "") -> None:
    """To one of the two of a conversation; for an owner without an account to whoever works with them."""
    item = match.item
    person = (item.person or item.handler or item.drafted_by) if owner else match.other
    if person is None:
        return
    link = address("help:match", match.uuid)
    key = f"help.match:{match.uuid}{suffix}"
    send(match.site, kind, key, person.email, link, name=person.first_name)


def invite(invitation: HelpInvitation) -> None:
    """Can be stopped for good by one click: it is us who ask."""
    person = invitation.person
    link = address("help:invitation", invitation.uuid)
    key = f"help.invitation:{invitation.uuid}"
    send(invitation.site, "invited", key, person.email, link, name=person.first_name, topic=ASKS_TOPIC)

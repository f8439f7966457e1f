from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.drawings import DRAWINGS, PORTRAITS


class Tint(TextChoices):
    """The colour of the sky above the ground line: it says which part of the site a page belongs to."""

    HOME = "home", _("begin en mensen")
    HELP = "help", _("hulp en advies")
    MEEDOEN = "meedoen", _("meedoen")
    AGENDA = "agenda", _("agenda")
    REST = "rest", _("overig")


class Family(TextChoices):
    """Where an editor finds a page type on the screen for a new page. At most five."""

    HELP = "help", _("Hulp en diensten")
    PEOPLE = "people", _("Mensen en plekken")
    STORIES = "stories", _("Verhalen en nieuws")
    TAKING_PART = "taking_part", _("Meedoen en leren")
    SITE = "site", _("Gewone pagina's")

    @property
    def sentence(self) -> Promise:
        return FAMILY_SENTENCES[self]


FAMILY_SENTENCES = {
    Family.HELP: _("Voor wie hulp zoekt: wat er speelt, wat wij doen en wat het kost."),
    Family.PEOPLE: _("Wie er werken, waar men elkaar treft en wat er in een buurt is."),
    Family.STORIES: _("Wat iemand meemaakte, en wat wij leren en denken."),
    Family.TAKING_PART: _("Voor vrijwilligers, leerlingen en wie iets wil proberen."),
    Family.SITE: _("Een overzicht, een gewone tekst of een vaste pagina van de site."),
}


class FindingKind(TextChoices):
    """What the worker looks for on published pages."""

    LINK = "link", _("kapotte link")
    ALT = "alt", _("afbeelding zonder beschrijving")
    SENTENCE = "sentence", _("moeilijke zin")


class BinReason(TextChoices):
    """Why a picture or a document lies in the bin."""

    THROWN_AWAY = "thrown_away", _("weggegooid")
    NO_CONSENT = "no_consent", _("toestemming voorbij")


class SiteTheme(TextChoices):
    """A complete set of design tokens: one file in static/portal/themes/."""

    DIJK = "dijk", _("Dijk: blauw en geel, hoekig")
    BOOMGAARD = "boomgaard", _("Boomgaard: groen en oranje, rond")


class ServiceStatus(TextChoices):
    """The words of HSDS 3 for `service.status`."""

    ACTIVE = "active", _("loopt")
    TEMPORARILY_CLOSED = "temporarily closed", _("tijdelijk dicht")
    INACTIVE = "inactive", _("staat stil")
    DEFUNCT = "defunct", _("gestopt")


class PriceForm(TextChoices):
    """How somebody takes part in a service: what one pays for."""

    GROUP = "group", _("met een groep")
    ONLINE = "online", _("op afstand, met scherm of telefoon")
    INDIVIDUAL = "individual", _("een gesprek met z'n tweeën")
    PACKAGE = "package", _("een pakket van gesprekken")


class Rhythm(TextChoices):
    """How often a service returns; in HSDS `schedule.freq`."""

    WEEKLY = "WEEKLY", _("elke week")
    MONTHLY = "MONTHLY", _("elke maand")


class AttendingType(TextChoices):
    """Where one meets; in HSDS `schedule.attending_type`."""

    PHYSICAL = "physical", _("op een plek")
    ONLINE = "online", _("met een scherm")
    PHONE = "phone", _("met de telefoon")


class ProviderKind(TextChoices):
    WELFARE = "welfare", _("welzijn")
    CARE = "care", _("zorg")
    BOTH = "both", _("zorg en welzijn")
    GOVERNMENT = "government", _("gemeente of rijk")
    RESIDENTS = "residents", _("bewoners zelf")


class Language(TextChoices):
    """Languages in which somebody is helped, by their ISO 639-1 code."""

    DUTCH = "nl", _("Nederlands")
    ENGLISH = "en", _("Engels")
    TURKISH = "tr", _("Turks")
    ARABIC = "ar", _("Arabisch")
    POLISH = "pl", _("Pools")
    UKRAINIAN = "uk", _("Oekraïens")
    TIGRINYA = "ti", _("Tigrinya")
    FARSI = "fa", _("Farsi")
    GERMAN = "de", _("Duits")
    FRENCH = "fr", _("Frans")
    SPANISH = "es", _("Spaans")


class Weekday(IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0, _("maandag")
    TUESDAY = 1, _("dinsdag")
    WEDNESDAY = 2, _("woensdag")
    THURSDAY = 3, _("donderdag")
    FRIDAY = 4, _("vrijdag")
    SATURDAY = 5, _("zaterdag")
    SUNDAY = 6, _("zondag")


class Presence(TextChoices):
    """How one meets a worker at a set time."""

    WALK_IN = "walk_in", _("inloop: u kunt zo binnenlopen")
    APPOINTMENT = "appointment", _("op afspraak")


class AwayReason(TextChoices):
    """Why a worker is not there. Illness is not among them: that is nobody's business on a website."""

    FREE = "free", _("vrij")
    HOLIDAY = "holiday", _("met vakantie")
    COURSE = "course", _("op cursus")
    AWAY = "away", _("er niet")


class Pronoun(TextChoices):
    HE = "hij", _("hij")
    SHE = "zij", _("zij")


def drawing_choices() -> list[tuple[str, str | Promise]]:
    """Things that can stand on the dike. A function, so that a new drawing needs no migration."""
    return sorted(DRAWINGS, key=lambda drawing: str(drawing[1]))


def portrait_choices() -> list[tuple[str, str | Promise]]:
    return list(PORTRAITS)


class StoryKind(TextChoices):
    STORY = "story", _("verhaal")
    SPOTLIGHT = "spotlight", _("in het licht")


class ConsentAudience(TextChoices):
    """Where a story may be read."""

    REPORT = "report", _("alleen in het verslag aan de gemeente")
    WEBSITE = "website", _("alleen op de site")
    BOTH = "both", _("op de site en in het verslag")


class ConsentGiven(TextChoices):
    """How the teller said yes."""

    PAPER = "paper", _("op papier")
    MAIL = "mail", _("per mail")
    SPOKEN = "spoken", _("in een gesprek")


class ConsentState(TextChoices):
    GIVEN = "given", _("gegeven")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    EXPIRED = "expired", _("afgelopen")


class Difference(TextChoices):
    """In what an offer differs from that of others: one of three."""

    PRICE = "price", _("in de prijs")
    PRODUCT = "product", _("in wat wij doen")
    RELATION = "relation", _("in de band met mensen")


class AccessStatus(TextChoices):
    """The steps of the Dutch accessibility statement (Besluit digitale toegankelijkheid overheid), in plain words."""

    FULL = "full", _("voldoet helemaal")
    PARTLY = "partly", _("voldoet voor een deel")
    STARTED = "started", _("eerste stappen gezet")
    NOT = "not", _("voldoet niet")


class MembershipState(TextChoices):
    INVITED = "invited", _("gevraagd")
    ACTIVE = "active", _("doet mee")
    ENDED = "ended", _("gestopt")

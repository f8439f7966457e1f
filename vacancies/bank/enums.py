from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationState(TextChoices):
    APPLIED = "applied", _("aangevraagd")
    CHECKED = "checked", _("nagekeken")
    ACTIVE = "active", _("actief")
    PAUSED = "paused", _("pauze")
    ENDED = "ended", _("gestopt")
    REFUSED = "refused", _("geweigerd")


ORGANISATION_TRANSITIONS: dict[str, frozenset[str]] = {
    OrganisationState.APPLIED: frozenset({OrganisationState.CHECKED, OrganisationState.REFUSED}),
    OrganisationState.CHECKED: frozenset({OrganisationState.ACTIVE, OrganisationState.REFUSED}),
    OrganisationState.ACTIVE: frozenset({OrganisationState.PAUSED, OrganisationState.ENDED}),
    OrganisationState.PAUSED: frozenset({OrganisationState.ACTIVE, OrganisationState.ENDED}),
    OrganisationState.ENDED: frozenset({OrganisationState.ACTIVE}),
    OrganisationState.REFUSED: frozenset({OrganisationState.APPLIED}),
}


class LegalForm(TextChoices):
    FOUNDATION = "foundation", _("stichting")
    ASSOCIATION = "association", _("vereniging")
    PUBLIC = "public", _("overheid of school")
    COOPERATIVE = "cooperative", _("coöperatie")
    COMPANY = "company", _("bedrijf")
    INITIATIVE = "initiative", _("initiatief van bewoners")
    OTHER = "other", _("anders")


class VacancyState(TextChoices):
    DRAFT = "draft", _("concept")
    SUBMITTED = "submitted", _("ingestuurd")
    PUBLISHED = "published", _("open")
    PAUSED = "paused", _("pauze")
    FILLED = "filled", _("vervuld")
    EXPIRED = "expired", _("verlopen")
    ARCHIVED = "archived", _("in het archief")
    REJECTED = "rejected", _("afgewezen")


# Everyone may read a vacancy in these states; the page says which it is. Only published ones take new applications.
PUBLIC_STATES = (VacancyState.PUBLISHED, VacancyState.PAUSED, VacancyState.FILLED, VacancyState.EXPIRED)
SEARCHABLE_STATES = (VacancyState.PUBLISHED, VacancyState.FILLED)
OWNER_EDITABLE_STATES = (
    VacancyState.DRAFT,
    VacancyState.SUBMITTED,
    VacancyState.REJECTED,
    VacancyState.PUBLISHED,
    VacancyState.PAUSED,
)

VACANCY_TRANSITIONS: dict[str, frozenset[str]] = {
    VacancyState.DRAFT: frozenset({VacancyState.SUBMITTED, VacancyState.PUBLISHED, VacancyState.ARCHIVED}),
    VacancyState.SUBMITTED: frozenset({VacancyState.PUBLISHED, VacancyState.REJECTED, VacancyState.DRAFT}),
    VacancyState.PUBLISHED: frozenset(
        {VacancyState.PAUSED, VacancyState.FILLED, VacancyState.EXPIRED, VacancyState.ARCHIVED}
    ),
    VacancyState.PAUSED: frozenset({VacancyState.PUBLISHED, VacancyState.FILLED, VacancyState.ARCHIVED}),
    VacancyState.FILLED: frozenset({VacancyState.PUBLISHED, VacancyState.ARCHIVED}),
    VacancyState.EXPIRED: frozenset({VacancyState.PUBLISHED, VacancyState.ARCHIVED}),
    VacancyState.ARCHIVED: frozenset({VacancyState.DRAFT}),
    VacancyState.REJECTED: frozenset({VacancyState.DRAFT, VacancyState.SUBMITTED, VacancyState.ARCHIVED}),
}


class Kind(TextChoices):
    VOLUNTEER = "volunteer", _("vrijwilligerswerk")
    INTERNSHIP = "internship", _("maatschappelijke stage")
    TASK = "task", _("klus voor één keer")
    PAID = "paid", _("betaald werk")


DEFAULT_KINDS = (Kind.VOLUNTEER, Kind.INTERNSHIP, Kind.TASK)


class Frequency(TextChoices):
    WEEKLY = "weekly", _("elke week")
    MONTHLY = "monthly", _("elke maand")
    ONCE = "once", _("één keer")
    FLEXIBLE = "flexible", _("wisselend")


class Together(TextChoices):
    PAIR = "pair", _("met z'n tweeën")
    GROUP = "group", _("met een groep")


class LanguageLevel(TextChoices):
    BASIC = "basic", _("een beetje Nederlands is genoeg")
    GOOD = "good", _("u praat en leest goed Nederlands")
    FLUENT = "fluent", _("u spreekt en schrijft vloeiend Nederlands")


LANGUAGE_ORDER = (LanguageLevel.BASIC, LanguageLevel.GOOD, LanguageLevel.FLUENT)


class EmploymentType(TextChoices):
    """Of paid work; the value in schema.org is the upper case form."""

    FULL_TIME = "full_time", _("voltijd")
    PART_TIME = "part_time", _("deeltijd")
    TEMPORARY = "temporary", _("tijdelijk")


class SchoolType(TextChoices):
    PRACTICAL = "pro", _("praktijkonderwijs")
    VMBO = "vmbo", _("vmbo")
    HAVO = "havo", _("havo")
    VWO = "vwo", _("vwo")
    SPECIAL = "vso", _("voortgezet speciaal onderwijs")
    MBO = "mbo", _("mbo")


class Daypart(TextChoices):
    MON_MORNING = "mon-morning", _("maandagochtend")
    MON_AFTERNOON = "mon-afternoon", _("maandagmiddag")
    MON_EVENING = "mon-evening", _("maandagavond")
    TUE_MORNING = "tue-morning", _("dinsdagochtend")
    TUE_AFTERNOON = "tue-afternoon", _("dinsdagmiddag")
    TUE_EVENING = "tue-evening", _("dinsdagavond")
    WED_MORNING = "wed-morning", _("woensdagochtend")
    WED_AFTERNOON = "wed-afternoon", _("woensdagmiddag")
    WED_EVENING = "wed-evening", _("woensdagavond")
    THU_MORNING = "thu-morning", _("donderdagochtend")
    THU_AFTERNOON = "thu-afternoon", _("donderdagmiddag")
    THU_EVENING = "thu-evening", _("donderdagavond")
    FRI_MORNING = "fri-morning", _("vrijdagochtend")
    FRI_AFTERNOON = "fri-afternoon", _("vrijdagmiddag")
    FRI_EVENING = "fri-evening", _("vrijdagavond")
    SAT_MORNING = "sat-morning", _("zaterdagochtend")
    SAT_AFTERNOON = "sat-afternoon", _("zaterdagmiddag")
    SAT_EVENING = "sat-evening", _("zaterdagavond")
    SUN_MORNING = "sun-morning", _("zondagochtend")
    SUN_AFTERNOON = "sun-afternoon", _("zondagmiddag")
    SUN_EVENING = "sun-evening", _("zondagavond")


class Criterion(TextChoices):
    """The quality checklist, after the NOV criteria for a good vacancy; the label is what the coordinator ticks."""

    CLEAR_TASK = "clear_task", _("De taak is duidelijk en is geen werk van een betaalde kracht.")
    HOURS = "hours", _("Er wordt hoogstens 20 uur per week gevraagd.")
    NO_DIPLOMA = "no_diploma", _("Er wordt geen diploma gevraagd dat niet nodig is.")
    FAIR_DEMANDS = "fair_demands", _("Eisen aan leeftijd of ervaring hebben een goede reden.")
    CONTACT = "contact", _("Er is een vaste begeleider en tijd om in te werken.")
    INSURED = "insured", _("De vrijwilliger is verzekerd.")
    EXPENSES = "expenses", _("Echte kosten worden vergoed.")
    NO_PROFIT = "no_profit", _("De organisatie maakt geen winst met dit werk.")
    NO_REPLACEMENT = "no_replacement", _("Het werk vervangt geen betaalde baan.")

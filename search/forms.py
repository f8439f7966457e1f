"""Every parameter of the list and of the API, cleaned into a Query. Empty counts as not given, unknown is ignored."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.forms.base import GuardedForm
from portal.forms.fields import clean_text
from portal.pagecache.queries import remember
from portal.places.queries import find_place, find_postcode, is_postcode, neighbourhood_tree, slugs_within
from portal.vocabulary.models import Skill, Theme
from search import editing, highlights
from search.contract import COUNT_LIMIT, DEFAULT_RADIUS_KM, FACETS, VACANCIES, Point, Query
from search.enums import Rhythm
from search.lexicon import Lexicon
from search.meaning import Understanding
from search.understanding import understand
from vacancies.bank.enums import Daypart, Frequency, Kind, LanguageLevel, Together
from vacancies.bank.queries import known_place, known_postcode

LONGEST_QUESTION = 500
WORDS_MANY = 50
CHOOSE = _("Kies een waarde uit de lijst.")
NUMBER = _("Vul een getal in.")
WHOLE_NUMBER = _("Vul een heel getal in.")
STATUSES = [("open", _("open")), ("filled", _("vervuld")), ("all", _("alles"))]
SORTS = [("relevance", _("Past het best")), ("distance", _("Dichtbij")), ("newest", _("Nieuw"))]
FLAGS = [("true", _("ja")), ("false", _("nee"))]


class OneOf(forms.ChoiceField):
    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", _("Alles")), *choices], required=False, error_messages={"invalid_choice": CHOOSE}, **kwargs
        )


class Number(forms.FloatField):
    """A number between two others, with a point or a comma."""

    def __init__(self, low: float, high: float, **kwargs: Any) -> None:
        between = _("Vul een getal in van %(low)g tot en met %(high)g.") % {"low": low, "high": high}
        messages: dict[str, Any] = {"invalid": NUMBER, "min_value": between, "max_value": between}
        super().__init__(min_value=low, max_value=high, required=False, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class Whole(forms.IntegerField):
    def __init__(self, low: int, high: int, **kwargs: Any) -> None:
        between = _("Vul een heel getal in van %(low)d tot en met %(high)d.") % {"low": low, "high": high}
        messages: dict[str, Any] = {"invalid": WHOLE_NUMBER, "min_value": between, "max_value": between}
        super().__init__(min_value=low, max_value=high, required=False, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and len(value.strip()) > 12:
            raise ValidationError(self.error_messages["max_value"], code="max_value")
        return super().to_python(value)


class Words(forms.Field):
    """A parameter that may be given several times; each must be a tag's slug or its exact word in any case."""

    def __init__(self, model: type[Theme] | type[Skill], unknown: Any) -> None:
        super().__init__(required=False, widget=forms.MultipleHiddenInput)
        self.model, self.unknown = model, unknown

    def clean(self, value: Any) -> tuple[str, ...]:
        given = [word.strip() for word in value or [] if word.strip()][:WORDS_MANY]
        if not given:
            return ()
        known = remember(f"search.words.{self.model.__name__}", self.slugs)
        if any(word.lower() not in known for word in given):
            raise ValidationError(self.unknown)
        return tuple(dict.fromkeys(known[word.lower()] for word in given))

    def slugs(self) -> dict[str, str]:
        """The slug of every tag by its slug and by its name in small letters."""
        pairs = list(self.model.objects.values_list("slug", "name"))
        return {name.lower(): slug for slug, name in pairs} | {slug: slug for slug, _name in pairs}


class Dayparts(forms.MultipleChoiceField):
    def __init__(self) -> None:
        super().__init__(choices=Daypart.choices, required=False, error_messages={"invalid_choice": CHOOSE})

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys(super().clean([part for part in value or [] if part.strip()])))


class SearchForm(forms.Form):
    data: QueryDict  # type: ignore[assignment]
    collection = VACANCIES
    kinds_in_words: Any = Kind

    q = forms.CharField(label=_("Wat of voor wie"), required=False)
    place = forms.CharField(label=_("Plaats of postcode"), required=False)
    radius = Number(0, 500, label=_("Binnen"))
    lat = Number(-90, 90)
    lon = Number(-180, 180)
    theme = Words(Theme, _("Dit onderwerp kennen we niet."))
    skill = Words(Skill, _("Deze vaardigheid kennen we niet."))
    kind = OneOf(Kind.choices)
    daypart = Dayparts()
    neighbourhood = forms.CharField(label=_("Buurt"), required=False)
    frequency = OneOf(Frequency.choices)
    max_hours = Number(0, 168, label=_("Hoogstens hoeveel uur per week"))
    age = Whole(0, 130, label=_("Uw leeftijd"))
    remote = OneOf(FLAGS, label=_("Vanuit huis"))
    together = OneOf(Together.choices)
    wheelchair = OneOf(FLAGS)
    language_level = OneOf(LanguageLevel.choices)
    status = OneOf(STATUSES)
    sort = OneOf(SORTS)
    page = Whole(1, COUNT_LIMIT)
    page_size = Whole(1, 100)
    after = forms.CharField(required=False, max_length=400)

    def __init__(self, data: QueryDict, *, site_id: int, default_size: int = 20) -> None:
        super().__init__(data)
        self.site_id, self.default_size = site_id, default_size
        self.point: Point | None = None
        self.understanding = Understanding()

    def clean_q(self) -> str:
        text = readable(self.cleaned_data["q"])
        if len(text) > LONGEST_QUESTION:
            raise ValidationError(_("Deze vraag is te lang. Gebruik hoogstens 500 tekens."))
        return text

    def clean_place(self) -> str:
        text = readable(self.cleaned_data["place"]).strip()
        if text:
            self.point = self.find(text)
        return text

    def find(self, text: str) -> Point:
        """The place or postcode of that name: from the tables, else from what our own vacancies know."""
        if is_postcode(text):
            postcode = find_postcode(text)
            where = (
                (postcode.latitude, postcode.longitude) if postcode else known_postcode(self.site_id, text.strip()[:4])
            )
            if where is None:
                raise ValidationError(_("Deze postcode kennen we niet. Vul een plaats in."))
            return Point(text.upper(), *where)
        place = find_place(text) if len(text) <= 120 else None
        if place is not None:
            return Point(place.name, place.latitude, place.longitude)
        where = known_place(self.site_id, text[:120])
        if where is None:
            raise ValidationError(_("Deze plaats kennen we niet. Kijk of de naam klopt, of vul een postcode in."))
        return Point(text, *where)

    def clean_neighbourhood(self) -> str:
        slug = self.cleaned_data["neighbourhood"].strip()
        if slug and readable(slug) not in self.neighbourhoods:
            raise ValidationError(_("Deze buurt kennen we niet."))
        return slug

    @cached_property
    def neighbourhoods(self) -> dict[str, str]:
        """The neighbourhoods of the site as slug and name, each one below the one it lies in."""
        return {node.slug: "– " * depth + node.name for depth, node in neighbourhood_tree(self.site_id)}

    def clean_after(self) -> tuple[Any, ...] | None:
        return read_cursor(self.cleaned_data["after"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        lat, lon = data.get("lat"), data.get("lon")
        for name, value, other in (("lat", lat, lon), ("lon", lon, lat)):
            if value is None and other is not None and name not in self.errors:
                self.add_error(name, _("Vul ook dit getal in."))
        if self.point is None and lat is not None and lon is not None:
            self.point = Point("", lat, lon)
        if data.get("sort") == "distance" and self.point is None and "place" not in self.errors:
            self.add_error("sort", _("Vul een plaats in. Dan kunnen we sorteren op afstand."))
        size = data.get("page_size") or self.default_size
        if (data.get("page") or 1) * size > COUNT_LIMIT:
            self.add_error("page", _("Zo ver kunt u niet bladeren. Zoek wat preciezer."))
        return data

    def query(self, *, counted: tuple[str, ...] = FACETS) -> Query:
        """The cleaned question, with the facets that will be shown; call it only on a valid form."""
        data = self.cleaned_data
        editing.look()
        self.understanding = self.understood(data["q"])
        point = self.point
        radius: float | None = self.radius_km()
        if point is None and self.understanding.place is not None:
            point = self.find(self.understanding.place)
            # “klussen Tiel” puts what is near first; “Tiel” alone asks for what is there.
            radius = None if self.understanding.groups else DEFAULT_RADIUS_KM
        pinned, lifted = highlights.chosen(self.site_id, self.understanding)
        return Query(
            understanding=self.understanding,
            collection=self.collection,
            pinned=pinned,
            lifted=lifted,
            point=point,
            radius_km=radius if point else None,
            place_exact=radius == 0 and bool(data["place"]),
            theme=data["theme"],
            skill=data["skill"],
            kind=one(data["kind"]),
            daypart=data["daypart"],
            frequency=one(data["frequency"]),
            together=one(data["together"]),
            neighbourhood=slugs_within(self.site_id, data["neighbourhood"]) if data["neighbourhood"] else (),
            wheelchair=yes_no(data["wheelchair"]),
            remote=yes_no(data["remote"]),
            language_level=data["language_level"],
            max_hours=data["max_hours"],
            age=data["age"],
            status=data["status"] or "open",
            sort=data["sort"] or "relevance",
            page=data["page"] or 1,
            page_size=data["page_size"] or self.default_size,
            after=data["after"],
            counted=counted,
        )

    def said(self, count: int) -> str:
        """How many there are, in words."""
        return ngettext("%(n)d plek", "%(n)d plekken", count) % {"n": count}

    def understood(self, text: str) -> Understanding:
        return understand(text, Lexicon(self.site_id, self.collection))

    def radius_km(self) -> float:
        radius = self.cleaned_data["radius"]
        return DEFAULT_RADIUS_KM if radius is None else radius


class AlertForm(GuardedForm):
    """An address and how often; what is searched for stands in the page's own parameters."""

    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Vul uw e-mailadres in"),
            "invalid": _("Dit e-mailadres klopt niet. Het ziet eruit als naam@voorbeeld.nl."),
        },
    )
    rhythm = forms.ChoiceField(
        label=_("Hoe vaak mogen wij mailen?"),
        choices=Rhythm.choices,
        initial=Rhythm.DAILY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe vaak"), "invalid_choice": CHOOSE},
    )


def readable(text: str) -> str:
    """Text without what no keyboard makes; raises ValidationError."""
    return clean_text(text.replace("\t", " ").replace("\r", " ").replace("\n", " "))


def one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def yes_no(value: str) -> bool | None:
    return {"true": True, "false": False}.get(value)


def write_cursor(after: tuple[Any, ...]) -> str:
    """Where a list goes on, as one word in an address."""
    return base64.urlsafe_b64encode(json.dumps(after).encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[Any, ...] | None:
    if not text:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise ValidationError(_("Deze plek in de lijst kennen we niet. Begin bij de eerste bladzijde.")) from error
    numbers = isinstance(values, list) and 0 < len(values) <= 4
    if not numbers or not all(isinstance(v, int | float) and abs(v) < 2**53 for v in values):
        raise ValidationError(_("Deze plek in de lijst kennen we niet. Begin bij de eerste bladzijde."))
    return tuple(values)

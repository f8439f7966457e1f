"""Pages as records of HSDS 3.0; empty fields are left out. Only the province is looked up, and remembered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from portal.pagecache.queries import remember
from portal.pages.jsonld import filled
from portal.places.queries import find_place

Record = dict[str, Any]
HOURS = 3600
COUNTRY = "NL"
UNKNOWN_PROVINCE = "-"


def part_id(whole: UUID, kind: str, key: Any = "") -> str:
    """The UUID of a part: the same for the same part of the same whole."""
    return str(uuid5(whole, f"{kind}:{key}"))


def own_id(site: Any) -> UUID:
    """The organisation behind the site, as long as no page says who it is."""
    return uuid5(NAMESPACE_URL, f"welzijnsportaal:site:{site.pk}:{site.hostname}")


def taxonomy_id() -> UUID:
    return uuid5(NAMESPACE_URL, "welzijnsportaal:themes")


def term_id(slug: str) -> UUID:
    return uuid5(taxonomy_id(), slug)


def taxonomy(url: str) -> Record:
    description = "Waar een dienst over gaat, in de woorden van deze site."
    return {"id": str(taxonomy_id()), "name": "Onderwerpen", "description": description, "uri": url}


def term(theme: Any) -> Record:
    """A theme as taxonomy_term; its other names tell what it holds."""
    description = ", ".join([theme.name, *theme.aliases])
    return {
        "id": str(term_id(theme.slug)),
        "code": theme.slug,
        "name": theme.name,
        "description": description,
        "taxonomy": "Onderwerpen",
        "taxonomy_id": str(taxonomy_id()),
        "language": "nl",
    }


def own_organisation(site: Any, frame: dict[str, Any], url: str) -> Record:
    """The organisation behind the site, from its settings."""
    key = own_id(site)
    known = {
        "email": frame["email"],
        "website": url,
        "phones": phones(key, frame["phone"], organization_id=str(key)),
        "locations": locations(key, {"name": frame["location_name"], **frame["address"], "wheelchair": False}),
    }
    return {
        "id": str(key),
        "name": frame["name"],
        "description": frame["tagline"] or frame["name"],
        **filled(known),
    }


def provider(page: Any, url: str) -> Record:
    known = {
        "alternate_name": page.alternate_name,
        "email": page.email,
        "website": page.website or url,
        "uri": url,
        "phones": phones(page.uuid, page.phone, organization_id=str(page.uuid)),
        "locations": locations(page.uuid, place_of(page)),
    }
    return {"id": str(page.uuid), "name": page.title, "description": page.lead or page.title, **filled(known)}


def service(page: Any, organisation: Record, url: str, workers: Iterable[Any] = ()) -> Record:
    """A service with all its parts."""
    own = {"service_id": str(page.uuid)}
    parts = {
        "phones": phones(page.uuid, page.phone, **own),
        "schedules": [schedule(page, block) for block in page.schedules],
        "service_areas": [area(page, found) for found in page.neighbourhoods.all()],
        "service_at_locations": at_locations(page),
        "languages": [language(page, block.value, name) for block, name in zip_names(page)],
        "organization": in_short(organisation),
        "cost_options": [cost(page, block) for block in page.prices],
        "required_documents": [document(page, block) for block in page.documents],
        "contacts": [contact(page, worker) for worker in workers],
        "attributes": [attribute(page, theme) for theme in page.themes.all()],
    }
    return {**service_in_short(page, organisation, url), **filled(parts)}


def service_in_short(page: Any, organisation: Record, url: str, words: Any = None) -> Record:
    """A service as it stands in a list; `words` is its translation, for who reads in another language."""
    words = words or page
    changed = page.last_published_at or page.first_published_at
    known = {
        "description": words.lead,
        "url": url,
        "email": page.email,
        "application_process": words.application_process,
        "fees_description": words.fees_description,
        "eligibility_description": words.eligibility,
        "minimum_age": page.minimum_age,
        "maximum_age": page.maximum_age,
        "alert": words.alert,
        "last_modified": changed.isoformat(timespec="seconds") if changed else "",
    }
    return {
        "id": str(page.uuid),
        "organization_id": organisation["id"],
        "name": words.title,
        "status": page.status,
        **{name: value for name, value in known.items() if value not in ("", None)},
    }


def in_short(organisation: Record) -> Record:
    """An organisation without its parts, as lists and services name it."""
    return {name: value for name, value in organisation.items() if not isinstance(value, list)}


def phones(whole: UUID, number: str, **link: str) -> list[Record]:
    return [{"id": part_id(whole, "phone", number), **link, "number": number, "type": "voice"}] if number else []


def offset() -> str:
    """How far the clock here is ahead of UTC today, as times of HSDS carry it: "+01:00"."""
    return timezone.localtime().isoformat()[-6:]


def schedule(page: Any, block: Any) -> Record:
    value = block.value
    known = {
        "valid_from": value["valid_from"] and value["valid_from"].isoformat(),
        "valid_to": value["valid_to"] and value["valid_to"].isoformat(),
        "dtstart": value["valid_from"] and value["valid_from"].isoformat(),
        "notes": value["note"],
    }
    ahead = timezone.localtime().utcoffset()
    return {
        "id": part_id(page.uuid, "schedule", block.id),
        "service_id": str(page.uuid),
        "freq": value["freq"],
        "interval": value["interval"] or 1,
        "wkst": "MO",
        "byday": ",".join(value.byday),
        "description": value.day_text,
        "timezone": (ahead.total_seconds() if ahead else 0) / HOURS,
        "opens_at": f"{value['opens']:%H:%M}{offset()}",
        "closes_at": f"{value['closes']:%H:%M}{offset()}",
        "attending_type": value["attending_type"],
        **filled(known),
    }


def area(page: Any, neighbourhood: Any) -> Record:
    known = {"extent": neighbourhood.cbs_code, "extent_type": "CBS" if neighbourhood.cbs_code else ""}
    return {
        "id": part_id(page.uuid, "area", neighbourhood.pk),
        "service_id": str(page.uuid),
        "name": neighbourhood.name,
        **filled(known),
    }


def zip_names(page: Any) -> Iterable[tuple[Any, str]]:
    return zip(page.languages, page.language_names, strict=True)


def language(page: Any, code: str, name: str) -> Record:
    return {
        "id": part_id(page.uuid, "language", code),
        "service_id": str(page.uuid),
        "name": name,
        "code": code,
    }


def cost(page: Any, block: Any) -> Record:
    value = block.value
    known = {
        "valid_from": value["valid_from"] and value["valid_from"].isoformat(),
        "valid_to": value["valid_to"] and value["valid_to"].isoformat(),
        "amount_description": ". ".join(
            part for part in (value.form_text, value.size_text, value["for_whom"], value["note"]) if part
        ),
    }
    return {
        "id": part_id(page.uuid, "cost", block.id),
        "service_id": str(page.uuid),
        "option": value["title"],
        "currency": "EUR",
        "amount": (value["price"] or 0) / 100,
        **filled(known),
    }


def document(page: Any, block: Any) -> Record:
    why = f" ({block.value['why']})" if block.value["why"] else ""
    return {
        "id": part_id(page.uuid, "document", block.id),
        "service_id": str(page.uuid),
        "document": f"{block.value['name']}{why}",
    }


def contact(page: Any, worker: Any) -> Record:
    """A worker whom visitors see on the site: name and function, nothing else."""
    title = worker.profile.role_title
    return {
        "id": part_id(page.uuid, "contact", worker.uuid),
        "service_id": str(page.uuid),
        "name": worker.get_full_name(),
        **filled({"title": title}),
    }


def attribute(page: Any, theme: Any) -> Record:
    return {
        "id": part_id(page.uuid, "attribute", theme.slug),
        "link_id": str(page.uuid),
        "taxonomy_term_id": str(term_id(theme.slug)),
        "link_type": "theme",
        "link_entity": "service",
        "value": theme.name,
        "taxonomy_term": term(theme),
    }


def place_of(page: Any) -> Record:
    names = ("street", "postcode", "place", "wheelchair")
    return {"name": page.location_name, **{name: getattr(page, name) for name in names}}


def locations(whole: UUID, where: Record) -> list[Record]:
    """The one place of a service or organisation; none without a town."""
    if not where["place"]:
        return []
    key = part_id(whole, "location")
    address = {
        "id": part_id(whole, "address"),
        "location_id": key,
        "address_1": where["street"],
        "city": where["place"],
        "state_province": province_of(where["place"]),
        "postal_code": where["postcode"],
        "country": COUNTRY,
        "address_type": "physical",
    }
    accessibility = {"id": part_id(whole, "accessibility"), "location_id": key, "description": "wheelchair"}
    known = {"name": where["name"] or where["place"], "accessibility": [accessibility] if where["wheelchair"] else []}
    return [{"id": key, "location_type": "physical", "addresses": [address], **filled(known)}]


def province_of(town: str) -> str:
    """HSDS demands a province; a town that the places table does not know has a dash."""

    def look() -> str:
        place = find_place(town)
        return (place.province if place else "") or UNKNOWN_PROVINCE

    return remember(f"province.{uuid5(NAMESPACE_URL, town)}", look)


def at_locations(page: Any) -> list[Record]:
    """Where the service is: a link to its place, with that place."""
    return [
        {
            "id": part_id(page.uuid, "at", place["id"]),
            "service_id": str(page.uuid),
            "location_id": place["id"],
            "location": place,
        }
        for place in locations(page.uuid, place_of(page))
    ]

"""Outside the usual files of a slice: what machines read of a page, as one graph of schema.org. Pure.

A page type adds its own nodes in `structured_data(request)`; the organisation, the site and the trail are added here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from portal.pages.enums import Weekday
from portal.pages.links import in_language

Node = dict[str, Any]

JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def data_block(nodes: Sequence[Node]) -> SafeString:
    """The text of a data block, which no policy against scripts stops; every < > & is escaped."""
    text = json.dumps({"@context": "https://schema.org", "@graph": list(nodes)}, ensure_ascii=False)
    return mark_safe(text.translate(JSON_ESCAPES))


def organisation_id(request: HttpRequest) -> str:
    """The name by which nodes point at the organisation of the site: `{"@id": organisation_id(request)}`."""
    return request.build_absolute_uri("/#organisatie")


def site_id(request: HttpRequest) -> str:
    return request.build_absolute_uri("/#site")


def site_nodes(request: HttpRequest, frame: dict[str, Any]) -> list[Node]:
    """The organisation behind the site, and the site itself."""
    return [organisation(request, frame), website(request, frame)]


def organisation(request: HttpRequest, frame: dict[str, Any]) -> Node:
    known = {
        "description": frame["tagline"],
        "telephone": frame["phone_href"].removeprefix("tel:"),
        "email": frame["email"],
        "address": address(**frame["address"]),
        "openingHoursSpecification": opening_hours(frame),
        "sameAs": [url for _name, url in frame["socials"]],
    }
    return {
        "@type": "NGO",
        "@id": organisation_id(request),
        "name": frame["name"],
        "url": request.build_absolute_uri("/"),
        "logo": request.build_absolute_uri(static("portal/icon.svg")),
        **{name: value for name, value in known.items() if value},
    }


def website(request: HttpRequest, frame: dict[str, Any]) -> Node:
    return {
        "@type": "WebSite",
        "@id": site_id(request),
        "name": frame["name"],
        "url": request.build_absolute_uri("/"),
        "inLanguage": "nl",
        "publisher": {"@id": organisation_id(request)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{request.build_absolute_uri('/zoeken/')}?q={{vraag}}",
            "query-input": "required name=vraag",
        },
    }


def page_node(page: Any, kind: str, request: HttpRequest) -> Node:
    """A page that is nothing more than a page: its name, what it is about, and the site that it is part of."""
    return {
        "@type": kind,
        "name": page.title,
        "url": request.build_absolute_uri(page.get_url(request) or "/"),
        "inLanguage": page.language,
        "isPartOf": {"@id": site_id(request)},
        **filled({"description": page.lead}),
    }


def address(street: str, postcode: str, place: str) -> Node:
    """A PostalAddress with what is known; empty without a place."""
    if not place:
        return {}
    known = {"streetAddress": street, "postalCode": postcode, "addressLocality": place, "addressCountry": "NL"}
    return {"@type": "PostalAddress", **{name: value for name, value in known.items() if value}}


def filled(values: Node) -> Node:
    """Only what is known."""
    return {name: value for name, value in values.items() if value}


def opening_hours(frame: dict[str, Any]) -> list[Node]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{Weekday(day).name.title()}",
            "opens": f"{stretch.opens:%H:%M}",
            "closes": f"{stretch.closes:%H:%M}",
        }
        for day, stretches in sorted(frame["schedule"].week.items())
        for stretch in stretches
    ]


def breadcrumbs(request: HttpRequest, trail: Sequence[dict[str, str]], title: str) -> Node:
    """The trail above the page and the page itself. `trail`: title and address, without the home page."""
    links = [{"title": "Begin", "url": in_language("/")}, *trail, {"title": title, "url": request.path}]
    items = [
        {"@type": "ListItem", "position": place, "name": link["title"], "item": request.build_absolute_uri(link["url"])}
        for place, link in enumerate(links, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}

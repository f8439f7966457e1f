"""Each postcode in one neighbourhood: of a code that stood at two, the first keeps it."""

from django.db import migrations


def spread(apps, schema_editor):
    Neighbourhood = apps.get_model("places", "Neighbourhood")
    Row = apps.get_model("places", "NeighbourhoodPostcode")
    for node in Neighbourhood.objects.order_by("pk"):
        if node.cbs_code[:2] in {"GM", "WK", "BU"}:
            Neighbourhood.objects.filter(pk=node.pk).update(level=node.cbs_code[:2])
        for code in node.postcodes:
            Row.objects.get_or_create(site_id=node.site_id, code=code, defaults={"neighbourhood": node})


def gather(apps, schema_editor):
    for node in apps.get_model("places", "Neighbourhood").objects.all():
        node.postcodes = list(node.postcode_rows.order_by("code").values_list("code", flat=True))
        node.save(update_fields=["postcodes"])


class Migration(migrations.Migration):
    dependencies = [("places", "0003_tree")]
    operations = [migrations.RunPython(spread, gather)]

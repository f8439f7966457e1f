"""Themes, skills and dayparts go into one text per document, and the day of publication becomes a number."""

from datetime import datetime

from django.db import migrations, models

from search.database.tally import marks_of


def fill(apps, schema_editor):
    documents = apps.get_model("search", "SearchDocument").objects.all()
    for document in documents.iterator(500):
        document.marks = marks_of(document.payload)
        document.published = int(datetime.fromisoformat(document.payload["published_at"]).timestamp() * 1000)
        document.save(update_fields=["marks", "published"])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("search", "0004_first_mark")]
    operations = [
        migrations.RemoveIndex("searchdocument", "search_list"),
        migrations.AddField(
            "searchdocument",
            "marks",
            models.TextField(blank=True, default="", help_text="themes, skills and dayparts: t:koken|d:mon-morning"),
            preserve_default=False,
        ),
        migrations.AddField(
            "searchdocument",
            "published",
            models.BigIntegerField(default=0, help_text="milliseconds since 1970"),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveField("searchdocument", "published_at"),
        migrations.AddIndex(
            "searchdocument", models.Index(fields=["site", "status", "kind", "-published"], name="search_list")
        ),
        migrations.DeleteModel("SearchFacet"),
    ]

"""Where the terms are: an FTS5 table on SQLite, a tsvector column with a GIN index on PostgreSQL."""

from django.db import migrations


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_searchdocument ADD COLUMN terms tsvector NOT NULL DEFAULT ''")
        schema_editor.execute("CREATE INDEX search_terms ON search_searchdocument USING gin (terms)")
    else:
        # Terms are kept apart by spaces and contain letters, digits and hyphens only.
        schema_editor.execute(
            "CREATE VIRTUAL TABLE search_fts USING fts5("
            "title, subject, summary, body, tokenize = \"unicode61 remove_diacritics 0 tokenchars '-'\")"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_searchdocument DROP COLUMN terms")
    else:
        schema_editor.execute("DROP TABLE search_fts")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]

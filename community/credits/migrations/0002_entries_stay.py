"""Entries are never changed or deleted: the database itself refuses it."""

from django.db import migrations

REFUSE = "Entries of the ledger are never changed; a mistake is undone by a counter-entry."


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION credits_entries_stay() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER credits_entries_stay BEFORE UPDATE OR DELETE ON credits_entry "
            "FOR EACH ROW EXECUTE FUNCTION credits_entries_stay()"
        )
    else:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER credits_entries_stay_{verb.lower()} BEFORE {verb} ON credits_entry "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSE}'); END"
            )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER credits_entries_stay ON credits_entry")
        schema_editor.execute("DROP FUNCTION credits_entries_stay()")
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER credits_entries_stay_{verb}")


class Migration(migrations.Migration):
    dependencies = [("credits", "0001_ledger")]
    operations = [migrations.RunPython(make, drop)]

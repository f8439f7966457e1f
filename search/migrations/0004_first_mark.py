"""Give this database its mark, before two processes could each make one."""

import secrets

from django.db import migrations


def make(apps, schema_editor):
    apps.get_model("search", "IndexMark").objects.create(mark=secrets.token_hex(4))


class Migration(migrations.Migration):
    dependencies = [("search", "0003_index_mark")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]

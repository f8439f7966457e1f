from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("places", "0004_postcodes_in_rows")]
    operations = [migrations.RemoveField(model_name="neighbourhood", name="postcodes")]

"""What a person changed is found among all contexts of the history by an index, newest first."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0003_cache_table"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX pghistory_context_by_user ON pghistory_context"
            " ((metadata -> 'user'), created_at DESC, id DESC)",
            "DROP INDEX pghistory_context_by_user",
        ),
    ]

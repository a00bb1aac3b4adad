"""Every entry is written anew: it gets runs of three letters, starts of words and sounds of first words."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("common", "0006_quicker_search")]

    operations = [
        # Before the portal serves (`make run`), else by the minute task. Until then an entry is not found by a question
        # that asks for terms of the new kinds.
        migrations.RunSQL(
            "UPDATE common_searchentry SET is_stale = true, version = version + 1",
            migrations.RunSQL.noop,
        ),
    ]

"""Entries with Thai, Lao, Burmese or Khmer texts are written anew: what stands within a line is found too."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("common", "0008_notice_on_introductions")]

    operations = [
        # Before the portal serves (`make run`), else by the minute task.
        migrations.RunSQL(
            "UPDATE common_searchentry SET is_stale = true, version = version + 1"
            " WHERE rest ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]'",
            migrations.RunSQL.noop,
        ),
    ]

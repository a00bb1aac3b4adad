"""No statistics of texts that only LIKE is asked of."""

from django.db import migrations

# LIKE is tried on every value in the statistics of its column each time a query is planned, which took longer than
# the query; the plan never depends on it, for the terms narrow first. Naming the type again drops what was gathered.
TEXTS = ("names", "glued", "numbers", "rest")
WITHOUT = ", ".join(f"ALTER {column} SET STATISTICS 0, ALTER {column} TYPE text" for column in TEXTS)
WITH = ", ".join(f"ALTER {column} SET STATISTICS -1" for column in TEXTS)


class Migration(migrations.Migration):
    dependencies = [("common", "0005_search")]

    operations = [
        migrations.RunSQL(f"ALTER TABLE common_searchentry {WITHOUT}", f"ALTER TABLE common_searchentry {WITH}"),
    ]

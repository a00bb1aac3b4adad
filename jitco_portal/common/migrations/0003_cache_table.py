"""Limits on log-ins are counted over all processes, in a table of the database."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS common_cache")


class Migration(migrations.Migration):
    dependencies = [("common", "0002_people_and_mail")]

    operations = [migrations.RunPython(create, drop)]

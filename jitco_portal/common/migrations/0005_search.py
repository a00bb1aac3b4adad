"""The entries of the search and the words of names; both are derived and filled by the worker."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0004_history_by_person"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.BigIntegerField()),
                ("lot", models.IntegerField()),
                ("names", models.TextField(default="")),
                ("glued", models.TextField(default="")),
                ("numbers", models.TextField(default="")),
                ("rest", models.TextField(default="")),
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                ("is_stale", models.BooleanField(default=True)),
                ("version", models.IntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["kind", "lot", "object_id"], name="searchentry_by_lot"),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["terms"], name="searchentry_by_terms"
                    ),
                    models.Index(condition=models.Q(("is_stale", True)), fields=["id"], name="searchentry_stale"),
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "object_id"), name="searchentry_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("rests", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["rests"], name="searchword_by_rests"
                    )
                ],
            },
        ),
    ]

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("common", "0003_cache_table")]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "permissions": [("assign_staff_groups", "Can give the staff groups to others")],
                "verbose_name": "user",
                "verbose_name_plural": "users",
            },
        )
    ]

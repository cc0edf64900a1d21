"""Partner managers may look after partners and their keys."""

from django.db import migrations

RIGHTS = {"partner": ("add", "change", "view"), "apikey": ("add", "change", "view")}
NAMES = {"partner": "partner", "apikey": "API key"}


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    managers, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Partner managers")
    for model, actions in RIGHTS.items():
        content_type, _ = ContentType.objects.get_or_create(app_label="cms", model=model)
        for action in actions:
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {NAMES[model]}"},
            )
            managers.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("cms", "0003_partners")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]

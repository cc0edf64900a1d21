"""Editors and reviewers keep the aliases."""

from django.db import migrations

ACTIONS = ("add", "change", "delete", "view")


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    content_type, _ = ContentType.objects.get_or_create(app_label="questions", model="alias")
    for name in ("Editors", "Reviewers"):
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for action in ACTIONS:
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_alias",
                defaults={"name": f"Can {action} alias"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("cms", "0004_partner_managers"), ("questions", "0020_trip_wire_conditions")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]

"""What a drafter was shown of its brief; replays told apart from runs that draft."""

from django.db import migrations, models


def name_replays(apps, schema_editor):
    """Replays of earlier times belong to nobody, and ended with the token that they began with, as no other run."""
    runs = apps.get_model("questions", "Run").objects
    runs.filter(state="cancelled", requested_by=None, starts=1, fence=1).update(trigger="replay")


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0020_trip_wire_conditions"),
    ]

    operations = [
        migrations.AddField(
            model_name="run",
            name="shown",
            field=models.JSONField(
                default=list,
                help_text="Empty: all cards of the brief.",
                verbose_name="refs of the cards that the drafter was shown",
            ),
        ),
        migrations.AlterField(
            model_name="run",
            name="trigger",
            field=models.CharField(
                choices=[
                    ("editor", "An editor"),
                    ("schedule", "The schedule"),
                    ("evidence", "New evidence"),
                    ("retry", "A retry"),
                    ("partner", "A partner"),
                    ("replay", "A replay"),
                ],
                default="editor",
                max_length=20,
                verbose_name="set off by",
            ),
        ),
        migrations.RunPython(name_replays, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "done"), ("trigger", "replay"), _negated=True),
                name="run_replay_makes_no_take",
            ),
        ),
    ]

"""What led to a run is dealt with by the draft that it makes, not by having been asked for."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("questions", "0040_partners_unreviewed")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="notices",
                to="questions.run",
                verbose_name="run",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="note",
            field=models.CharField(
                blank=True,
                help_text="Why the agent did not draft of it, or could not.",
                max_length=300,
                verbose_name="note",
            ),
        ),
        migrations.RemoveConstraint(model_name="notice", name="notice_one_open"),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=Q(dealt_with_at=None, run=None),
                fields=("question", "kind", "take"),
                name="notice_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=~Q(run=None), fields=("run", "kind", "take"), name="notice_one_of_a_run"
            ),
        ),
    ]

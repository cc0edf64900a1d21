"""Which cards a trip-wire counts, in the words of its form."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0030_shown_cards_and_replays"),
    ]

    operations = [
        migrations.AlterField(
            model_name="tripwire",
            name="at_least",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Cards dated after the evidence window of this take, or public only since it was drafted.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="at least so many new cards",
            ),
        ),
    ]

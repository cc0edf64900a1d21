"""Partners' drafts are published unreviewed only where the question says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("questions", "0031_cards_that_came_later")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="partners_unreviewed",
            field=models.BooleanField(
                default=False,
                help_text="Where drafts are published unreviewed, those that partners hand in over the API are too.",
                verbose_name="partners' drafts too",
            ),
        ),
    ]

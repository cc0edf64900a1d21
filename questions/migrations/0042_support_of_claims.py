"""How much of a claim's wording its cards hold, so that the weakest can come first."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("questions", "0041_notice_of_a_run")]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="support",
            field=models.FloatField(
                help_text="The share of its words that its cards hold in some form, 0 to 1.",
                null=True,
                verbose_name="support",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=Q(support=None) | Q(support__gte=0, support__lte=1), name="claim_support_is_a_share"
            ),
        ),
    ]

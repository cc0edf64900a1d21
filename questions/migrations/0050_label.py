"""A sentence of the label for every state, and how a version was made on its withdrawal."""

from django.db import migrations, models

import questions.placeholders


class Migration(migrations.Migration):
    dependencies = [("questions", "0042_support_of_claims")]

    operations = [
        migrations.AddField(
            model_name="withdrawal",
            name="made_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("digitalCreation", "By people"),
                    ("algorithmicMedia", "By an algorithm without a trained model"),
                    ("trainedAlgorithmicMedia", "By a trained model"),
                    ("compositeWithTrainedAlgorithmicMedia", "By a trained model and people"),
                    ("unknown", "Not told"),
                ],
                max_length=40,
                verbose_name="made",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="drafted",
            field=models.CharField(
                default="Drafted by an AI agent ({agent}) from {cards}.",
                help_text="Must hold {agent} {cards}.",
                max_length=300,
                validators=[questions.placeholders.Placeholders("agent", "cards")],
                verbose_name="drafted by an agent",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="edited_not_reviewed",
            field=models.CharField(
                default="People changed {changed}; nobody has reviewed it.",
                help_text="Must hold {changed}.",
                max_length=300,
                validators=[questions.placeholders.Placeholders("changed")],
                verbose_name="drafted by an agent, edited, not reviewed",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="edited_reviewed",
            field=models.CharField(
                default="Reviewed by {byline} on {day}; people changed {changed}.",
                help_text="Must hold {byline} {day} {changed}.",
                max_length=300,
                validators=[questions.placeholders.Placeholders("byline", "day", "changed")],
                verbose_name="drafted by an agent, edited and reviewed",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="erased",
            field=models.CharField(
                default="Its text was erased for legal reasons on {day}.",
                help_text="Must hold {day}.",
                max_length=300,
                validators=[questions.placeholders.Placeholders("day")],
                verbose_name="erased for legal reasons",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="handed_in",
            field=models.CharField(
                default="Handed in by a partner as drafted by {agent}, without naming a model, from {cards}.",
                help_text="Must hold {agent} {cards}.",
                max_length=300,
                validators=[questions.placeholders.Placeholders("agent", "cards")],
                verbose_name="handed in by a partner who names no model",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="reviewed",
            field=models.CharField(
                default="Reviewed by {byline} on {day}; its words are unchanged.",
                help_text="Must hold {byline} {day}.",
                max_length=300,
                validators=[questions.placeholders.Placeholders("byline", "day")],
                verbose_name="drafted by an agent, reviewed as it was",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="self_approved",
            field=models.CharField(
                default="Reviewed on {day} by {byline}, who also edited it; people changed {changed}.",
                help_text="Must hold {byline} {day} {changed}.",
                max_length=300,
                validators=[questions.placeholders.Placeholders("byline", "day", "changed")],
                verbose_name="drafted by an agent, reviewed by who edited it",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="withdrawn",
            field=models.CharField(
                default="This version was withdrawn on {day}.",
                help_text="Must hold {day}.",
                max_length=300,
                validators=[questions.placeholders.Placeholders("day")],
                verbose_name="withdrawn",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="written",
            field=models.CharField(
                default="Written from {cards}.",
                help_text="Must hold {cards}.",
                max_length=300,
                validators=[questions.placeholders.Placeholders("cards")],
                verbose_name="written by people",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="written_not_reviewed",
            field=models.CharField(
                default="Nobody has reviewed it.",
                help_text="No placeholders.",
                max_length=300,
                validators=[questions.placeholders.Placeholders()],
                verbose_name="written by people, not reviewed",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="written_reviewed",
            field=models.CharField(
                default="Reviewed by {byline} on {day}.",
                help_text="Must hold {byline} {day}.",
                max_length=300,
                validators=[questions.placeholders.Placeholders("byline", "day")],
                verbose_name="written by people, reviewed",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="written_self_approved",
            field=models.CharField(
                default="Reviewed on {day} by {byline}, who also wrote or edited it.",
                help_text="Must hold {byline} {day}.",
                max_length=300,
                validators=[questions.placeholders.Placeholders("byline", "day")],
                verbose_name="written by people, reviewed by one of them",
            ),
        ),
        migrations.AlterField(
            model_name="wording",
            name="not_reviewed",
            field=models.CharField(
                default="No person has edited or reviewed it.",
                help_text="No placeholders.",
                max_length=300,
                validators=[questions.placeholders.Placeholders()],
                verbose_name="drafted by an agent, neither edited nor reviewed",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("drafted__contains", "{agent}"), ("drafted__contains", "{cards}")),
                name="wording_drafted_tells_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("handed_in__contains", "{agent}"), ("handed_in__contains", "{cards}")),
                name="wording_handed_in_tells_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("written__contains", "{cards}")), name="wording_written_tells_all"
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("edited_not_reviewed__contains", "{changed}")),
                name="wording_edited_not_reviewed_tells_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("reviewed__contains", "{byline}"), ("reviewed__contains", "{day}")),
                name="wording_reviewed_tells_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("edited_reviewed__contains", "{byline}"),
                    ("edited_reviewed__contains", "{day}"),
                    ("edited_reviewed__contains", "{changed}"),
                ),
                name="wording_edited_reviewed_tells_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("self_approved__contains", "{byline}"),
                    ("self_approved__contains", "{day}"),
                    ("self_approved__contains", "{changed}"),
                ),
                name="wording_self_approved_tells_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("written_reviewed__contains", "{byline}"), ("written_reviewed__contains", "{day}")
                ),
                name="wording_written_reviewed_tells_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("written_self_approved__contains", "{byline}"),
                    ("written_self_approved__contains", "{day}"),
                ),
                name="wording_written_self_approved_tells_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn__contains", "{day}")), name="wording_withdrawn_tells_all"
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("erased__contains", "{day}")), name="wording_erased_tells_all"
            ),
        ),
    ]

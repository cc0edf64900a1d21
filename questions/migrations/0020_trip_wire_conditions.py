"""Machine-checked trip-wires, what the nightly check tells the desk, and aliases for the audit."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0003_guards"),
        ("questions", "0011_partner_trigger"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As a text may write it: the Fed.", max_length=120, verbose_name="name"
                    ),
                ),
                ("folded", models.CharField(editable=False, max_length=400, unique=True)),
                (
                    "stands_for",
                    models.CharField(
                        help_text="The same thing's other name: Federal Reserve.",
                        max_length=120,
                        verbose_name="stands for",
                    ),
                ),
            ],
            options={
                "verbose_name": "alias",
                "verbose_name_plural": "aliases",
                "ordering": ["folded"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("trip_wire", "Trip-wire hit"),
                            ("indicator", "Indicator crossed"),
                            ("cards", "New evidence"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("facts", models.JSONField(default=list, verbose_name="facts")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                ("dealt_with_at", models.DateTimeField(null=True, verbose_name="dealt with at")),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="question",
            name="redraft",
            field=models.CharField(
                choices=[
                    ("never", "Nothing"),
                    ("run", "The agent drafts a take"),
                    ("ask", "The desk is told"),
                ],
                default="ask",
                help_text="Looked at nightly: trip-wires, indicators and cards that are newer than the take.",
                max_length=10,
                verbose_name="when the evidence moved",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="redraft_after_cards",
            field=models.PositiveSmallIntegerField(
                default=10,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="new cards that count as moved",
            ),
        ),
        migrations.AddField(
            model_name="tripwire",
            name="at_least",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Cards dated after the evidence window of this take.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="at least so many new cards",
            ),
        ),
        migrations.AddField(
            model_name="tripwire",
            name="condition",
            field=models.CharField(
                choices=[
                    ("none", "Not checked by machine"),
                    ("indicator_crosses", "An indicator crosses its threshold"),
                    ("indicator_uncrosses", "An indicator comes back behind its threshold"),
                    ("cards", "So many new cards"),
                ],
                default="none",
                max_length=20,
                verbose_name="checked nightly",
            ),
        ),
        migrations.AddField(
            model_name="tripwire",
            name="indicator",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="questions.indicator",
                verbose_name="indicator",
            ),
        ),
        migrations.AddField(
            model_name="tripwire",
            name="position",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="questions.position",
                verbose_name="with a stance for",
            ),
        ),
        migrations.AddField(
            model_name="tripwire",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evidence.topic",
                verbose_name="on the topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="tripwire",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("at_least", None),
                        ("condition", "none"),
                        ("indicator", None),
                        ("position", None),
                        ("topic", None),
                    ),
                    models.Q(
                        ("at_least", None),
                        ("condition__in", ["indicator_crosses", "indicator_uncrosses"]),
                        ("indicator__isnull", False),
                        ("position", None),
                        ("topic", None),
                    ),
                    models.Q(
                        ("at_least__gte", 1),
                        ("at_least__isnull", False),
                        ("condition", "cards"),
                        ("indicator", None),
                        models.Q(("position__isnull", False), ("topic__isnull", False), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="tripwire_condition_is_whole",
                violation_error_message="The nightly check needs what belongs to its kind, and nothing else.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alias",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("folded", ""), _negated=True),
                    models.Q(("stands_for", ""), _negated=True),
                    models.Q(("name", models.F("stands_for")), _negated=True),
                ),
                name="alias_names_two",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="dealt_with_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="questions.question"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="take",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="questions.take"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dealt_with_at", None)),
                fields=("question", "kind", "take"),
                name="notice_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dealt_with_by", None), models.Q(("dealt_with_at", None), _negated=True), _connector="OR"
                ),
                name="notice_by_whom_means_when",
            ),
        ),
    ]

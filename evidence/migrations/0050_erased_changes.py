"""An entry of the change feed may lose its text once the feed says that what it tells of was erased."""

from django.db import migrations, models

ERASABLE = """
CREATE OR REPLACE FUNCTION change_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.kind, NEW.subject, NEW.at) IS NOT DISTINCT FROM (OLD.id, OLD.kind, OLD.subject, OLD.at)
        AND NEW.payload->'erased' = 'true'
        AND NOT EXISTS (
            SELECT 1 FROM jsonb_each(OLD.payload || (NEW.payload - 'erased')) AS told(name, value)
            WHERE NOT OLD.payload ? name OR NOT NEW.payload ? name
                OR (told.value <> 'null' AND told.value <> OLD.payload->name))
        AND EXISTS (
            SELECT 1 FROM evidence_change e WHERE e.kind = 'take.erased' AND e.subject IN (
                OLD.subject, replace(OLD.subject, ':question:', ':take:') || ':' || (OLD.payload->>'version'))) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the change feed only grows' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
UNDO = """
CREATE OR REPLACE FUNCTION change_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the change feed only grows' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_guards")]

    operations = [
        migrations.AlterField(
            model_name="change",
            name="kind",
            field=models.CharField(
                choices=[
                    ("briefing.published", "Briefing published"),
                    ("card.published", "Card published"),
                    ("card.edited", "Card edited"),
                    ("card.withdrawn", "Card withdrawn"),
                    ("question.published", "Question published"),
                    ("question.changed", "Question changed"),
                    ("question.unpublished", "Question unpublished"),
                    ("take.published", "Take published"),
                    ("take.corrected", "Take corrected"),
                    ("take.withdrawn", "Take withdrawn"),
                    ("take.erased", "Take erased"),
                    ("verdict.changed", "Verdict changed"),
                    ("indicator.crossed", "Indicator crossed its threshold"),
                    ("site.changed", "Site settings changed"),
                ],
                max_length=40,
                verbose_name="kind",
            ),
        ),
        migrations.RunSQL(ERASABLE, UNDO),
    ]

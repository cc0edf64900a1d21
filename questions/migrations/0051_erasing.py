"""What was erased for legal reasons: the one way in which text leaves the record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ERASABLE = """
CREATE OR REPLACE FUNCTION take_erasable(take bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM questions_withdrawal WHERE take_id = take AND redacted)
$$;

CREATE OR REPLACE FUNCTION take_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    soft text[] := ARRAY['live', 'has_unpublished_changes', 'latest_revision_id', 'live_revision_id',
        'first_published_at', 'last_published_at', 'expired', 'expire_at', 'go_live_at', 'locked', 'locked_at', 'locked_by_id'];
    told text[] := ARRAY['snapshot', 'answer', 'body', 'change_reason'];
BEGIN
    IF TG_OP = 'UPDATE' AND take_erasable(OLD.id) AND NEW.snapshot = '' AND NEW.answer = '' AND NEW.body = '[]'::jsonb
        AND NEW.change_reason = '[erased]' THEN
        soft := soft || told;
    END IF;
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - soft) IS DISTINCT FROM (to_jsonb(OLD) - soft) THEN
        RAISE EXCEPTION 'take % is part of the public record', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION take_numbered_has_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NOT take_erasable(NEW.id) THEN
        RAISE EXCEPTION 'version % must have a snapshot', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER take_numbered_has_snapshot BEFORE INSERT OR UPDATE ON questions_take
    FOR EACH ROW WHEN (NEW.number IS NOT NULL AND NEW.snapshot = '') EXECUTE FUNCTION take_numbered_has_snapshot();

CREATE OR REPLACE FUNCTION take_part_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lines jsonb[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[to_jsonb(NEW)] WHEN 'DELETE' THEN ARRAY[to_jsonb(OLD)]
        ELSE ARRAY[to_jsonb(OLD), to_jsonb(NEW)] END;
    line jsonb;
    parent bigint;
    told text[] := CASE TG_TABLE_NAME WHEN 'questions_claim' THEN ARRAY['text'] WHEN 'questions_tripwire' THEN ARRAY['text']
        WHEN 'questions_finding' THEN ARRAY['note', 'text'] WHEN 'questions_waiver' THEN ARRAY['reason'] ELSE ARRAY[]::text[] END;
    blanked boolean := TG_OP = 'UPDATE';
BEGIN
    IF blanked THEN
        blanked := (lines[1] - told) IS NOT DISTINCT FROM (lines[2] - told) AND cardinality(told) > 0
            AND NOT EXISTS (SELECT 1 FROM unnest(told) AS name WHERE lines[2]->>name NOT IN ('', '[erased]'));
    END IF;
    FOREACH line IN ARRAY lines LOOP
        CASE TG_TABLE_NAME
            WHEN 'questions_claim' THEN
                SELECT take_id INTO parent FROM questions_audit WHERE id = (line->>'audit_id')::bigint;
            WHEN 'questions_citation', 'questions_finding' THEN
                SELECT a.take_id INTO parent FROM questions_claim c JOIN questions_audit a ON a.id = c.audit_id
                    WHERE c.id = (line->>'claim_id')::bigint;
            ELSE parent := (line->>'take_id')::bigint;
        END CASE;
        IF EXISTS (SELECT 1 FROM questions_take WHERE id = parent AND number IS NOT NULL)
            AND NOT (blanked AND take_erasable(parent)) THEN
            RAISE EXCEPTION 'take % is part of the public record', parent
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION withdrawal_erased_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the erasure of take % stays', OLD.take_id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER withdrawal_erased_stays BEFORE UPDATE OR DELETE ON questions_withdrawal
    FOR EACH ROW WHEN (OLD.redacted) EXECUTE FUNCTION withdrawal_erased_stays();
"""

# The replaced functions stay: without a row that says `redacted` they refuse what they always refused.
UNDO = """
DROP TRIGGER withdrawal_erased_stays ON questions_withdrawal; DROP FUNCTION withdrawal_erased_stays();
DROP TRIGGER take_numbered_has_snapshot ON questions_take; DROP FUNCTION take_numbered_has_snapshot();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0050_erased_changes"),
        ("questions", "0050_label"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="take",
            name="take_numbered_is_whole",
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="erased_at",
            field=models.DateTimeField(null=True, verbose_name="erased at"),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="erased_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="run",
            name="trigger",
            field=models.CharField(
                choices=[
                    ("editor", "An editor"),
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
        migrations.AddConstraint(
            model_name="take",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number__isnull", True),
                    models.Q(
                        ("audit__isnull", False),
                        ("numbered_at__isnull", False),
                        ("verdict__isnull", False),
                        ("window_from__isnull", False),
                        ("window_to__isnull", False),
                        models.Q(("content_hash", ""), _negated=True),
                        models.Q(("change_reason", ""), _negated=True),
                        models.Q(
                            ("reviewed_by__isnull", False), ("authorised_by__isnull", False), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="take_numbered_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("erased_at", None), ("erased_by", None), ("redacted", False)),
                    models.Q(
                        ("erased_at__isnull", False),
                        ("erased_by__isnull", False),
                        ("redacted", True),
                        models.Q(("made_as", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="withdrawal_erasure_is_whole",
            ),
        ),
        migrations.RunSQL(ERASABLE, UNDO),
    ]

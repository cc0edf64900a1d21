"""Rules that the database keeps itself, whatever door a write comes through."""

from django.db import migrations

SAME_QUESTION = """
ALTER TABLE questions_stance ADD CONSTRAINT stance_position_of_question
    FOREIGN KEY (question_id, position_id) REFERENCES questions_position (question_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE questions_vote ADD CONSTRAINT vote_position_of_question
    FOREIGN KEY (question_id, position_id) REFERENCES questions_position (question_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE questions_tally ADD CONSTRAINT tally_position_of_question
    FOREIGN KEY (question_id, position_id) REFERENCES questions_position (question_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE questions_take ADD CONSTRAINT take_verdict_of_question
    FOREIGN KEY (question_id, verdict_id) REFERENCES questions_position (question_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE questions_audit ADD CONSTRAINT audit_of_take UNIQUE (take_id, id);
ALTER TABLE questions_take ADD CONSTRAINT take_audit_is_its_own
    FOREIGN KEY (id, audit_id) REFERENCES questions_audit (take_id, id) DEFERRABLE INITIALLY DEFERRED;
"""

TAKE_FROZEN = """
CREATE FUNCTION take_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE soft text[] := ARRAY['live', 'has_unpublished_changes', 'latest_revision_id', 'live_revision_id',
    'first_published_at', 'last_published_at', 'expired', 'expire_at', 'go_live_at', 'locked', 'locked_at', 'locked_by_id'];
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - soft) IS DISTINCT FROM (to_jsonb(OLD) - soft) THEN
        RAISE EXCEPTION 'take % is part of the public record', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER take_frozen BEFORE UPDATE OR DELETE ON questions_take
    FOR EACH ROW WHEN (OLD.number IS NOT NULL) EXECUTE FUNCTION take_frozen();

CREATE FUNCTION take_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM questions_finding f JOIN questions_claim c ON c.id = f.claim_id
        WHERE c.audit_id = NEW.audit_id AND f.blocking AND NOT (f.waivable AND EXISTS (
            SELECT 1 FROM questions_waiver w WHERE w.take_id = NEW.id AND w.key = c.waiver_key AND w.kind = f.kind))
    ) THEN
        RAISE EXCEPTION 'take % has open blocking findings', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER take_gate_insert BEFORE INSERT ON questions_take
    FOR EACH ROW WHEN (NEW.number IS NOT NULL) EXECUTE FUNCTION take_gate();
CREATE TRIGGER take_gate_update BEFORE UPDATE ON questions_take
    FOR EACH ROW WHEN (OLD.number IS NULL AND NEW.number IS NOT NULL) EXECUTE FUNCTION take_gate();

CREATE FUNCTION take_live_is_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM questions_take WHERE id = NEW.id AND live AND number IS NULL) THEN
        RAISE EXCEPTION 'take % cannot be live without a number', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER take_live_is_numbered AFTER INSERT OR UPDATE ON questions_take
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.live) EXECUTE FUNCTION take_live_is_numbered();
"""

PARTS_FROZEN = """
CREATE FUNCTION take_part_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lines jsonb[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[to_jsonb(NEW)] WHEN 'DELETE' THEN ARRAY[to_jsonb(OLD)]
        ELSE ARRAY[to_jsonb(OLD), to_jsonb(NEW)] END;
    line jsonb;
    parent bigint;
BEGIN
    FOREACH line IN ARRAY lines LOOP
        CASE TG_TABLE_NAME
            WHEN 'questions_claim' THEN
                SELECT take_id INTO parent FROM questions_audit WHERE id = (line->>'audit_id')::bigint;
            WHEN 'questions_citation', 'questions_finding' THEN
                SELECT a.take_id INTO parent FROM questions_claim c JOIN questions_audit a ON a.id = c.audit_id
                    WHERE c.id = (line->>'claim_id')::bigint;
            ELSE parent := (line->>'take_id')::bigint;
        END CASE;
        IF EXISTS (SELECT 1 FROM questions_take WHERE id = parent AND number IS NOT NULL) THEN
            RAISE EXCEPTION 'take % is part of the public record', parent
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
""" + "".join(
    f"CREATE TRIGGER {name}_frozen BEFORE INSERT OR UPDATE OR DELETE ON questions_{name} "
    "FOR EACH ROW EXECUTE FUNCTION take_part_frozen();\n"
    for name in ("tripwire", "audit", "claim", "citation", "finding", "waiver")
)

SCALE_LOCKED = """
CREATE FUNCTION position_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP = 'DELETE' OR (NEW.label, NEW.slug, NEW."order", NEW.question_id)
            IS DISTINCT FROM (OLD.label, OLD.slug, OLD."order", OLD.question_id))
        AND (EXISTS (SELECT 1 FROM questions_vote WHERE question_id = OLD.question_id)
            OR EXISTS (SELECT 1 FROM questions_take WHERE question_id = OLD.question_id)) THEN
        RAISE EXCEPTION 'the scale of question % is in use: positions are retired, not changed', OLD.question_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER position_locked BEFORE UPDATE OR DELETE ON questions_position
    FOR EACH ROW EXECUTE FUNCTION position_locked();
"""

UNDO = (
    """
DROP TRIGGER position_locked ON questions_position; DROP FUNCTION position_locked();
"""
    + "".join(
        f"DROP TRIGGER {name}_frozen ON questions_{name};\n"
        for name in ("tripwire", "audit", "claim", "citation", "finding", "waiver")
    )
    + """
DROP FUNCTION take_part_frozen();
DROP TRIGGER take_live_is_numbered ON questions_take; DROP FUNCTION take_live_is_numbered();
DROP TRIGGER take_gate_insert ON questions_take; DROP TRIGGER take_gate_update ON questions_take; DROP FUNCTION take_gate();
DROP TRIGGER take_frozen ON questions_take; DROP FUNCTION take_frozen();
ALTER TABLE questions_take DROP CONSTRAINT take_audit_is_its_own;
ALTER TABLE questions_audit DROP CONSTRAINT audit_of_take;
ALTER TABLE questions_take DROP CONSTRAINT take_verdict_of_question;
ALTER TABLE questions_tally DROP CONSTRAINT tally_position_of_question;
ALTER TABLE questions_vote DROP CONSTRAINT vote_position_of_question;
ALTER TABLE questions_stance DROP CONSTRAINT stance_position_of_question;
"""
)


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_initial")]

    operations = [migrations.RunSQL(SAME_QUESTION + TAKE_FROZEN + PARTS_FROZEN + SCALE_LOCKED, UNDO)]

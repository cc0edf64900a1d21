"""The change feed only grows; the text of a public card's ref never moves."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION change_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the change feed only grows' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER change_append_only BEFORE UPDATE OR DELETE ON evidence_change
    FOR EACH ROW EXECUTE FUNCTION change_append_only();

CREATE FUNCTION card_ref_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.ref, NEW.ref_day, NEW.ref_number) IS DISTINCT FROM (OLD.ref, OLD.ref_day, OLD.ref_number)
        OR NEW.state NOT IN ('published', 'withdrawn') THEN
        RAISE EXCEPTION 'card % is public: it can be withdrawn, not deleted or renumbered', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER card_ref_stays BEFORE UPDATE OR DELETE ON evidence_card
    FOR EACH ROW WHEN (OLD.ref IS NOT NULL) EXECUTE FUNCTION card_ref_stays();
"""

UNDO = """
DROP TRIGGER card_ref_stays ON evidence_card; DROP FUNCTION card_ref_stays();
DROP TRIGGER change_append_only ON evidence_change; DROP FUNCTION change_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_initial")]

    operations = [migrations.RunSQL(GUARDS, UNDO)]

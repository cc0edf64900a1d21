"""Charts that templates draw from figures."""

from __future__ import annotations

from django import template

from questions.bars import audit_bar as widths_of
from questions.shapes.takes import AuditBox

register = template.Library()


@register.inclusion_tag("questions/components/audit_bar.html")
def audit_bar(audit: AuditBox) -> dict[str, object]:
    """The traced and the waived part of all claims as a bar."""
    traced, waived = widths_of(audit.traced, audit.waived, audit.claims)
    return {"audit": audit, "traced_width": traced, "waived_width": waived}

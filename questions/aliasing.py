"""The list of aliases that the audit goes by; it never leads in a circle."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils.translation import gettext as _

from questions.audit.aliases import AliasCycle, Aliases
from questions.models import Alias

# Two people who save at the same time could close a circle that neither of them sees.
_LIST_LOCK = 4_112_027


class AliasRefused(Exception):
    """The alias would contradict the list; the message is for an editor."""


@transaction.atomic
def save_alias(*, name: str, stands_for: str, alias: Alias | None = None) -> Alias:
    """Keep that `name` stands for `stands_for`, as a new entry or in place of `alias`.

    A name stands for one other name, which may stand for a third. Case and spare spaces make no difference.
    Raises AliasRefused for a name that is empty, stands for itself or for something else already, and for a
    circle, which it names.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LIST_LOCK])
    require_sound(name=name, stands_for=stands_for, alias=alias)
    kept = alias or Alias()
    kept.name, kept.stands_for = _tidy(name), _tidy(stands_for)
    kept.folded = kept.name.casefold()
    kept.save()
    return kept


def require_sound(*, name: str, stands_for: str, alias: Alias | None = None) -> None:
    """Raise AliasRefused where `save_alias` would, without keeping anything."""
    name, stands_for = _tidy(name), _tidy(stands_for)
    folded = name.casefold()
    if not name or not stands_for:
        raise AliasRefused(_("An alias needs both names."))
    if folded == stands_for.casefold():
        raise AliasRefused(_("“%(name)s” stands for itself already.") % {"name": name})
    others = Alias.objects.exclude(pk__in=[alias.pk] if alias is not None else [])
    taken = others.filter(folded=folded).first()
    if taken is not None:
        raise AliasRefused(
            _("“%(name)s” stands for “%(other)s” already.") % {"name": name, "other": taken.stands_for}
        )
    _refuse_circle({**dict(others.values_list("name", "stands_for")), name: stands_for})


def kept_aliases() -> dict[str, str]:
    """Alias to name, as the audit takes them; one query."""
    return dict(Alias.objects.values_list("name", "stands_for"))


def _refuse_circle(leads: dict[str, str]) -> None:
    try:
        Aliases(leads)
    except AliasCycle as circle:
        raise AliasRefused(
            _("This would lead in a circle: %(way)s.") % {"way": " → ".join(circle.names)}
        ) from circle


def _tidy(name: str) -> str:
    return " ".join(name.split())

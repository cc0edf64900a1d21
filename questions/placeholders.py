"""Sentences with named places that computed facts are put into."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

_PLACE = re.compile(r"\{([a-z_]+)\}")


def filled(sentence: str, facts: Mapping[str, str]) -> str:
    """The sentence with each `{name}` that there is a fact for replaced by it, in one pass; nothing else is read."""
    return _PLACE.sub(lambda place: facts.get(place[1], place[0]), sentence)


@deconstructible
class Placeholders:
    """Lets pass a sentence that holds exactly these places, each at least once, and no other brace."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def __call__(self, sentence: str) -> None:
        """Raise ValidationError with a sentence that names what is unknown or missing."""
        found = _PLACE.findall(sentence)
        unknown = sorted({name for name in found if name not in self.names})
        missing = [name for name in self.names if name not in found]
        if unknown:
            raise ValidationError(
                _("There is no placeholder %(names)s here. %(known)s"),
                code="unknown",
                params={"names": _listed(unknown), "known": self._known()},
            )
        if missing:
            raise ValidationError(
                _("The sentence must hold %(names)s: a fact would be missing from the label."),
                code="missing",
                params={"names": _listed(missing)},
            )
        if set(_PLACE.sub("", sentence)) & set("{}"):
            raise ValidationError(
                _("Braces stand around placeholders only. %(known)s"),
                code="brace",
                params={"known": self._known()},
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Placeholders) and other.names == self.names

    def __hash__(self) -> int:
        return hash(self.names)

    def _known(self) -> str:
        if not self.names:
            return _("This sentence has no placeholder.")
        return _("Known: %(names)s.") % {"names": _listed(self.names)}


def _listed(names: Collection[str]) -> str:
    return str(get_text_list([f"{{{name}}}" for name in names], _("and")))

"""Names that mean the same, from a list that an editor keeps."""

from collections.abc import Iterable, Mapping

Given = Mapping[str, str] | Iterable[Iterable[str]]


class AliasCycle(Exception):
    """An alias that leads back to itself; `names` is the way round."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(" → ".join(names))


class Aliases:
    """Which names mean one thing; built from a mapping of alias to name or from groups of names.

    An alias may lead to a name that is itself an alias of another. Raises AliasCycle when that never ends.
    """

    def __init__(self, given: Given = ()) -> None:
        self._groups: dict[str, frozenset[str]] = {}
        groups: dict[str, set[str]] = {}
        if isinstance(given, Mapping):
            leads = {_folded(alias): _folded(name) for alias, name in given.items()}
            for alias in leads:
                groups.setdefault(_resolved(alias, leads), set()).add(alias)
            found = [{name, *members} for name, members in groups.items()]
        else:
            found = _merged([{_folded(name) for name in group if name.strip()} for group in given])
        for group in found:
            members = frozenset(_folded(name) for name in group)
            self._groups |= dict.fromkeys(members, members)

    def __hash__(self) -> int:
        return hash(frozenset(self._groups.values()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Aliases) and self._groups == other._groups

    def __bool__(self) -> bool:
        return bool(self._groups)

    def of(self, name: str) -> frozenset[str]:
        """Every name that means the same as this one, folded, without itself."""
        folded = _folded(name)
        return self._groups.get(folded, frozenset()) - {folded}


def _resolved(alias: str, leads: Mapping[str, str]) -> str:
    way = {alias: None}
    while alias in leads:
        alias = leads[alias]
        if alias in way:
            raise AliasCycle((*way, alias))
        way[alias] = None
    return alias


def _merged(groups: list[set[str]]) -> list[set[str]]:
    merged: list[set[str]] = []
    for group in groups:
        touching = [other for other in merged if other & group]
        merged = [other for other in merged if not other & group]
        merged.append(group.union(*touching))
    return merged


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())

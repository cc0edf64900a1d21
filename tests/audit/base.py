"""The hand-written base pairs: true claims with the cards that bear them out, one TOML file per field."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "pairs"


@dataclass(frozen=True, slots=True)
class Card:
    published_on: str
    source: str
    headline: str
    excerpt: str
    text: str = ""

    @property
    def words(self) -> str:
        """All that may bear a claim out, in one string."""
        return "\n".join((self.headline, self.excerpt, self.text, self.published_on))


@dataclass(frozen=True, slots=True)
class BasePair:
    """A true claim, other true wordings of it, and faulty wordings a person thought of.

    `derived` names the figures a reader must compute; `swap` two things of which the claim becomes false
    when they change places; `faults` are (kind, claim).
    """

    id: str
    field: str
    cards: tuple[Card, ...]
    cites: tuple[int, ...]
    claim: str
    paraphrases: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]
    swap: tuple[str, ...]
    derived: tuple[str, ...]

    @property
    def half(self) -> str:
        """`dev` or `report`, fixed by the id alone, so that new pairs move no old ones."""
        return "dev" if hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0 else "report"

    @property
    def cited(self) -> str:
        return "\n".join(self.cards[place].words for place in self.cites)

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.claim, *self.paraphrases)


@cache
def base_pairs() -> tuple[BasePair, ...]:
    """Every pair in the order of files and lines."""
    found: list[BasePair] = []
    for path in sorted(_FOLDER.glob("*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["pair"]
        found.extend(_pair(path.stem, entry) for entry in entries)
    return tuple(found)


def _pair(field: str, entry: dict[str, Any]) -> BasePair:
    claim = entry["claim"]
    wordings = (claim, *entry.get("same", []))
    faults = [fault for written in entry.get("faults", []) for fault in _faults(written, wordings)]
    return BasePair(
        id=f"{field}-{entry['name']}",
        field=field,
        cards=tuple(Card(*card) for card in entry["cards"]),
        cites=tuple(entry.get("cites", [0])),
        claim=claim,
        paraphrases=wordings[1:],
        faults=tuple(faults),
        swap=tuple(entry.get("swap", [])),
        derived=tuple(entry.get("derived", [])),
    )


def _faults(written: str, wordings: tuple[str, ...]) -> list[tuple[str, str]]:
    """`kind: old => new` changes the first wording that holds `old`; `kind: sentence` is a claim itself."""
    kind, said = written.split(": ", 1)
    if " => " not in said:
        return [(kind, said)]
    old, new = said.split(" => ", 1)
    # Whole words, so that "in" is not replaced inside "mining".
    pattern = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    for wording in wordings:
        if pattern.search(wording):
            return [(kind, pattern.sub(lambda _: new, wording, count=1))]
    raise ValueError(f"no wording holds {old!r}: {wordings[0]!r}")

"""Words folded to what they have in common: inflections, derivations, synonyms, opposites."""

from functools import lru_cache

from .opposites import AXES
from .synonyms import GROUPS, NOUN_GROUPS
from .wording import listed

_IRREGULAR_LINES = """
rise rose risen arose
fall fell fallen
grow grew grown
shrink shrank shrunk shrunken
win won
lose lost losing
beat beaten
lead led
hold held
keep kept
leave left
meet met
pay paid
say said
send sent
spend spent
take took taken
write wrote written
run ran
begin began begun
give gave given
get got gotten
find found
break broke broken
build built
choose chose chosen choice
draw drew drawn
drive drove driven
become became
strike struck stricken
sink sank sunk
speak spoke spoken speech
stand stood
steal stole stolen theft
teach taught
think thought
tell told
withdraw withdrew withdrawn withdrawal
buy bought
sell sold
make made
do did done
go went gone
come came
see saw seen
know knew known knowledge
show showed shown
fly flew flown flight
eat ate eaten
drink drank drunk
sleep slept
feel felt
fight fought
catch caught
bring brought
seek sought
bear bore borne
wear wore worn
hide hid hidden
ride rode ridden
sing sang sung
swim swam swum
throw threw thrown
freeze froze frozen
shoot shot
lay laid
lend lent
bind bound
die died dying death dead
lie lay lain
man men
woman women
child children
person people persons
life lives
foot feet
tooth teeth
mouse mice
half halves
wolf wolves
leaf leaves
datum data
analysis analyses
crisis crises
criterion criteria
phenomenon phenomena
medium media
high higher highest
sale sales
weigh weight weighing
prove proof proven
choose choice
describe description
subscribe subscription subscriber
produce product production
reduce reduction
receive receipt
succeed success
expand expansion
extend extension extent
decide decision
conclude conclusion
exclude exclusion
permit permission
admit admission admissions
submit submission
emit emission
transmit transmission
absorb absorption
consume consumption consumer
assume assumption
destroy destruction
acquire acquisition
require requirement
lengthen length
strengthen strength
widen width
deepen depth deep
warm warmth
hot heat
lose loss
apply applied application applicant
uphold upheld
overcome overcame
overtake overtook overtaken
undertake undertook undertaken
mislead misled
forbid forbade forbidden
foresee foresaw foreseen
understand understood
forget forgot forgotten
swear swore sworn
deal dealt
mean meant
burn burnt
hear heard
blow blew blown
shake shook shaken
wake woke woken
sweep swept
swing swung
stick stuck
dig dug
hang hung
feed fed
breed bred
speed sped
flee fled
slide slid
bite bit bitten
light lit
bid bade
tear tore torn
undergo underwent undergone
deny denial
approve approval
arrive arrival
survive survival survivor
sign signature
fail failure
depart departure
close closure
expose exposure
press pressure
measure measurement
sentence sentenced
convict conviction
perform performance
patent patents
patient patients
late later latest
early earlier earliest
invest investment investor
export exports exported exporter
import imports imported importer
"""
_SUFFIXES = (
    ("isations", "is"),
    ("izations", "is"),
    ("isation", "is"),
    ("ization", "is"),
    ("fulness", ""),
    ("iveness", "iv"),
    ("ational", "at"),
    ("ments", ""),
    ("ment", ""),
    ("ations", "at"),
    ("ation", "at"),
    ("nesses", ""),
    ("ness", ""),
    ("ities", ""),
    ("ity", ""),
    ("ances", ""),
    ("ance", ""),
    ("ences", ""),
    ("ence", ""),
    ("ions", ""),
    ("ion", ""),
    ("ised", "is"),
    ("ized", "is"),
    ("ising", "is"),
    ("izing", "is"),
    ("ises", "is"),
    ("izes", "is"),
    ("ise", "is"),
    ("ize", "is"),
    ("ally", ""),
    ("ingly", ""),
    ("edly", ""),
    ("ly", ""),
    ("ings", ""),
    ("ing", ""),
    ("ied", "i"),
    ("ies", "i"),
    ("ed", ""),
    ("ers", ""),
    ("ors", ""),
    ("er", ""),
    ("or", ""),
    ("als", ""),
    ("al", ""),
    ("ants", ""),
    ("ant", ""),
    ("ents", ""),
    ("ent", ""),
    ("ives", ""),
    ("ive", ""),
    ("es", ""),
    ("s", ""),
)
_KEPT = frozenset(
    listed("news series species gas bus virus less more number paper water power later order offer")
)
_SHORTEST = 3

STOP = frozenset(
    listed(
        """
a an the this that these those it its itself he she they them their his her hers him we us our you
your i my me who whom whose which what when where how why there here of in on at to for from by with
as into onto about around over under up down out off through during among amongst between within
across per via toward towards until till since upon and or but nor so yet if then than because
although though while whereas however moreover also too both either each such same other another own
be is are was were been being am have has had having do does did doing will would shall should can
could may might must not no some any all just only even still already ever very much many most more
less least few several s t re ve ll according said says say against compared versus vs like well
back now today one ones before after prior thus hence therefore them'selves themselves himself
herself meanwhile respectively ago once again further let lets despite fewer greater amid instead
rather quite almost nearly roughly approximately exactly people's
"""
    )
)


# By their last letter, so that a word is tried against the few endings that it can have.
_ENDINGS = {
    letter: tuple((end, put) for end, put in _SUFFIXES if end[-1] == letter)
    for letter in {end[-1] for end, _ in _SUFFIXES}
}


def _cut(word: str) -> str:
    cut = next(
        (
            word[: -len(end)] + put
            for end, put in _ENDINGS.get(word[-1:], ())
            if word.endswith(end) and _may_cut(word, end, put)
        ),
        word,
    )
    cut = cut.removesuffix("e") if len(cut) > _SHORTEST else cut
    if len(cut) > _SHORTEST and cut[-1] == cut[-2] and cut[-1] not in "sl":
        cut = cut[:-1]
    return cut[:-1] + "i" if cut.endswith("y") else cut


def _may_cut(word: str, end: str, put: str) -> bool:
    rest = len(word) - len(end) + len(put)
    if end in ("s", "es"):
        return rest >= _SHORTEST and not word.endswith(("ss", "us", "is"))
    return rest >= _SHORTEST + (1 if end not in ("ed", "ing", "ied", "ies", "ly") else 0)


_IRREGULAR: dict[str, str] = {}
for _line in reversed(_IRREGULAR_LINES.strip().splitlines()):
    _forms = _line.split()
    _IRREGULAR |= dict.fromkeys((_cut(_forms[0]), *_forms), _forms[0])


VERB_FORMS = frozenset(
    word for line in _IRREGULAR_LINES.strip().splitlines() for word in line.split()[1:]
) | frozenset(listed("beat cut put set hit led let shut spread split cost hurt cast quit read"))


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """A word without its ending; irregular forms by their base form."""
    word = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    known = _IRREGULAR.get(word)
    if known is not None:
        return known
    if word in _KEPT or (not word.isalpha() and "-" not in word):
        return word
    cut = _cut(word)
    return _IRREGULAR.get(cut, cut)


def _key(entry: str) -> str:
    return "_".join(stem(part) for part in entry.split("_")) if "_" in entry else stem(entry)


def _index(groups: list[list[str]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for entry in group:
            found.setdefault(_key(entry), set()).add(number)
    return {entry: frozenset(numbers) for entry, numbers in found.items()}


_MEANINGS = _index(GROUPS)
_NOUN_MEANINGS = _index(NOUN_GROUPS)
PHRASES = frozenset(
    tuple(key.split("_"))
    for key in (*_MEANINGS, *(_key(entry) for axis in AXES for pole in axis for entry in pole))
    if "_" in key
)
_POLES: dict[str, tuple[tuple[int, int], ...]] = {}
for _number, _axis in enumerate(AXES):
    for _side, _pole in enumerate(_axis):
        for _entry in _pole:
            # Comparatives and superlatives lose their ending as stems, and with it what they say.
            _word = _entry.lower() if _entry.endswith(("er", "est")) else _key(_entry)
            _POLES[_word] = (*_POLES.get(_word, ()), (_number, 1 if _side else -1))
# The first axes of the list are those of change and comparison.
_TURNING = 30
NONE: frozenset[int] = frozenset()


def meanings(key: str) -> frozenset[int]:
    """The lines of the list of synonyms that a stem stands in."""
    return _MEANINGS.get(key, NONE)


def is_noun(key: str) -> bool:
    return key in _NOUN_MEANINGS


def poles(lower: str, key: str) -> tuple[tuple[int, int], ...]:
    """On which axes of opposites a word stands, and at which end of each."""
    found = _POLES.get(lower)
    # A borrower is no borrowing: those who act keep out of what is done, unless they are listed themselves.
    return found if found is not None else () if lower.endswith(("ers", "ors")) else _POLES.get(key, ())


def alike(one: str, other: str) -> bool:
    """Whether two stems mean the same as far as the lists know, or are forms of one word."""
    if one == other or meanings(one) & meanings(other):
        return True
    shorter = min(len(one), len(other))
    return shorter >= 5 and one[: max(5, shorter - 1)] == other[: max(5, shorter - 1)]


def turns(found: tuple[tuple[int, int], ...]) -> bool:
    """Whether a word says which way something went or compares, and so names no thing."""
    return any(axis < _TURNING for axis, _ in found)


def opposite(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> bool:
    ends = set(other)
    return any((axis, -end) in ends for axis, end in one) and not set(one) & ends

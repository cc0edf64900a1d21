"""Tables of the fault generator: units, names and words that stand in for each other."""

_COUNTRY_NAMES = (
    "Argentina Australia Austria Bangladesh Belgium Brazil Britain Canada Chile China Colombia Denmark "
    "Egypt Estonia Ethiopia Finland France Germany Ghana Greece Hungary Iceland India Indonesia Ireland "
    "Israel Italy Japan Kenya Latvia Lithuania Malaysia Mexico Morocco Netherlands Nigeria Norway "
    "Pakistan Peru Philippines Poland Portugal Romania Rwanda Senegal Serbia Singapore Slovakia Slovenia "
    "Spain Sweden Switzerland Tanzania Thailand Turkey Uganda Ukraine Uruguay Vietnam Zambia"
)
_EMPTY = "of in and on at to from by for as with while a the was were is are last this"
_COUNT_WORDS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty"
_STRANGE = "never rarely harmless urgent modest splendid dangerous temporary silver hidden"
_PLACE_NAMES = "Ljubljana Osaka Leicester Valparaíso Nairobi Graz Adelaide Turin Halifax Busan Malmö Quito"
_COMPANY_NAMES = (
    "Siemens Danone Novartis Embraer Philips Hitachi Unilever Ericsson Bosch Lukoil Tencent Nestlé"
)
_ACRONYM_LETTERS = "OSCE IMF BASF NASDAQ UEFA UNHCR SAP IKEA"
PLACES = _PLACE_NAMES.split()
COMPANIES = _COMPANY_NAMES.split()
ACRONYMS = _ACRONYM_LETTERS.split()
PEOPLE = [
    "Martin Keller",
    "Ana Torres",
    "Ingrid Dahl",
    "Samuel Okafor",
    "Priya Raman",
    "Pierre Fontaine",
    "Yuki Tanabe",
    "Helen Whitmore",
]
COUNTRIES = frozenset(_COUNTRY_NAMES.split())
# Words after a figure that are no unit.
EMPTY_UNITS = frozenset(_EMPTY.split())
COUNTS = _COUNT_WORDS.split()
# What an altered quotation may say instead.
STRANGERS = _STRANGE.split()
SIZES = {
    "thousand": "million",
    "million": "billion",
    "billion": "million",
    "trillion": "billion",
    "bn": "m",
    "m": "bn",
}
UNITS = {
    "%": " percentage points",
    "percent": "percentage points",
    "km": "miles",
    "kilometres": "miles",
    "miles": "kilometres",
    "metres": "feet",
    "feet": "metres",
    "kg": "tonnes",
    "kilograms": "tonnes",
    "tonnes": "kilograms",
    "seconds": "minutes",
    "minutes": "hours",
    "hours": "days",
    "days": "weeks",
    "weeks": "months",
    "months": "years",
    "years": "months",
    "mw": "GW",
    "gw": "MW",
    "megawatts": "gigawatts",
    "gigawatts": "megawatts",
    "gwh": "TWh",
    "twh": "GWh",
    "litres": "barrels",
    "barrels": "litres",
    "hectares": "square miles",
    "acres": "hectares",
    "degrees": "percent",
    "mg": "g",
    "milligrams": "grams",
    "cents": "dollars",
    "knots": "mph",
    "tons": "pounds",
}
CURRENCIES = {"$": "€", "€": "£", "£": "$", "¥": "₹", "₹": "¥"}
CURRENCY_WORDS = {
    "dollars": "euros",
    "euros": "pounds",
    "pounds": "dollars",
    "yen": "won",
    "rupees": "pesos",
}
PARTS = {
    "half": "third",
    "third": "fifth",
    "quarter": "third",
    "dozen": "hundred",
    "twice": "four times",
    "doubled": "tripled",
    "tripled": "doubled",
    "halved": "doubled",
    "quadrupled": "tripled",
}
OPPOSED = {
    "more than": "nearly",
    "over": "nearly",
    "just over": "just under",
    "above": "almost",
    "nearly": "more than",
    "almost": "over",
    "just under": "just over",
    "under": "over",
    "less than": "more than",
    "fewer than": "more than",
}
_OPPOSITES = (
    ("rose", "fell"),
    ("risen", "fallen"),
    ("rise", "fall"),
    ("rises", "falls"),
    ("increased", "decreased"),
    ("increase", "decrease"),
    ("up", "down"),
    ("grew", "shrank"),
    ("grown", "shrunk"),
    ("higher", "lower"),
    ("highest", "lowest"),
    ("largest", "smallest"),
    ("biggest", "smallest"),
    ("longest", "shortest"),
    ("fastest", "slowest"),
    ("faster", "slower"),
    ("longer", "shorter"),
    ("raised", "cut"),
    ("gained", "lost"),
    ("beat", "lost to"),
    ("won", "lost"),
    ("ahead of", "behind"),
    ("widened", "narrowed"),
    ("upheld", "overturned"),
    ("approved", "rejected"),
    ("exports", "imports"),
    ("improved", "worsened"),
    ("earlier", "later"),
    ("oldest", "youngest"),
    ("surplus", "deficit"),
    ("opened", "closed"),
    ("expanded", "contracted"),
    ("strengthened", "weakened"),
    ("climbed", "dropped"),
    ("jumped", "slid"),
    ("outsold", "sold less than"),
    ("dearer", "cheaper"),
    ("more expensive", "cheaper"),
    ("more likely", "less likely"),
    ("heavier", "lighter"),
    ("warmer", "cooler"),
    ("lengthened", "shortened"),
    ("acquitted", "convicted"),
)
OPPOSITE = dict(_OPPOSITES) | {b: a for a, b in _OPPOSITES}
BOUNDS = {
    "at least": "at most",
    "at most": "at least",
    "more than": "less than",
    "fewer than": "more than",
    "less than": "more than",
    "over": "under",
    "under": "over",
    "up to": "at least",
    "no more than": "no less than",
    "a minimum of": "a maximum of",
    "a maximum of": "a minimum of",
}
STATED = (
    "(?:at least|at most|more than|fewer than|less than|over|under|up to|no more than|no fewer than"
    "|above|below|minimum of|maximum of|not more than|exceeding)"
)

"""Word lists and pattern fragments that the parts of the audit share."""


def listed(text: str) -> list[str]:
    """The words of a list that is easier to read and mend as text."""
    return text.split()


MONTHS = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}

ONES = {word: n for n, word in enumerate(listed("one two three four five six seven eight nine"), start=1)}
TEENS = {
    word: n
    for n, word in enumerate(
        listed("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"), start=10
    )
}
TENS = {
    word: 10 * n
    for n, word in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
ORDINALS = {
    word: n
    for n, word in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        start=1,
    )
}
ORDINAL_WORDS = (
    ORDINALS
    | {tens[:-1] + "ieth": n for tens, n in TENS.items()}
    | {f"{tens}-{ones}": n + ORDINALS[ones] for tens, n in TENS.items() for ones in list(ORDINALS)[:9]}
    | {"hundredth": 100}
)
FRACTION_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
}
FRACTION_PARTS |= {word + "s": n for word, n in FRACTION_PARTS.items() if not word.startswith("hal")}

MULTIPLE_WORDS = {
    "twice": "2",
    "thrice": "3",
    "double": "2",
    "doubled": "2",
    "doubles": "2",
    "doubling": "2",
    "triple": "3",
    "tripled": "3",
    "triples": "3",
    "tripling": "3",
    "treble": "3",
    "trebled": "3",
    "trebles": "3",
    "trebling": "3",
    "quadruple": "4",
    "quadrupled": "4",
    "quadrupling": "4",
    "quadruples": "4",
    "quintuple": "5",
    "quintupled": "5",
    "quintuples": "5",
    "quintupling": "5",
    "halve": "0.5",
    "halved": "0.5",
    "halves": "0.5",
    "halving": "0.5",
}

# Powers of ten.
MAGNITUDES = {
    "thousand": 3,
    "k": 3,
    "million": 6,
    "mn": 6,
    "mln": 6,
    "m": 6,
    "billion": 9,
    "bn": 9,
    "bln": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
    "trn": 12,
    "t": 12,
    "quadrillion": 15,
}

CURRENCIES = {
    "us$": "USD",
    "$": "USD",
    "usd": "USD",
    "dollar": "USD",
    "us dollar": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "hk$": "HKD",
    "nt$": "TWD",
    "s$": "SGD",
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "pound": "GBP",
    "pound sterling": "GBP",
    "¥": "¥",
    "cn¥": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "jpy": "JPY",
    "yen": "JPY",
    "₩": "KRW",
    "won": "KRW",
    "₹": "INR",
    "rupee": "INR",
    "nz$": "NZD",
    "au$": "AUD",
    "ca$": "CAD",
    "mx$": "MXN",
    "r$": "BRL",
    "kronor": "krona",
    "kroner": "krona",
    "krona": "krona",
    "krone": "krona",
    "kronur": "krona",
    "franc": "CHF",
    "swiss franc": "CHF",
    "shilling": "shilling",
    "rand": "ZAR",
    "peso": "peso",
    "lira": "lira",
    "zloty": "PLN",
    "ruble": "RUB",
    "rouble": "RUB",
    "reai": "BRL",
    "dirham": "dirham",
    "ringgit": "MYR",
    "baht": "THB",
}
DOLLARS = {
    "american": "USD",
    "us": "USD",
    "australian": "AUD",
    "canadian": "CAD",
    "hong kong": "HKD",
    "new zealand": "NZD",
    "singapore": "SGD",
    "singaporean": "SGD",
    "taiwan": "TWD",
    "taiwanese": "TWD",
    "new taiwan": "TWD",
}
# The bare sign stands for both.
YEN_OR_YUAN = frozenset({"CNY", "JPY"})

# Written unit -> (unit it is normalised to, factor). Words in the singular, signs as they are written.
UNIT_WORDS = {
    "fortnight": ("s", "1209600"),
    "century": ("month", "1200"),
    "centurie": ("month", "1200"),
    "kilowatt hour": ("Wh", "1e3"),
    "megawatt hour": ("Wh", "1e6"),
    "gigawatt hour": ("Wh", "1e9"),
    "terawatt hour": ("Wh", "1e12"),
    "watt hour": ("Wh", "1"),
    "litre": ("m3", "0.001"),
    "liter": ("m3", "0.001"),
    "millilitre": ("m3", "0.000001"),
    "milliliter": ("m3", "0.000001"),
    "gram": ("kg", "0.001"),
    "gramme": ("kg", "0.001"),
    "kilogramme": ("kg", "1"),
    "kilo": ("kg", "1"),
    "milligram": ("kg", "1e-6"),
    "microgram": ("kg", "1e-9"),
    "megatonne": ("kg", "1e9"),
    "gigatonne": ("kg", "1e12"),
    "centimetre": ("m", "0.01"),
    "centimeter": ("m", "0.01"),
    "millimetre": ("m", "0.001"),
    "millimeter": ("m", "0.001"),
    "micrometre": ("m", "1e-6"),
    "micrometer": ("m", "1e-6"),
    "square kilometre": ("m2", "1e6"),
    "square kilometer": ("m2", "1e6"),
    "square metre": ("m2", "1"),
    "square meter": ("m2", "1"),
    "square centimetre": ("m2", "1e-4"),
    "square centimeter": ("m2", "1e-4"),
    "hectare": ("m2", "1e4"),
    "cubic metre": ("m3", "1"),
    "cubic meter": ("m3", "1"),
    "cubic kilometre": ("m3", "1e9"),
    "square mile": ("m2", "2589988.110336"),
    "acre": ("m2", "4046.8564224"),
    "inch": ("m", "0.0254"),
    "foot": ("m", "0.3048"),
    "feet": ("m", "0.3048"),
    "yard": ("m", "0.9144"),
    "ounce": ("kg", "0.028349523125"),
    "stone": ("kg", "6.35029318"),
    "barrel": ("barrel", "1"),
    "gallon": ("gallon", "1"),
    "kilobyte": ("byte", "1e3"),
    "megabyte": ("byte", "1e6"),
    "gigabyte": ("byte", "1e9"),
    "terabyte": ("byte", "1e12"),
    "petabyte": ("byte", "1e15"),
    "hertz": ("Hz", "1"),
    "kilohertz": ("Hz", "1e3"),
    "megahertz": ("Hz", "1e6"),
    "gigahertz": ("Hz", "1e9"),
    "joule": ("J", "1"),
    "kilojoule": ("J", "1e3"),
    "megajoule": ("J", "1e6"),
    "volt": ("V", "1"),
    "degree celsius": ("°C", "1"),
    "degree fahrenheit": ("°F", "1"),
    "degree": ("degree", "1"),
    "millisecond": ("s", "0.001"),
    "microsecond": ("s", "1e-6"),
    "nanosecond": ("s", "1e-9"),
    "picosecond": ("s", "1e-12"),
    "femtosecond": ("s", "1e-15"),
    "attosecond": ("s", "1e-18"),
    "light-year": ("light-year", "1"),
    "light year": ("light-year", "1"),
    "second": ("s", "1"),
    "minute": ("s", "60"),
    "hour": ("s", "3600"),
    "day": ("s", "86400"),
    "week": ("s", "604800"),
    "month": ("month", "1"),
    "year": ("month", "12"),
    "person-year": ("month", "12"),
    "man-year": ("month", "12"),
    "decade": ("month", "120"),
    "kilometre": ("m", "1000"),
    "kilometer": ("m", "1000"),
    "metre": ("m", "1"),
    "meter": ("m", "1"),
    "mile": ("m", "1609.344"),
    "tonne": ("kg", "1000"),
    "metric ton": ("kg", "1000"),
    "ton": ("kg", "1000"),
    "short ton": ("kg", "907.18474"),
    "long ton": ("kg", "1016.0469088"),
    "kilotonne": ("kg", "1e6"),
    "kilogram": ("kg", "1"),
    "watt": ("W", "1"),
    "kilowatt": ("W", "1e3"),
    "megawatt": ("W", "1e6"),
    "gigawatt": ("W", "1e9"),
    "terawatt": ("W", "1e12"),
    "nanometre": ("nm", "1"),
    "nanometer": ("nm", "1"),
    "token": ("token", "1"),
    "parameter": ("parameter", "1"),
    "param": ("parameter", "1"),
    "flop": ("flop", "1"),
}
UNIT_SIGNS = {
    "km": ("m", "1000"),
    "cm": ("m", "0.01"),
    "mm": ("m", "0.001"),
    "nm": ("nm", "1"),
    "m": ("m", "1"),
    "kg": ("kg", "1"),
    "kW": ("W", "1e3"),
    "MW": ("W", "1e6"),
    "GW": ("W", "1e9"),
    "TW": ("W", "1e12"),
    "kWh": ("Wh", "1e3"),
    "MWh": ("Wh", "1e6"),
    "GWh": ("Wh", "1e9"),
    "TWh": ("Wh", "1e12"),
    "KB": ("byte", "1e3"),
    "MB": ("byte", "1e6"),
    "GB": ("byte", "1e9"),
    "TB": ("byte", "1e12"),
    "PB": ("byte", "1e15"),
    "GHz": ("Hz", "1e9"),
    "MHz": ("Hz", "1e6"),
    "ms": ("s", "0.001"),
    "hrs": ("s", "3600"),
    "TFLOPS": ("flop/s", "1e12"),
    "PFLOPS": ("flop/s", "1e15"),
    "°C": ("°C", "1"),
    "°F": ("°F", "1"),
    "Wh": ("Wh", "1"),
    "ml": ("m3", "0.000001"),
    "mL": ("m3", "0.000001"),
    "g": ("kg", "0.001"),
    "mg": ("kg", "1e-6"),
    "µg": ("kg", "1e-9"),
    "μg": ("kg", "1e-9"),
    "Mt": ("kg", "1e9"),
    "Gt": ("kg", "1e12"),
    "ha": ("m2", "1e4"),
    "km²": ("m2", "1e6"),
    "km2": ("m2", "1e6"),
    "m²": ("m2", "1"),
    "m³": ("m3", "1"),
    "µm": ("m", "1e-6"),
    "ft": ("m", "0.3048"),
    "kJ": ("J", "1e3"),
    "MJ": ("J", "1e6"),
    "kHz": ("Hz", "1e3"),
    "Hz": ("Hz", "1"),
    "min": ("s", "60"),
    "hr": ("s", "3600"),
    "h": ("s", "3600"),
    "mph": ("km/h", "1.609344"),
    "km/h": ("km/h", "1"),
    "kph": ("km/h", "1"),
    "m/s": ("m/s", "1"),
    "mmHg": ("mmHg", "1"),
    "ppm": ("ppm", "1"),
    "ppb": ("ppb", "1"),
}
# Units that texts leave out freely: "a 1M context", "10²⁶ training runs".
SOFT_UNITS = frozenset({"token", "parameter", "flop"})
TIME_UNITS = frozenset({"s", "month"})

# Words before a number that make the two of them a name or a place in a document.
FAMILIES = listed(
    "Claude Opus Sonnet Haiku GPT ChatGPT Llama Gemini Gemma Qwen Kimi DeepSeek Grok Mistral Mixtral "
    "Phi GLM ERNIE Ernie Hunyuan MiMo MiniMax Doubao Seed Ascend Kirin Kunlun Zhenwu Hanguang "
    "Blackwell Hopper Rubin Instinct Trainium TPU iPhone iOS Android Windows Python Java Pixel Galaxy "
    "Snapdragon Pro Max Ultra Flash Turbo Omni Nova Sora Veo Kling Wan Yi Codex Copilot Boeing Airbus "
    "Falcon Apache Article Articles Art\\. Section Sections Sec\\. Chapter Appendix Annex Table "
    "Figure Fig\\. Figs\\. Part Phase Stage Tier Level Version Versions version Grade article section "
    "chapter table figure page pages p\\. pp\\."
)

# Capitals that name nothing in particular.
PLAIN_CAPITALS = frozenset(
    listed(
        "the a an of and "
        "ai api ceo cto cfo it pr gpu gpus cpu cpus llm llms ml rd hr faq pdf url i monday tuesday "
        "wednesday thursday friday saturday sunday q1 q2 q3 q4 ok tv moe"
    )
) | frozenset(MONTHS)

"""A figure that the card gives in other words is found there; one that it does not give is still missed."""

from datetime import date

import pytest

from questions.audit.quantities import quantities
from questions.audit.shapes import WARNING, FindingKind
from questions.audit.trace import audit
from tests.questions.audit.builders import card, claim

FINES = (
    "The European Commission fined Arbor EUR 500 million and Belmo EUR 200 million. The levy is due on value added, by "
    "the tax office of Ivory Coast. Visitors pay more than the present 22 dollars. The Lower Colorado rose."
)
MONDAY = date(2025, 9, 8)


def faults(text: str, excerpt: str, published_on: date = MONDAY) -> list[str]:
    (audited,) = audit([claim(text, 1)], {1: card(1, excerpt, published_on=published_on)}).claims
    return [found.text for found in audited.findings if found.blocking or found.kind in WARNING]


@pytest.mark.parametrize(
    ("text", "raw", "kind", "low", "unit"),
    [
        ("said four in five teachers", "four in five", "fraction", "0.8", ""),
        ("one pupil in twenty left", "one pupil in twenty", "fraction", "0.05", ""),
        ("nine out of ten agreed", "nine out of ten", "fraction", "0.9", ""),
        ("took half a second longer", "half a second", "count", "0.5", "s"),
        ("half a million people", "half a million", "count", "500000", ""),
        ("about half a per cent", "half a per cent", "percent", "0.5", ""),
        ("a quarter-point cut", "quarter-point", "percentage points", "0.25", ""),
        (
            "a quarter of a percentage point",
            "a quarter of a percentage point",
            "percentage points",
            "0.25",
            "",
        ),
        ("a sentence of 17 and a half years", "17 and a half years", "count", "210", "month"),
        ("took a year and a half", "a year and a half", "count", "18", "month"),
        ("took 2 hours and 40 minutes", "2 hours and 40 minutes", "count", "9600", "s"),
        ("led by 1 minute 57.", "1 minute 57", "count", "117", "s"),
        ("won in 2:18:44.", "2:18:44", "count", "8324", "s"),
        ("won in 3:07.43.", "3:07.43", "count", "187.43", "s"),
        ("left at 4 p.m. sharp", "4 p.m.", "clock", "960", ""),
        ("the twenty-first of them", "twenty-first", "ordinal", "21", ""),
        ("paid 24.95 Australian dollars", "24.95 Australian dollars", "money", "24.95", "AUD"),
        ("shipped 300 metric tons", "300 metric tons", "count", "300000", "kg"),
        ("a pulse of 650 femtoseconds", "650 femtoseconds", "count", "650e-15", "s"),
    ],
)
def test_a_figure_said_otherwise_is_read(text: str, raw: str, kind: str, low: str, unit: str) -> None:
    assert [(one.raw, str(one.kind), float(one.low), one.unit) for one in quantities(text)] == [
        (raw, kind, float(low), unit)
    ]


@pytest.mark.parametrize(
    "text", ["a third party", "First, it rained.", "half a page", "shown first in Rome and then in Oslo"]
)
def test_what_is_no_figure_is_not_read_as_one(text: str) -> None:
    assert quantities(text) == []


def test_numbers_that_no_one_reduces_count_two_things() -> None:
    assert [one.low for one in quantities("four in six rooms")] == [4, 6]


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("The cable was cut on 6 September 2025.", "The cable was cut on Saturday."),
        ("The cable was cut on 7 September 2025.", "The cable was cut yesterday."),
        ("The cable was cut in August 2025.", "The cable was cut last month."),
        ("The cable was cut in October 2024.", "The cable was cut in October."),
        ("The fund was worth 5 crowns on 30 June.", "The fund was worth 5 crowns at the end of June."),
        ("Profit rose in the third quarter.", "Profit rose in July-September."),
        ("Profit rose from July to September.", "Profit rose in the third quarter."),
        ("Profit rose from January to September.", "Profit rose in the first nine months."),
        ("He retired on the ninth lap.", "He retired on lap 9."),
        ("She erred on move 55.", "She erred on the 55th move."),
        ("Nine of the fourteen games were drawn.", "It was the 14th and last game; nine games were drawn."),
        ("Targets may wait for a maximum of one year.", "Targets may wait for up to a year."),
        ("It fell by nearly a third.", "It fell by 31%."),
        ("A third of them left.", "Of them, 33% left."),
        ("Output halved.", "Output fell 50%."),
        ("It was lent on 14 times.", "It was lent on 14 occasions."),
        ("The longest sentence was 17 years.", "The sentences were of three to 17 years."),
        ("It lagged by 0.04 percentage points.", "It lagged by 0.04 points."),
        ("It brought more than 1,700 deaths.", "It brought more than 65,000 cases and 1,700 deaths."),
        ("No patient waited longer than four hours.", "Every patient waited at most 4 hours."),
        ("Of the three languages, Python grew least.", "Ruby overtook Python and Java; Python grew least."),
    ],
)
def test_what_the_card_says_in_other_words_is_found(text: str, excerpt: str) -> None:
    assert faults(text, excerpt) == []


@pytest.mark.parametrize(
    ("text", "excerpt", "wrong"),
    [
        ("The cable was cut on 5 September 2025.", "The cable was cut on Saturday.", "5 September 2025"),
        ("The cable was cut in July 2025.", "The cable was cut last month.", "July 2025"),
        ("The cable was cut in October 2023.", "The cable was cut in October.", "October 2023"),
        ("Profit rose in the second quarter.", "Profit rose in July-September.", "second"),
        ("He retired on the eighth lap.", "He retired on lap 9.", "eighth"),
        ("Targets may wait for two years.", "Targets may wait for up to a year.", "two years"),
        ("It fell by nearly a third.", "It fell by 35%.", "a third"),
        ("A third of them left.", "Of them, 34% left.", "A third"),
        ("Output halved.", "Output fell 40%.", "halved"),
        ("The longest sentence was 16 years.", "The sentences were of three to 17 years.", "16 years"),
        ("A room costs £180 a week.", "A room costs £180 a night.", "£180"),
        ("She is 73 months old.", "She is 73.", "73 months"),
        ("It sold four times as much.", "It sold four cars.", "four times"),
        ("The July ban hit sales.", "The ban of April hit sales.", "July"),
        ("They won the 5x400m relay.", "They won the 4x400 metres relay.", "5"),
        ("It breached Article 7 of the treaty.", "It breached Article 6 of the treaty.", "Article 7"),
        (
            "Of the four languages, Python grew least.",
            "Ruby overtook Python and Java; Python grew least.",
            "four",
        ),
    ],
)
def test_what_the_card_does_not_say_is_missed(text: str, excerpt: str, wrong: str) -> None:
    assert wrong in faults(text, excerpt)


def test_a_numbered_name_in_a_list_is_known() -> None:
    assert faults("It breached Article 8.", "It breached Articles 6 and 8.") == []


def test_a_day_told_by_its_weekday_is_traced_to_that_word() -> None:
    cards = {1: card(1, "It was cut on Saturday.", published_on=MONDAY)}
    (audited,) = audit([claim("It was cut on 6 September 2025.", 1)], cards).claims
    (finding,) = audited.findings
    assert finding.kind is FindingKind.TRACED_NUMBER
    assert finding.card_span is not None
    assert "It was cut on Saturday."[finding.card_span.start : finding.card_span.end] == "Saturday"


@pytest.mark.parametrize(
    ("text", "is_fine"),
    [
        ("The two fines were for Arbor and Belmo.", True),
        ("The three fines were for Arbor and Belmo.", False),
        ("Brussels fined Arbor.", True),
        ("Paris fined Arbor.", False),
        ("Ivorian tax officers look at it.", True),
        ("VAT is paid by the tax office.", False),
        ("Visitors will pay more than $22.", True),
        ("Visitors will pay less than $22.", False),
        ("The Colorado River rose.", True),
        ("The Amazon River rose.", False),
        ("Siemens fined Arbor.", False),
        ("Officers fined Arbor.", True),
        ("Audiobooks cost Arbor nothing.", True),
    ],
)
def test_what_is_named_otherwise_is_found(text: str, is_fine: bool) -> None:
    assert (not faults(text, FINES)) is is_fine


def test_an_acronym_may_stand_for_words_without_capitals() -> None:
    assert not faults("VAT goes up by 0.7 points.", "Value added tax goes up by 0.7 points.")
    assert faults("VAT goes up by 0.7 points.", "Income tax goes up by 0.7 points.")

"""What anybody would try first: short claims against short cards, one fault or one other wording each."""

import pytest

from questions.audit.shapes import BLOCKING, WARNING

from .builders import audited

FAULTY = [
    ("The level moved by 3 km.", "The level moved by −3 km."),
    ("Germany exported more cars than Japan.", "Japan exported more cars than Germany."),
    ("Alibaba's model beat DeepSeek's on the test.", "DeepSeek's model beat Alibaba's on the test."),
    ("Unemployment rose to 5% in May.", "Unemployment fell to 5% in May."),
    ("The court did not uphold the ban.", "The court upheld the ban."),
    ("The bill passed by 52 votes to 48.", "The bill failed by 48 votes to 52."),
    ("At most 40 people died.", "At least 40 people died."),
    ("At least 40 people died.", "At most 40 people died."),
    ("More than 300 firms took part.", "Fewer than 300 firms took part."),
    ("Sales grew 4% in 2023 and 6% in 2024.", "Sales grew 6% in 2023 and 4% in 2024."),
    ("In 2022, output was 40 tonnes.", "Output was 30 tonnes in 2022 and 40 tonnes in 2023."),
    ("Men live 82 years on average.", "Women live 82 years and men 78 years on average."),
    ("The study found 12 releases.", "The study found 12 stories about five releases."),
    ("Rents rose 12% in Berlin.", "Rents rose 12% in Munich and 7% in Berlin."),
    ("Profits rose by 12% to 3 million euros.", "Revenue rose by 12% and profits by 5% to 3 million euros."),
    ("The vaccine is not effective in children.", "The vaccine is effective in children."),
    ("The company denied the report.", "The company confirmed the report."),
    ("Inflation was lower than expected.", "Inflation was higher than expected."),
    ("Tesla sold fewer cars than BYD in 2024.", "BYD sold fewer cars than Tesla in 2024."),
    ("The president signed the bill before the vote.", "The president signed the bill after the vote."),
    ("Nobody was hurt in the fire.", "Three people were hurt in the fire."),
    ("The minister opposed the tax.", "The minister supported the tax."),
    ("OpenAI leads Anthropic by 5 points.", "Anthropic leads OpenAI by 5 points."),
    ("Smith succeeded Jones as chief executive.", "Jones succeeded Smith as chief executive."),
    ("France lent money to Greece.", "Greece lent money to France."),
    (
        "The drug reduced deaths by 20% and side effects by 35%.",
        "The drug reduced deaths by 35% and side effects by 20%.",
    ),
    ("Turnout was over 60%.", "Turnout was under 60%."),
    ("All members voted for it.", "Not all members voted for it."),
    ("It is the second largest city.", "It is the largest city."),
    ("The plant closed in 2019.", "The plant opened in 2019 and closed in 2023."),
    ("Britain has 12 reactors and France 9.", "Britain has 9 reactors and France 12."),
    (
        "The deal was worth 5 billion dollars for Arbor.",
        "The deal was worth 5 billion dollars for Belmo and 2 billion dollars for Arbor.",
    ),
    ("Poll: 45% back the plan.", "Poll: 45% oppose the plan and 38% back it."),
    ("Mary Lee said that prices would fall.", "Mary Lee said that prices would rise."),
    ("The first trial had 300 patients.", "The first trial had 120 patients, the second 300."),
    ("GLM-5 costs more than Kimi K2.", "Kimi K2 costs more than GLM-5."),
    (
        "Sea levels rose 3 mm a year in the 1990s.",
        "Sea levels rose 3 mm a year in the 2010s and 2 mm a year in the 1990s.",
    ),
    ("The firm has no plans to list.", "The firm plans to list."),
    ("Exports to China fell by 10%.", "Exports to China rose by 10%, those to Japan fell by 4%."),
    ("It cost $285.9 million.", "It cost $285.9B."),
    ("It cost 285.9 billion euros.", "It cost $285.9 billion."),
    ("Training took 5×10^25 operations.", "Training took 5e26 FLOP."),
    ("The share fell 3%.", "The share fell 3 percentage points."),
    ("Revenue rose 12.4%.", "Revenue rose 14.2%."),
    ("The model has 754 million parameters.", "The model has 754B parameters."),
    ("It was released on 9 May 2026.", "It was released on 9 April 2026."),
    ("GLM-5.2 leads the ranking.", "GLM-5.1 leads the ranking."),
    ("Prices quadrupled.", "Prices tripled."),
    ("A third of the firms left.", "A quarter of the firms left."),
    ("“We will win,” she said.", "“We will not lose,” she said."),
    ("It ranked third.", "It ranked second."),
    ("Between 10 and 15 people came.", "Between 10 and 12 people came."),
    ("Exactly 5% agreed.", "4.99% agreed."),
    ("Over 5% agreed.", "4.9% agreed."),
    ("Nearly 400 came.", "412 came."),
    (
        "Spending was 23 times as high: 285.9 against 12.4 billion dollars.",
        "Spending was $285.9 billion in America and $10.4 billion in China.",
    ),
    ("Twelve labs signed.", "Eleven labs signed."),
    ("It fell to −3%.", "It rose to 3%."),
    ("The trial ran for 18 weeks.", "The trial ran for 18 months."),
    ("It weighs 12 kg.", "It weighs 12 g."),
    ("Baidu and Tencent signed.", "Baidu and Alibaba signed."),
    ("The GDP of Spain grew by 2.1% in 2024.", "The GDP of Spain grew by 2.1% in 2023."),
    ("Half of the 40 plants closed.", "15 of the 40 plants closed."),
    ("The total is 31: 12 in Rome and 19 in Milan.", "12 are in Rome and 18 in Milan."),
    ("The index stood at 1,501.", "The index stood at 1,510."),
    ("It opened at 9:30.", "It opened at 8:30."),
    ("Section 12 was repealed.", "Section 21 was repealed."),
]
TRUE = [
    ("Japan sold fewer cars abroad than Germany did.", "Germany exported more cars than Japan."),
    ("DeepSeek's model lost to Alibaba's.", "Alibaba's model beat DeepSeek's on the test."),
    ("Imports rose while exports fell.", "Exports fell and imports rose."),
    ("Joblessness went down to 5 percent in May.", "Unemployment fell to 5% in May."),
    ("The ban was upheld by the court.", "The court upheld the ban."),
    ("40 people or more died.", "At least 40 people died."),
    ("In 2024 sales grew 4%, after 6% the year before.", "Sales grew 6% in 2023 and 4% in 2024."),
    ("Women outlive men by four years.", "Women live 82 years and men 78 years on average."),
    (
        "The increase in Berlin was five points smaller than in Munich.",
        "Rents rose 12% in Munich and 7% in Berlin.",
    ),
    ("Jones took over from Smith.", "Jones succeeded Smith as chief executive."),
    ("A fifth of the patients got worse.", "20% of the patients got worse."),
    ("Together Britain and France have 21 reactors.", "Britain has 9 reactors and France 12."),
    ("France has three reactors more than Britain.", "Britain has 9 reactors and France 12."),
    ("Greece borrowed money from France.", "France lent money to Greece."),
    ("Eight of the ten labs replied.", "All but two of the ten labs replied."),
    (
        "The company has 3,000 employees, a tenth of them in Spain.",
        "The company employs 3,000 people, 300 of them in Spain.",
    ),
    ("The plant ran for four years.", "The plant opened in 2019 and closed in 2023."),
    ("A majority oppose the plan.", "Poll: 52% oppose the plan and 38% back it."),
    ("Three quarters of the seats went to the left.", "The left won 75 of 100 seats."),
    ("Output halved, from 80 to 40 tonnes.", "Output fell from 80 tonnes in 2022 to 40 tonnes in 2023."),
    ("Prices have more than tripled since 2020.", "Prices rose from 3 euros in 2020 to 10 euros in 2024."),
    ("It cost 285.9 billion dollars.", "It cost $285.9B."),
    ("It cost about $286 billion.", "It cost $285.9B."),
    ("Training took 5×10²⁶ FLOP.", "Training took 5e26 FLOP."),
    (
        "Spending in America was about 23 times China's.",
        "Spending was $285.9 billion in America and $12.4 billion in China.",
    ),
    ("Two labs, Baidu and Alibaba, signed.", "Baidu and Alibaba signed."),
    ("The share fell by 300 basis points.", "The share fell 3 percentage points."),
    ("The model has a trillion parameters.", "The model has 1T parameters."),
    ("Twenty-three of 46 members, half of them, agreed.", "23 of the 46 members agreed."),
    ("It grew fourfold.", "It quadrupled."),
    ("It rose from 5 to 10 billion, or by 100%.", "It rose from 5 billion to 10 billion."),
    ("Roughly two in five agreed.", "41% agreed."),
    ("It was published in April 2026.", "It was published on 9 April 2026."),
    ("1.5 GW were added.", "1,500 MW were added."),
    ("The city has some 1.9 million people.", "The city has 1,873,000 inhabitants."),
    ("Just over half agreed.", "50.4% agreed."),
    ("Under 5% agreed.", "4.9% agreed."),
    ("More than 400 came.", "412 came."),
    ("He said the plan was “a disgrace”.", "He called the plan “a disgrace”."),
    ("It takes eight hours by train.", "The train journey takes 480 minutes."),
    ("The average was 5 per firm.", "The 20 firms had 100 complaints."),
    ("Both countries signed.", "France and Spain signed."),
    ("The price dropped by a fifth, to 80 euros.", "The price dropped from 100 to 80 euros."),
    ("Sixty percent disagreed.", "40% agreed and the rest disagreed."),
    ("US firms spent $12bn.", "American companies spent 12 billion dollars."),
    ("The WHO warned of it.", "The World Health Organization warned of it."),
    ("It happened in the spring of 2024.", "It happened in April 2024."),
    (
        "Exports were 30 million euros higher in 2024 than in 2023.",
        "Exports rose from 120 million euros in 2023 to 150 million in 2024.",
    ),
]


def objections(text: str, excerpt: str) -> list[str]:
    return [finding.note for finding in audited(text, excerpt).findings if finding.kind in BLOCKING | WARNING]


@pytest.mark.parametrize(("text", "excerpt"), FAULTY)
def test_a_fault_is_objected_to(text: str, excerpt: str) -> None:
    assert objections(text, excerpt)


@pytest.mark.parametrize(("text", "excerpt"), TRUE)
def test_the_same_in_other_words_is_not(text: str, excerpt: str) -> None:
    assert not objections(text, excerpt)

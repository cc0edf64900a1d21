"""Two takes about one question: figures which the shown cards do not hold, figures which all sources hold.

Only facts are kept: figures, dates, and titles as short as the figure needs.
"""

import json
from typing import Any

import pytest

from questions.audit.__main__ import answer

# Claims of a take that showed no sources, only its own comments on them: 17 figures in digits.
UNSOURCED = (
    "The gap between American and Chinese models has closed to 2.7%.",
    "GLM-5.1 is a model with 754B parameters.",
    "GLM-5.1 scored 58.4 on SWE-Bench Pro.",
    "GPT-5.4 scored 57.7 on SWE-Bench Pro.",
    "Claude Opus 4.6 scored 57.3 on SWE-Bench Pro.",
    "Chinese models carry more than 45% of the traffic on OpenRouter.",
    "A year before, Chinese models had less than 2% of the traffic.",
    "China had 2,152 first authors at NeurIPS.",
    "The United States had 1,810 first authors at NeurIPS.",
    "Chinese labs publish 23.2% of the world's output on AI.",
    "China holds 69.7% of AI patents.",
    "China deploys industrial robots at 8× the American rate.",
    "Private investment in American AI came to $285.9B.",
    "American investment is 23× that of China.",
    "Private investment in Chinese AI came to $12.4B.",
    "The largest American training runs use 5×10²⁶ FLOPs.",
    "China's frontier models use 7×10²⁴ FLOPs.",
)
# What its shown comments say with figures or come close to: day, and the gist in our words.
COMMENTS = (
    (
        "2026-04-14",
        "The fullest yearly survey. Talent no longer moves to the US; China leads in patents and robots.",
    ),
    (
        "2026-04-08",
        "An open model from China tops a coding benchmark, runs for 8 hours by itself and is MIT-licensed.",
    ),
    (
        "2026-04-24",
        "An open-weight model nears Opus quality for a fraction of the training budget, without Nvidia.",
    ),
    ("2026-04-09", "A year ago Chinese models were a rounding error in API usage; now they dominate."),
    ("2026-03-30", "The gap in talent turned round within five years."),
    ("2026-04-14", "Alibaba runs a data centre on its own chips despite US export controls."),
    ("2026-04-04", "V4 may train and run on domestic chips, a milestone away from Nvidia."),
    (
        "2026-04-17",
        "With 3B active parameters it runs on modest hardware and rivals models ten times its size.",
    ),
    ("2026-03-31", "Qwen 3.5-Omni handles text, images, audio and video; a month ago nothing free did."),
    (
        "2026-04-28",
        "Xiaomi brings a 1T-class model with a 1M context window; which will be cared for in 12 months?",
    ),
    ("2026-03-30", "Efficiency starts to matter more than total FLOPs."),
    ("2026-04-27", "Two changes in one day: distillation between governments, and a stack of Huawei only."),
    ("2026-04-07", "Rivals cooperate against distillation, which they rarely do."),
    ("2026-04-15", "The longer V4 is not out, the weaker the hype; chips may have been smuggled."),
)

# Claims of a take that cites its sources, each with the titles it cites.
_GAP = "Stanford AI Index 2026: China narrows US lead to 2.7%"
_POWER = "DeepSeek Reveals Huawei’s Ascend 910C Reaches 60% of NVIDIA H100’s Inference Power"
_HALF_POWER = "Huawei's Ascend 910C delivers 60% of Nvidia H100"
_ROUND = "China's DeepSeek is raising funds at $10 billion valuation"
_FIRST_ROUND = "DeepSeek seeks $300M in first outside funding at $10B valuation"
_STATE = "China to Invest in DeepSeek at $50 Billion Valuation"
_BEIJING = "DeepSeek's $45bn valuation is also Beijing's strategic statement"
_FIVE_LABS = "Five Chinese AI labs have now released open source frontier models"
SOURCED = (
    ("The American lead has shrunk to 2.7%.", (_GAP,)),
    ("The AI Index 2026 comes from Stanford.", (_GAP,)),
    ("Ascend 910C reaches 60% of the inference power of the H100.", (_POWER,)),
    ("The Ascend 910C delivers 60% of what Nvidia's H100 does.", (_HALF_POWER,)),
    ("Five Chinese labs have released open source frontier models.", (_FIVE_LABS,)),
    ("DeepSeek is raising money at a valuation of $10 billion.", (_ROUND,)),
    ("DeepSeek wants $300 million from outside.", (_FIRST_ROUND,)),
    ("It is the first outside funding of DeepSeek, at a valuation of $10bn.", (_FIRST_ROUND,)),
    ("China is to invest in DeepSeek at a valuation of $50 billion.", (_STATE,)),
    ("The valuation of $45 billion is a statement by Beijing.", (_BEIJING,)),
    ("The valuation of DeepSeek is put at $45–50 billion.", (_BEIJING, _STATE)),
    ("Chinese models dominate the top 10.", ("China Dominates Top 10 Open-Source Models",)),
    ("There are 5 Chinese models one should test.", ("5 Chinese models you need to test",)),
    (
        "The bar for AI patents in China is higher from January 2026.",
        ("China Raises the Bar for AI Patents: What Changes from 1 January 2026",),
    ),
    (
        "Huawei's all-in-one machine gets 60–70% of the performance of the H100.",
        ("Decoding Huawei’s DeepSeek All-in-One Machine: 60-70% of NVIDIA H100 Performance",),
    ),
    (
        "Chinese open source models are 3–6 months behind Anthropic.",
        ("Chinese open source models are 3-6 months behind anthropic",),
    ),
    (
        "289 Chinese researchers were mapped across top Western labs.",
        ("We mapped 289 Chinese researchers across top Western AI labs",),
    ),
    ("The Index of 2026 yields 12 takeaways.", ("Inside the AI Index: 12 Takeaways from the 2026 Report",)),
    (
        "The state of open source on Hugging Face is from spring 2026.",
        ("State of Open Source on Hugging Face: Spring 2026",),
    ),
)


def _answer(claim: str, cards: list[dict[str, str]]) -> dict[str, Any]:
    return answer(json.dumps({"id": "seed", "claim": claim, "cards": cards}))


@pytest.mark.parametrize("claim", UNSOURCED)
def test_a_figure_its_shown_cards_do_not_hold_is_untraced(claim: str) -> None:
    cards = [{"text": text, "published_on": day} for day, text in COMMENTS]
    assert _answer(claim, cards)["result"] == "untraced"


@pytest.mark.parametrize(("claim", "titles"), SOURCED)
def test_a_figure_in_the_title_of_its_source_is_traced(claim: str, titles: tuple[str, ...]) -> None:
    cards = [{"headline": title, "published_on": "2026-05-20"} for title in titles]
    assert _answer(claim, cards)["result"] == "traced"


def test_the_two_takes_have_17_and_19_figures() -> None:
    assert (len(UNSOURCED), len(SOURCED)) == (17, 19)

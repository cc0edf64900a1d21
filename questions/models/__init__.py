"""The nouns of questions."""

from questions.models.audit import Audit, Citation, Claim, Finding, Waiver
from questions.models.indicator import Indicator, IndicatorTopic, Reading
from questions.models.question import Exclusion, Question, QuestionIndex
from questions.models.review import GatedApprovalTask
from questions.models.run import Run
from questions.models.scale import Position, Stance
from questions.models.take import Take, TripWire, Withdrawal
from questions.models.vote import AddressCount, Tally, Vote
from questions.models.wording import Wording

__all__ = [
    "AddressCount",
    "Audit",
    "Citation",
    "Claim",
    "Exclusion",
    "Finding",
    "GatedApprovalTask",
    "Indicator",
    "IndicatorTopic",
    "Position",
    "Question",
    "QuestionIndex",
    "Reading",
    "Run",
    "Stance",
    "Take",
    "Tally",
    "TripWire",
    "Vote",
    "Waiver",
    "Withdrawal",
    "Wording",
]

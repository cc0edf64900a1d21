"""The nouns of questions."""

from questions.models.alias import Alias
from questions.models.audit import Audit, Citation, Claim, Finding, Waiver
from questions.models.exchange import ModelBreaker, RunExchange
from questions.models.indicator import Indicator, IndicatorTopic, Reading
from questions.models.notice import Notice
from questions.models.question import Exclusion, Question, QuestionIndex
from questions.models.review import GatedApprovalTask
from questions.models.run import Run
from questions.models.scale import Position, Stance
from questions.models.take import Take, TripWire, Withdrawal
from questions.models.vote import AddressCount, Tally, Vote
from questions.models.wording import Wording

__all__ = [
    "AddressCount",
    "Alias",
    "Audit",
    "Citation",
    "Claim",
    "Exclusion",
    "Finding",
    "GatedApprovalTask",
    "Indicator",
    "IndicatorTopic",
    "ModelBreaker",
    "Notice",
    "Position",
    "Question",
    "QuestionIndex",
    "Reading",
    "Run",
    "RunExchange",
    "Stance",
    "Take",
    "Tally",
    "TripWire",
    "Vote",
    "Waiver",
    "Withdrawal",
    "Wording",
]

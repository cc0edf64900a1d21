"""The label that says how a take came about: computed from what happened, worded by the site's settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questions.models import Wording
from questions.snapshot import DrafterRecord, EvidenceRecord, ProvenanceRecord, Snapshot

_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


class State(StrEnum):
    """What the label says in one word; stable, for machines."""

    UNREVIEWED = "agent-drafted-unreviewed"
    REVIEWED = "agent-drafted-reviewed"
    HUMAN = "human-written"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The label in words and in tokens. `experimental` is true of every take that an agent drafted.

    `mark` heads the take and `sentences` follow it; `digital_source_type` is IPTC's address for the
    kind of making; `token` is ASCII, for the meta tag and the response header.
    """

    state: State
    experimental: bool
    mark: str
    sentences: tuple[str, ...]
    digital_source_type: str
    token: str

    @property
    def text(self) -> str:
        """The whole label as one line."""
        return " ".join((f"{self.mark.rstrip('.')}.", *self.sentences))


def disclosure(snapshot: Snapshot, wording: Wording, *, withdrawn_at: datetime | None = None) -> Disclosure:
    """The label of a published version.

    | drafter | reviewed | edited | says |
    |---|---|---|---|
    | agent | no | no | nobody edited or reviewed it |
    | agent | no | yes | how much people changed; nobody reviewed it |
    | agent | yes | no | reviewed by whom and when; its words are unchanged |
    | agent | yes | yes | reviewed by whom and when; how much people changed |
    | none | either | – | written by people; reviewed by whom, or by nobody |
    A withdrawn version says so before anything else.
    """
    provenance = snapshot["provenance"]
    drafter = provenance["drafter"]
    sentences = [_origin(drafter, snapshot["evidence"]), _review(provenance, wording)]
    state = _state(provenance)
    if withdrawn_at is not None:
        state = State.WITHDRAWN
        sentences.insert(0, _("This version was withdrawn on %(day)s.") % {"day": _day(withdrawn_at)})
    source_type = _source_type(provenance)
    return Disclosure(
        state=state,
        experimental=drafter is not None,
        mark=wording.human_mark if drafter is None else wording.experimental_mark,
        sentences=tuple(sentences),
        digital_source_type=_IPTC + source_type,
        token=_token(state, provenance, snapshot["number"], source_type),
    )


def _state(provenance: ProvenanceRecord) -> State:
    if provenance["drafter"] is None:
        return State.HUMAN
    return State.UNREVIEWED if provenance["reviewed_by"] is None else State.REVIEWED


def _source_type(provenance: ProvenanceRecord) -> str:
    """IPTC's word. The extractive drafter is an algorithm without a trained model; other agents have one."""
    drafter = provenance["drafter"]
    if drafter is None:
        return "digitalCreation"
    if drafter["kind"] == "extractive" and not drafter["model"]:
        return "algorithmicMedia"
    return "compositeWithTrainedAlgorithmicMedia" if provenance["edited"] else "trainedAlgorithmicMedia"


def _origin(drafter: DrafterRecord | None, evidence: EvidenceRecord) -> str:
    cards = _cards(evidence)
    if drafter is None:
        return _("Written from %(cards)s.") % {"cards": cards}
    facts = {"agent": drafter_name(drafter), "cards": cards}
    return _("Drafted by an AI agent (%(agent)s) from %(cards)s.") % facts


def drafter_name(drafter: DrafterRecord) -> str:
    """The agent's name, version and model, saying so where it uses none."""
    name = f"{drafter['name']} {drafter['version']}".strip()
    if drafter["model"]:
        return f"{name}, {drafter['model']}"
    return _("%(name)s, no language model") % {"name": name} if drafter["kind"] == "extractive" else name


def _cards(evidence: EvidenceRecord) -> str:
    number = evidence["cards"]
    counted = ngettext("%(number)d evidence card", "%(number)d evidence cards", number) % {"number": number}
    if not evidence["first"] or not evidence["last"]:
        return counted
    first, last = date.fromisoformat(evidence["first"]), date.fromisoformat(evidence["last"])
    if first == last:
        return _("%(cards)s dated %(day)s") % {"cards": counted, "day": _day(first)}
    return _("%(cards)s dated %(first)s – %(last)s") % {
        "cards": counted,
        "first": date_format(first, "j F" if first.year == last.year else "j F Y"),
        "last": _day(last),
    }


def _review(provenance: ProvenanceRecord, wording: Wording) -> str:
    reviewer, at = provenance["reviewed_by"], provenance["reviewed_at"]
    by_agent, edited = provenance["drafter"] is not None, provenance["edited"]
    if reviewer is None:
        if not by_agent:
            return _("Nobody has reviewed it.")
        if not edited:
            return wording.not_reviewed
        share = changed(provenance)
        return _("People changed %(share)s of its words; nobody has reviewed it.") % {"share": share}
    facts = {
        "byline": reviewer,
        "day": _day(datetime.fromisoformat(at)) if at else "–",
        "share": changed(provenance),
    }
    if not by_agent:
        return _("Reviewed by %(byline)s on %(day)s.") % facts
    if not edited:
        return _("Reviewed by %(byline)s on %(day)s; its words are unchanged.") % facts
    if provenance["self_approved"]:
        return (
            _("Reviewed on %(day)s by %(byline)s, who also edited it; people changed %(share)s of its words.")
            % facts
        )
    return _("Reviewed by %(byline)s on %(day)s; people changed %(share)s of its words.") % facts


def changed(provenance: ProvenanceRecord) -> str:
    """The share of words that people changed, as text; never 0 % where something was."""
    percent = round(100 * provenance["words_changed"])
    if percent == 0 and provenance["edited"]:
        return _("less than 1 %")
    return f"{percent} %"


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _token(state: State, provenance: ProvenanceRecord, number: int, source_type: str) -> str:
    reviewed = "yes" if provenance["reviewed_by"] else "no"
    changed_words = f"{min(max(provenance['words_changed'], 0.0), 1.0):.3f}"
    return (
        f"{state.value}; version={number}; reviewed={reviewed}; words-changed={changed_words}; "
        f"digital-source-type={source_type}"
    )

"""The label that says how a take came about: computed from what happened, worded by the site's settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questions.models import Take, Wording
from questions.models.take import MadeAs
from questions.placeholders import filled
from questions.snapshot import DrafterRecord, EvidenceRecord, ProvenanceRecord, Snapshot, parse

HEADER = "Assay-Disclosure"
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
    kind of making, None where nobody said enough to tell; `token` is ASCII, for the meta tag and the
    response header.
    """

    state: State
    experimental: bool
    mark: str
    sentences: tuple[str, ...]
    digital_source_type: str | None
    token: str

    @property
    def text(self) -> str:
        """The whole label as one line."""
        return " ".join((f"{self.mark.rstrip('.')}.", *self.sentences))


def disclosure(snapshot: Snapshot, wording: Wording) -> Disclosure:
    """The label of a published version.

    | drafter | reviewed | edited | says |
    |---|---|---|---|
    | agent | no | no | nobody edited or reviewed it |
    | agent | no | yes | what people changed; nobody reviewed it |
    | agent | yes | no | reviewed by whom and when; its words are unchanged |
    | agent | yes | yes | reviewed by whom and when; what people changed |
    | none | either | – | written by people; reviewed by whom, or by nobody |
    """
    provenance = snapshot["provenance"]
    drafter = provenance["drafter"]
    state, made = _state(provenance), made_as(provenance)
    return Disclosure(
        state=state,
        experimental=drafter is not None,
        mark=wording.human_mark if drafter is None else wording.experimental_mark,
        sentences=(_origin(drafter, snapshot["evidence"], wording), _review(provenance, wording)),
        digital_source_type=_address(made),
        token=_token(state, provenance, snapshot["number"], made),
    )


def withdrawn_disclosure(take: Take, wording: Wording) -> Disclosure:
    """The label of a version that was taken back: when, and how it was made. It needs nothing that was erased."""
    withdrawal = take.withdrawal
    made = withdrawal.made_as or made_as(parse(take.snapshot)["provenance"])
    sentences = [filled(wording.withdrawn, {"day": _day(withdrawal.at)})]
    if withdrawal.redacted and withdrawal.erased_at is not None:
        sentences.append(filled(wording.erased, {"day": _day(withdrawal.erased_at)}))
    by_people = made == MadeAs.PEOPLE
    return Disclosure(
        state=State.WITHDRAWN,
        experimental=not by_people,
        mark=wording.human_mark if by_people else wording.experimental_mark,
        sentences=tuple(sentences),
        digital_source_type=_address(made),
        token=f"{State.WITHDRAWN.value}; version={take.number}; digital-source-type={made}",
    )


def label_of(take: Take, wording: Wording) -> Disclosure:
    """The label of a version, whether it stands or was taken back. Reads the joined withdrawal."""
    if getattr(take, "withdrawal", None) is not None:
        return withdrawn_disclosure(take, wording)
    return disclosure(parse(take.snapshot), wording)


def _state(provenance: ProvenanceRecord) -> State:
    if provenance["drafter"] is None:
        return State.HUMAN
    return State.UNREVIEWED if provenance["reviewed_by"] is None else State.REVIEWED


def made_as(provenance: ProvenanceRecord) -> MadeAs:
    """IPTC's word. The extractive drafter is an algorithm without a trained model.

    Of a partner's drafter that names no model nobody knows what it is: nothing is said of it.
    """
    drafter = provenance["drafter"]
    if drafter is None:
        return MadeAs.PEOPLE
    if drafter["model"]:
        return MadeAs.MODEL_AND_PEOPLE if provenance["edited"] else MadeAs.MODEL
    return MadeAs.ALGORITHM if drafter["kind"] == "extractive" else MadeAs.UNKNOWN


def _address(made: str) -> str | None:
    return None if made == MadeAs.UNKNOWN else _IPTC + made


def _origin(drafter: DrafterRecord | None, evidence: EvidenceRecord, wording: Wording) -> str:
    cards = _cards(evidence)
    if drafter is None:
        return filled(wording.written, {"cards": cards})
    known = drafter["model"] or drafter["kind"] == "extractive"
    sentence = wording.drafted if known else wording.handed_in
    return filled(sentence, {"agent": drafter_name(drafter), "cards": cards})


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
    return filled(_review_sentence(provenance, wording), _review_facts(provenance))


def _review_sentence(provenance: ProvenanceRecord, wording: Wording) -> str:
    reviewed, edited = provenance["reviewed_by"] is not None, provenance["edited"]
    if provenance["drafter"] is None:
        if not reviewed:
            return wording.written_not_reviewed
        return wording.written_self_approved if provenance["self_approved"] else wording.written_reviewed
    if not reviewed:
        return wording.edited_not_reviewed if edited else wording.not_reviewed
    if not edited:
        return wording.reviewed
    return wording.self_approved if provenance["self_approved"] else wording.edited_reviewed


def _review_facts(provenance: ProvenanceRecord) -> dict[str, str]:
    at = provenance["reviewed_at"]
    return {
        "byline": provenance["reviewed_by"] or "–",
        "day": _day(datetime.fromisoformat(at)) if at else "–",
        "changed": changed(provenance),
    }


def changed(provenance: ProvenanceRecord) -> str:
    """What people changed of an agent's draft: the verdict, the share of its words, or neither of them.

    Who changed but citations or trip-wires edited the draft, and none of its words.
    """
    words, verdict = provenance["words_changed"] > 0, provenance.get("verdict_changed")
    share = _percent(provenance["words_changed"])
    if words and verdict:
        return _("the verdict and %(share)s of its words") % {"share": share}
    if words:
        return _("%(share)s of its words") % {"share": share}
    if verdict:
        return _("the verdict and none of its words")
    return _("none of its words") if verdict is None else _("its citations or trip-wires, none of its words")


def _percent(part: float) -> str:
    """In whole percent; never 0 % of something."""
    percent = round(100 * part)
    return f"{percent} %" if percent else _("less than 1 %")


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _token(state: State, provenance: ProvenanceRecord, number: int, made: MadeAs) -> str:
    reviewed = "yes" if provenance["reviewed_by"] else "no"
    verdict = "verdict-changed=yes; " if provenance.get("verdict_changed") else ""
    changed_words = f"{min(max(provenance['words_changed'], 0.0), 1.0):.3f}"
    return (
        f"{state.value}; version={number}; reviewed={reviewed}; words-changed={changed_words}; "
        f"{verdict}digital-source-type={made}"
    )

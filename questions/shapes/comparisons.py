"""The page that compares two versions of a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questions.aligning import Segment, segments
from questions.blocks import SectionKind
from questions.conditions import condition_words
from questions.differing import CountChange, Difference, IndicatorChange, difference
from questions.disclosure import Disclosure, disclosure
from questions.models import Question, Take, Wording
from questions.shapes.notes import withdrawn_cards
from questions.shapes.pages import QuestionShape, question_shape, site_wording
from questions.shapes.takes import moment
from questions.snapshot import Snapshot, parse
from questions.withholding import without_cards
from questions.wording_difference import SectionChange, WireChange, altered


@dataclass(frozen=True, slots=True)
class ComparedVersion:
    """One of the two versions."""

    number: int
    path: str
    verdict: str
    published_at: datetime
    disclosure: Disclosure


@dataclass(frozen=True, slots=True)
class StepShape:
    """A version on the way from the older to the newer one, with the reason that it gave."""

    number: int
    path: str
    published_at: datetime
    kind: str
    reason: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A section with its heading; `name` is what its kind is called, for a section without heading."""

    name: str
    change: SectionChange


@dataclass(frozen=True, slots=True)
class ComparedWire:
    """A trip-wire with what is checked nightly in words, word by word; empty where neither version has it checked."""

    change: WireChange
    checked: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class CountLine:
    """One of the audit's counts in words."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ComparisonShape:
    """Everything on the page. `summary` says in a line what differs."""

    question: QuestionShape
    older: ComparedVersion
    newer: ComparedVersion
    path: str
    steps: tuple[StepShape, ...]
    answer: tuple[Segment, ...]
    answer_changed: bool
    sections: tuple[ComparedSection, ...]
    wires: tuple[ComparedWire, ...]
    difference: Difference
    indicators: tuple[IndicatorChange, ...]
    counts: tuple[CountLine, ...]
    summary: str
    is_demo: bool
    footer: str


def comparison_page(question: Question, older: Take, newer: Take) -> ComparisonShape:
    """Two versions that were not withdrawn, the older one first; five queries."""
    wording = site_wording()
    before, after = parse(older.snapshot), parse(newer.snapshot)
    gone = withdrawn_cards(before) | withdrawn_cards(after)
    found = difference(without_cards(before, gone), without_cards(after, gone))
    return ComparisonShape(
        question=question_shape(question),
        older=_version(question, before, wording),
        newer=_version(question, after, wording),
        path=comparison_path(question, before["number"], after["number"]),
        steps=_steps(question, before["number"], after["number"]),
        answer=found.text.answer,
        answer_changed=altered(found.text.answer),
        sections=tuple(_section(change) for change in found.text.sections),
        wires=tuple(compared_wire(change) for change in found.text.trip_wires),
        difference=found,
        indicators=found.indicators,
        counts=tuple(count_line(count) for count in found.audit if count.before != count.after),
        summary=" · ".join(_summary(found)),
        is_demo=after["demo"],
        footer=wording.footer,
    )


def compared_wire(change: WireChange) -> ComparedWire:
    """A trip-wire of either version, its conditions in words."""
    before, after = condition_words(change.condition_before), condition_words(change.condition_after)
    return ComparedWire(change, segments(before, after))


def comparison_path(question: Question, older: int, newer: int) -> str:
    """The address of the page."""
    return f"{question.path_public}compare/{older}..{newer}/"


def _version(question: Question, snapshot: Snapshot, wording: Wording) -> ComparedVersion:
    return ComparedVersion(
        number=snapshot["number"],
        path=f"{question.path_public}v/{snapshot['number']}/",
        verdict=snapshot["verdict"]["label"],
        published_at=moment(snapshot["published_at"]),
        disclosure=disclosure(snapshot, wording),
    )


def _steps(question: Question, older: int, newer: int) -> tuple[StepShape, ...]:
    versions = Take.objects.published().filter(question=question, number__gt=older, number__lte=newer)
    rows = versions.order_by("number").values_list(
        "number", "numbered_at", "change_kind", "change_reason", "withdrawal"
    )
    kinds = dict(Take.ChangeKind.choices)
    return tuple(
        StepShape(
            number, f"{question.path_public}v/{number}/", at, str(kinds[kind]), reason, bool(withdrawal)
        )
        for number, at, kind, reason, withdrawal in rows
        if number is not None and at is not None
    )


def _section(change: SectionChange) -> ComparedSection:
    kinds = dict(SectionKind.choices)
    return ComparedSection(str(kinds.get(change.section, _("Section"))), change)


def count_line(count: CountChange) -> CountLine:
    """One of the audit's counts under the name that readers know."""
    names = {
        "claims": _("Claims"),
        "traced": _("Claims traced"),
        "waived": _("Claims waived"),
        "figures": _("Figures"),
        "figures_traced": _("Figures traced"),
        "quotations": _("Quotations"),
        "quotations_matched": _("Quotations matched"),
    }
    return CountLine(names[count.name], count.before, count.after)


def _summary(found: Difference) -> Iterator[str]:
    if found.verdict_changed:
        yield _("the verdict moved from %(before)s to %(after)s") % {
            "before": found.verdict_before["label"],
            "after": found.verdict_after["label"],
        }
    else:
        yield _("the verdict stayed %(verdict)s") % {"verdict": found.verdict_after["label"]}
    lines = [line.kind for part in found.text.sections for line in part.sentences]
    changed, added, removed = (lines.count(kind) for kind in ("changed", "added", "removed"))
    if changed:
        yield ngettext("%(n)d sentence changed", "%(n)d sentences changed", changed) % {"n": changed}
    if added:
        yield ngettext("%(n)d sentence added", "%(n)d sentences added", added) % {"n": added}
    if removed:
        yield ngettext("%(n)d sentence removed", "%(n)d sentences removed", removed) % {"n": removed}
    came, went = len(found.evidence.added), len(found.evidence.removed)
    if came:
        yield ngettext("%(n)d card added", "%(n)d cards added", came) % {"n": came}
    if went:
        yield ngettext("%(n)d card removed", "%(n)d cards removed", went) % {"n": went}

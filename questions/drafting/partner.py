"""A draft that a partner hands in: held against the same brief, audited and reviewed like any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction

from evidence.models import Card, Topic
from evidence.screening import screen
from questions.aliasing import kept_aliases
from questions.bearing import window_of
from questions.drafting.brief import Brief, BriefCard, build_brief
from questions.drafting.draft import NoReviewers, open_draft
from questions.drafting.drafter import DraftRefused
from questions.drafting.language_model.answer import Answer
from questions.drafting.language_model.checking import to_draft
from questions.drafting.language_model.validating import ONCE, unfit
from questions.drafting.partner_form import (
    BodyRefused,
    DraftForm,
    Fault,
    read_form,
    sentences_of,
    texts_of,
)
from questions.drafting.proofing import Proof
from questions.drafting.wire_conditions import Offered, condition_faults, offered
from questions.models import Question, Run

_UNFIT = {
    "foreign_address": "holds an address: {}. Cards are named in `cards`.",
    "markup": "must be plain text: {}.",
}


@transaction.atomic
def take_in_draft(*, question: Question, body: object, partner: str, by: AbstractUser, now: datetime) -> Run:
    """Make a run that is done, and its take, of the JSON values that a partner sent.

    The run's drafter is `<partner>/<name>`. The draft may rest on what the question's brief holds on its
    `window_to`, today unless it says so. It goes to review, or out where the question's policy lets any draft
    out. A run at work on the question does not matter. Raises BodyRefused, or NoReviewers where no review is
    set up, and nothing is written.
    """
    form = read_form(body)
    today = now.astimezone(UTC).date()
    day = form.window_to or today
    if day > today:
        raise BodyRefused([Fault("/window_to", "is a day to come.")])
    window = window_of(question, day)
    brief = build_brief(question, window, now)
    cards = {card.ref: card for card in brief.cards}
    allowed = offered(brief, _topic_slugs(form.answer, brief))
    faults = list(_faults(form.answer, brief, cards, allowed))
    if faults:
        raise BodyRefused(faults)
    proof = Proof(brief, kept_aliases())
    draft = to_draft(form.answer, {ref: card.id for ref, card in cards.items()}, proof, allowed)
    run = _run(question, form, brief, partner, by, now)
    run.output = draft.to_json()
    cited = [(card, card.source_name) for card in brief.cards if card.id in draft.card_ids]
    run.findings = [flag.to_json() for flag in screen(cited)]
    run.save(force_insert=True)
    try:
        open_draft(question=question, draft=draft, window=window, run=run, by=by, now=now)
    except NoReviewers:
        raise
    except DraftRefused as refusal:
        raise BodyRefused([Fault("", str(refusal))]) from refusal
    return run


def _run(
    question: Question, form: DraftForm, brief: Brief, partner: str, by: AbstractUser, now: datetime
) -> Run:
    return Run(
        question=question,
        drafter=f"{partner}/{form.drafter.name}",
        drafter_version=form.drafter.version,
        model=form.drafter.model,
        trigger=Run.Trigger.PARTNER,
        requested_by_id=by.pk,
        draft_day=form.window_to or now.astimezone(UTC).date(),
        state=Run.State.DONE,
        brief=brief.to_json(),
        input_hash=brief.input_hash,
        created_at=now,
        started_at=now,
        finished_at=now,
    )


def _topic_slugs(answer: Answer, brief: Brief) -> dict[str, str]:
    """Slugs by name of the topics of the brief's cards, where a condition may need them."""
    if not any(wire.condition is not None for wire in answer.trip_wires):
        return {}
    names = {name for card in brief.cards for name in card.topics}
    return dict(Topic.objects.filter(name__in=names).values_list("name", "slug"))


def _faults(
    answer: Answer, brief: Brief, cards: Mapping[str, BriefCard], allowed: Offered
) -> Iterator[Fault]:
    yield from _off_scale(answer, brief)
    yield from _unfit_conditions(answer, allowed)
    yield from _foreign_cards(answer, cards)
    yield from _unfit_texts(answer, cards)
    yield from _repeated(answer)


def _off_scale(answer: Answer, brief: Brief) -> Iterator[Fault]:
    named = [("/verdict", answer.verdict)]
    named += [(f"/trip_wires/{n}/towards", wire.towards) for n, wire in enumerate(answer.trip_wires)]
    for pointer, slug in named:
        if slug not in brief.slugs:
            yield Fault(pointer, f"must be a position of the scale: {', '.join(brief.slugs)}.")


def _unfit_conditions(answer: Answer, allowed: Offered) -> Iterator[Fault]:
    for n, wire in enumerate(answer.trip_wires):
        for member, detail in condition_faults(wire.condition, allowed) if wire.condition else ():
            yield Fault(f"/trip_wires/{n}/condition{f'/{member}' if member else ''}", detail)


def _foreign_cards(answer: Answer, cards: Mapping[str, BriefCard]) -> Iterator[Fault]:
    strangers = [
        (f"{pointer}/cards/{n}", ref)
        for pointer, sentence in sentences_of(answer)
        for n, ref in enumerate(sentence.cards)
        if ref not in cards
    ]
    states = dict(
        Card.objects.public().filter(ref__in={ref for _place, ref in strangers}).values_list("ref", "state")
    )
    for pointer, ref in strangers:
        if ref not in states:
            yield Fault(pointer, "is the ref of no published card.")
        elif states[ref] == Card.State.WITHDRAWN:
            yield Fault(pointer, "names a card that was withdrawn.")
        else:
            yield Fault(pointer, "names a card outside the evidence of this question and window.")


def _unfit_texts(answer: Answer, cards: Mapping[str, BriefCard]) -> Iterator[Fault]:
    known = " ".join(
        f"{card.source_name} {card.headline} {card.excerpt} {card.stored_text}" for card in cards.values()
    ).casefold()
    for pointer, text in texts_of(answer):
        for code, detail in unfit(text, known):
            yield Fault(pointer, _UNFIT[code].format(detail))


def _repeated(answer: Answer) -> Iterator[Fault]:
    kinds: set[str] = set()
    for n, section in enumerate(answer.sections):
        if section.kind in ONCE and section.kind in kinds:
            yield Fault(f"/sections/{n}/kind", f"is given twice; there is one section “{section.kind}”.")
        kinds.add(section.kind)
    said: dict[str, str] = {}
    for pointer, sentence in sentences_of(answer):
        words = " ".join(sentence.text.casefold().split())
        if words in said:
            yield Fault(f"{pointer}/text", f"says the same as {said[words]}.")
        said.setdefault(words, pointer)

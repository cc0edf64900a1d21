"""What questions add to the desk's cards: the stance, in the form and in the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evidence.admin.registry import Label, register_card_column, register_card_filter, register_card_panel
from evidence.card_fields import CardRefused
from evidence.models import Card
from questions.judging import JudgementRefused, clear_judgement, judge_card
from questions.models import Position, Question, Stance

_MOST_QUESTIONS = 30


class StanceForm(forms.Form):
    """One choice of a position per question that the card may bear on."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], held: Mapping[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[str(question.pk)] = forms.ModelChoiceField(
                Position.objects.filter(
                    Q(retired=False) | Q(pk=held.get(question.pk)), question=question
                ).order_by("order"),
                required=False,
                label=question.title,
                empty_label=str(_("takes no side")),
                initial=held.get(question.pk),
            )


class StancePanel:
    """The stance on each question, in the card's form."""

    heading: Label = _("Stance")

    def form(self, *, card: Card | None, data: Mapping[str, Any] | None) -> forms.Form:
        """Questions on one of the card's topics or judged already; for a card without topics all of them."""
        held = (
            dict(Stance.objects.filter(card=card).values_list("question_id", "position_id")) if card else {}
        )
        return StanceForm(data, prefix="stance", questions=_questions_for(card, held), held=held)

    def save(self, *, card: Card, form: forms.Form, by: AbstractBaseUser, now: datetime) -> None:
        """Judge the card where a position was chosen, and take the judgement back where none was."""
        for name in form.changed_data:
            position = form.cleaned_data[name]
            try:
                if position is None:
                    clear_judgement(card=card, question=Question.objects.get(pk=int(name)))
                else:
                    judge_card(card=card, position=position, by=by, now=now)
            except JudgementRefused as refusal:
                raise CardRefused(str(refusal)) from refusal


class StanceColumn:
    """The positions that a card supports, in the list of cards."""

    name = "stances"
    label: Label = _("Stance")

    def values(self, cards: Sequence[Card]) -> Mapping[int, str]:
        """The labels by card; one query."""
        labels: dict[int, list[str]] = {}
        for stance in Stance.objects.filter(card__in=cards).select_related("position"):
            labels.setdefault(stance.card_id, []).append(stance.position.label)
        return {card: ", ".join(found) for card, found in labels.items()}


def _questions_for(card: Card | None, held: Mapping[int, int]) -> list[Question]:
    questions = Question.objects.order_by("title")
    if card is not None and card.card_topics.exists():
        on_topic = Q(topics__card_topics__card=card, topics__card_topics__excluded=False)
        questions = questions.filter(on_topic | Q(pk__in=held)).distinct()
    return list(questions[:_MOST_QUESTIONS])


register_card_panel(StancePanel())
register_card_column(StanceColumn())
register_card_filter(
    "stance",
    django_filters.ModelChoiceFilter(
        field_name="stances__position",
        queryset=Position.objects.select_related("question"),
        label=_("Stance"),
    ),
)

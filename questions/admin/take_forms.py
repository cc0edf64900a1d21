"""The form of a draft: its verdict and trip-wires are positions of its own question."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.forms.utils import ErrorDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)

from questions.models import Indicator, Position, Question, TripWire

CONDITION_FIELDS = {"indicator", "at_least", "position", "topic"}
FILLED = {"towards", "text"} | CONDITION_FIELDS
OF_THE_LIST = {ORDERING_FIELD_NAME, DELETION_FIELD_NAME}
CONDITION_NEEDS = {
    TripWire.Condition.CROSSES: {"indicator"},
    TripWire.Condition.UNCROSSES: {"indicator"},
    TripWire.Condition.CARDS: {"at_least", "position", "topic"},
}


class TakeForm(WagtailAdminModelForm):
    """A draft's form. Which question it answers is settled when it is opened.

    With `passing_over`, as for what the editor saves by itself, trip-wires that are not complete yet are left as
    they were: whoever is at it still has them on the screen.
    """

    def __init__(self, *args: Any, passing_over: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Position.objects.on_offer().filter(question=self.instance.question_id)
        if "verdict" in self.fields:
            cast(forms.ModelChoiceField, self.fields["verdict"]).queryset = offered
        wires = self.formsets.get("trip_wires")
        if wires is not None:
            indicators = Indicator.objects.in_use().filter(question=self.instance.question_id)
            given = {"offered": offered, "indicators": indicators, "passing_over": passing_over}
            wires.form_kwargs = {**wires.form_kwargs, **given}

    def clean(self) -> dict[str, Any]:
        """A window begins before it ends."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("window_from"), cleaned.get("window_to")
        if first and last and first > last:
            self.add_error("window_to", forms.ValidationError(_("The window ends before it begins.")))
        return cleaned


class TripWireForm(WagtailAdminModelForm):
    """One trip-wire, towards a position on offer, with what the nightly check looks for.

    A new one that nobody filled in is passed over; with `passing_over` so is every one that has faults.
    """

    def __init__(
        self,
        *args: Any,
        offered: QuerySet[Position] | None = None,
        indicators: QuerySet[Indicator] | None = None,
        passing_over: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.passing_over, self.passed_over = passing_over, False
        for name in ("towards", "position"):
            chosen = cast(forms.ModelChoiceField, self.fields[name])
            chosen.queryset = Position.objects.none() if offered is None else offered
        indicator = cast(forms.ModelChoiceField, self.fields["indicator"])
        indicator.queryset = Indicator.objects.none() if indicators is None else indicators

    def full_clean(self) -> None:
        """Check it, or pass it over with the trip-wire left as it was."""
        kept = dict(self.instance.__dict__)
        self.cleaned_data: dict[str, Any] = {}
        super().full_clean()
        if self.errors and (self.passing_over or self._is_empty()):
            self.passed_over = True
            self.instance.__dict__.clear()
            self.instance.__dict__.update(kept)
            self._errors = ErrorDict()
            # Where it stands and whether it goes is the list's business.
            self.cleaned_data = {
                name: value for name, value in self.cleaned_data.items() if name in OF_THE_LIST
            }

    def has_changed(self) -> bool:
        """Whether there is anything to save."""
        return not self.passed_over and super().has_changed()

    def _is_empty(self) -> bool:
        return self.instance.pk is None and not set(self.changed_data) & FILLED

    def clean(self) -> dict[str, Any]:
        """What the chosen check needs is there; what belongs to another is left out."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in CONDITION_FIELDS - CONDITION_NEEDS.get(cleaned.get("condition", ""), set()):
            cleaned[name] = None
        match cleaned.get("condition"):
            case TripWire.Condition.CROSSES | TripWire.Condition.UNCROSSES:
                self._require(gettext("Choose the indicator to watch."), "indicator")
            case TripWire.Condition.CARDS:
                self._require(gettext("Say how many cards it takes."), "at_least")
                self._require(
                    gettext("Choose the position that the cards support, or their topic."),
                    "position",
                    "topic",
                )
        return cleaned

    def _require(self, reason: str, *names: str) -> None:
        """Refuse when none of the fields is filled; one that is wrong has said so itself."""
        if not any(name in self.errors or self.cleaned_data.get(name) for name in names):
            self.add_error(names[0], reason)


class TripWirePanel(InlinePanel):
    """Trip-wires, each with the form above; a half-filled one is not saved, not even in a draft."""

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options with our form."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = TripWireForm
        return options


class NewTakeForm(forms.Form):
    """Which question a hand-written take answers."""

    question: forms.ModelChoiceField = forms.ModelChoiceField(
        Question.objects.order_by("title"), label=_("Question")
    )


EDIT_HANDLER = ObjectList(
    [
        HelpPanel(
            _(
                "Each sentence is one claim and cites the cards it rests on: type /cite. "
                "The audit beside the text runs on every save."
            )
        ),
        FieldPanel("verdict"),
        FieldPanel("answer"),
        FieldPanel("body"),
        TripWirePanel(
            "trip_wires",
            panels=[
                FieldPanel("towards"),
                FieldPanel("text"),
                FieldRowPanel([FieldPanel("condition"), FieldPanel("indicator")]),
                FieldRowPanel([FieldPanel("at_least"), FieldPanel("position"), FieldPanel("topic")]),
            ],
            heading=_("What would change the verdict"),
            label=_("Trip-wire"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("window_from"), FieldPanel("window_to")])],
            heading=_("Evidence window"),
        ),
        MultiFieldPanel(
            [FieldPanel("change_kind"), FieldPanel("change_reason")], heading=_("Why there is a new version")
        ),
    ],
    base_form_class=TakeForm,
)

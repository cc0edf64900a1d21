"""The *Scale and indicators* screen of a question."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail import hooks

from evidence.models import Topic
from questions.indicating import IndicatorRefused, save_indicator
from questions.measuring import read_indicators
from questions.models import Indicator, IndicatorTopic, Position, Question
from questions.scaling import MOST, PositionRow, ScaleRefused, is_locked, save_scale


class PositionForm(forms.Form):
    """One row of the scale; an empty label leaves the row out."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(max_length=60, required=False, label=gettext_lazy("Label"))
    description = forms.CharField(max_length=200, required=False, label=gettext_lazy("Description"))
    place = forms.IntegerField(min_value=1, max_value=99, required=False, label=gettext_lazy("Place"))
    retired = forms.BooleanField(required=False, label=gettext_lazy("Retired"))


PositionFormSet = formset_factory(PositionForm, extra=2, max_num=30, absolute_max=40)


class IndicatorForm(forms.ModelForm):
    """One indicator with the topics it counts."""

    any_topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        required=False,
        label=gettext_lazy("Counts cards on any of"),
        widget=forms.CheckboxSelectMultiple,
    )
    all_topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        required=False,
        label=gettext_lazy("and on all of"),
        widget=forms.CheckboxSelectMultiple,
    )
    none_topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        required=False,
        label=gettext_lazy("but on none of"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Indicator
        fields = [
            "name", "noun_singular", "noun_plural", "window_days", "comparison", "threshold", "speaks_for", "why",
            "order", "retired",
        ]  # fmt: skip
        widgets = {"why": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speaks_for = cast(forms.ModelChoiceField, self.fields["speaks_for"])
        speaks_for.queryset = Position.objects.on_offer().filter(question=question)
        if self.instance.pk:
            for row in self.instance.indicator_topics.all():
                self.fields[f"{row.mode}_topics"].initial = [
                    *(self.fields[f"{row.mode}_topics"].initial or []),
                    row.topic_id,
                ]

    def chosen_topics(self) -> dict[IndicatorTopic.Mode, list[Topic]]:
        """The topics by mode, as the use case wants them."""
        return {mode: list(self.cleaned_data[f"{mode.value}_topics"]) for mode in IndicatorTopic.Mode}


def _question_to_edit(request: HttpRequest, pk: int) -> Question:
    question = get_object_or_404(Question, pk=pk)
    if not question.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return question


class ScaleView(View):
    """Positions in order, and the question's indicators with what they count today."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the scale as it stands."""
        question = _question_to_edit(request, pk)
        return self._page(request, question, PositionFormSet(initial=_rows_of(question), prefix="position"))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save the scale, or say why not and keep what was typed."""
        question = _question_to_edit(request, pk)
        formset = PositionFormSet(request.POST, prefix="position")
        if not formset.is_valid():
            return self._page(request, question, formset, status=400)
        try:
            save_scale(question=question, rows=_rows_from(formset))
        except ScaleRefused as refusal:
            messages.error(request, str(refusal))
            return self._page(request, question, formset, status=400)
        messages.success(request, _("The scale is saved."))
        return redirect("questions_scale", question.pk)

    def _page(
        self, request: HttpRequest, question: Question, formset: BaseFormSet, status: int = 200
    ) -> HttpResponse:
        now = timezone.now()
        return render(
            request,
            "questions/admin/scale.html",
            {
                **_header(_("Scale and indicators"), question),
                "question": question,
                "formset": formset,
                "locked": is_locked(question),
                "most": MOST,
                "readings": read_indicators(question, now.date(), now=now),
                "retired": question.indicators.filter(retired=True),
            },
            status=status,
        )


class IndicatorView(View):
    """One indicator's form, new or existing."""

    def get(self, request: HttpRequest, pk: int, indicator_pk: int | None = None) -> HttpResponse:
        """Show the form."""
        question = _question_to_edit(request, pk)
        indicator = _indicator(question, indicator_pk)
        return self._page(request, question, IndicatorForm(instance=indicator, question=question))

    def post(self, request: HttpRequest, pk: int, indicator_pk: int | None = None) -> HttpResponse:
        """Save it, or say why not and keep what was typed."""
        question = _question_to_edit(request, pk)
        form = IndicatorForm(request.POST, instance=_indicator(question, indicator_pk), question=question)
        if not form.is_valid():
            return self._page(request, question, form, status=400)
        try:
            save_indicator(
                question=question,
                indicator=form.save(commit=False),
                topics=form.chosen_topics(),
                now=timezone.now(),
            )
        except IndicatorRefused as refusal:
            form.add_error(None, str(refusal))
            return self._page(request, question, form, status=400)
        messages.success(request, _("The indicator is saved; its history is being counted anew."))
        return redirect("questions_scale", question.pk)

    def _page(
        self, request: HttpRequest, question: Question, form: IndicatorForm, status: int = 200
    ) -> HttpResponse:
        title = form.instance.name if form.instance.pk else _("New indicator")
        context = {**_header(title, question, below_scale=True), "form": form}
        return render(request, "questions/admin/indicator.html", context, status=status)


def _indicator(question: Question, pk: int | None) -> Indicator:
    if pk is None:
        return Indicator(question=question, order=question.indicators.count())
    return get_object_or_404(question.indicators.prefetch_related("indicator_topics"), pk=pk)


def _header(title: str, question: Question, *, below_scale: bool = False) -> dict[str, Any]:
    trail = [{"url": reverse("wagtailadmin_pages:edit", args=[question.pk]), "label": question.title}]
    if below_scale:
        trail.append(
            {"url": reverse("questions_scale", args=[question.pk]), "label": _("Scale and indicators")}
        )
    trail.append({"url": "", "label": title})
    return {
        "breadcrumbs_items": trail,
        "header_title": f"{title}: {question.title}",
        "header_icon": "list-ol",
    }


def _rows_of(question: Question) -> list[dict[str, Any]]:
    return [
        {
            "pk": position.pk,
            "label": position.label,
            "description": position.description,
            "place": position.order + 1,
            "retired": position.retired,
        }
        for position in question.positions.order_by("order")
    ]


def _rows_from(formset: BaseFormSet) -> list[PositionRow]:
    filled = [data for data in formset.cleaned_data if data.get("label", "").strip()]
    last = len(formset.forms) + 100
    filled.sort(key=lambda data: data.get("place") or last)
    return [
        PositionRow(
            pk=data.get("pk"),
            label=data["label"].strip(),
            description=data.get("description", "").strip(),
            retired=bool(data.get("retired")),
        )
        for data in filled
    ]


@hooks.register("register_admin_urls")
def scale_urls() -> list[URLPattern]:
    """Addresses of the screen."""
    return [
        path("questions/<int:pk>/scale/", ScaleView.as_view(), name="questions_scale"),
        path("questions/<int:pk>/indicators/new/", IndicatorView.as_view(), name="questions_indicator_new"),
        path(
            "questions/<int:pk>/indicators/<int:indicator_pk>/",
            IndicatorView.as_view(),
            name="questions_indicator",
        ),
    ]

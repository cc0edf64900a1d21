"""The inbox, judged card by card: keys where there is JavaScript, plain buttons where there is none."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from evidence.admin.actions import DISMISS, KEEP, PUBLISH, DayForm, may_judge
from evidence.curating import CardRefused
from evidence.flagging import flags_of
from evidence.models import Card, CardTopic

PER_PAGE = 25
JUDGEMENTS = {action.name: action for action in (KEEP, DISMISS, PUBLISH)}


class EditorsOnly(View):
    """A view for those who may change cards."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse anyone else."""
        if not may_judge(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class TriageView(EditorsOnly, WagtailAdminTemplateMixin, TemplateView):
    """The oldest arrivals first, 25 to a page."""

    template_name = "evidence/admin/triage.html"
    _show_breadcrumbs = True
    header_icon = "mail"

    def get_page_title(self) -> str:
        """What this is."""
        return _("Inbox triage")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, cards, this."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailsnippets_evidence_card:list"), "label": _("Evidence cards")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of the inbox and the day that kept cards go to."""
        topics = CardTopic.objects.filter(excluded=False).select_related("topic").defer("topic__rule_query")
        cards = (
            Card.objects.inbox()
            .with_source()
            .prefetch_related("links", Prefetch("card_topics", topics, to_attr="shown_topics"))
        )
        page = Paginator(cards.order_by("created_at", "pk"), PER_PAGE).get_page(self.request.GET.get("p"))
        rows = [(card, flags_of([card])) for card in page]
        return super().get_context_data(page=page, rows=rows, day=self._day(), day_form=DayForm(), **kwargs)

    def _day(self) -> str:
        form = DayForm(self.request.GET)
        day = form.cleaned_data["day"] if form.is_valid() else timezone.now().date()
        return day.isoformat()


class JudgeView(EditorsOnly):
    """Keeps, dismisses or publishes one card of the inbox, by POST alone."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the same page of the inbox; the script gets a line of JSON instead, 409 when refused."""
        card = get_object_or_404(Card, pk=pk)
        form = DayForm(request.POST)
        action = JUDGEMENTS.get(request.POST.get("judgement", ""))
        if action is None or not form.is_valid():
            return self._answer(_("This request was not understood; nothing was done."), status=400)
        try:
            action.do(card, form.cleaned_data, by=request.user, now=timezone.now())
        except CardRefused as refusal:
            return self._answer(str(refusal), status=409)
        return self._answer(action.done % {"card": card.headline}, status=200)

    def _answer(self, message: str, *, status: int) -> HttpResponse:
        if self.request.headers.get("Accept") == "application/json":
            return JsonResponse({"message": message}, status=status)
        tell = messages.success if status == 200 else messages.error
        tell(self.request, message)
        query = urlencode({"p": self.request.POST.get("p", "1"), "day": self.request.POST.get("day", "")})
        return redirect(f"{reverse('wagtailsnippets_evidence_card:triage')}?{query}")

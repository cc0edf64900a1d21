"""The admin's first page says what waits."""

import re
from datetime import timedelta

from django.test import Client

from cms.admin.desk import desk_sections
from questions.auditing import audit_take
from questions.models import Notice, Run, RunExchange
from questions.publishing import publish_take
from questions.reviewing import submit_for_review
from tests.sharing import shared
from tests.world import NOW, World


@shared
def waiting(world: World) -> World:
    """One draft in review, one failed run, one card in the inbox, one question without an answer."""
    card = world.card()
    take = world.take([(card.excerpt, [card]), ("Nobody counted the trout.", [])])
    audit_take(take=take, now=world.now)
    submit_for_review(take=take, by=world.editor, now=world.now)
    world.card("Nobody has judged this yet", publish=False)
    Run.objects.create(
        question=world.question,
        drafter_version="1.0",
        draft_day=world.today,
        state=Run.State.FAILED,
        error="The drafter gave up after 3 starts.",
        created_at=world.now,
        finished_at=world.now,
    )
    return world


def test_each_kind_of_work_is_listed_with_where_to_do_it(waiting: World):
    drafts, runs, _moved, inbox, unanswered = desk_sections(NOW)
    assert [line.note for line in drafts.lines] == ["1 of 2 claims trace to a card; the gate is shut"]
    assert [line.note for line in runs.lines] == ["The drafter gave up after 3 starts."]
    assert [line.title for line in inbox.lines] == ["1 card to judge"]
    assert [line.title for line in unanswered.lines] == [waiting.question.title]


def test_a_question_whose_next_run_went_well_is_not_listed(waiting: World):
    Run.objects.create(
        question=waiting.question,
        drafter_version="1.0",
        draft_day=waiting.today,
        state=Run.State.DONE,
        created_at=waiting.now.replace(hour=13),
        finished_at=waiting.now.replace(hour=13),
    )
    assert desk_sections(NOW)[1].lines == ()


def test_an_empty_desk_says_so(client: Client, world: World):
    client.force_login(world.editor)
    page = client.get("/admin/").content.decode()
    assert "No draft waits for review." in page
    assert "The inbox is empty." in page


def test_links_on_the_desk_lead_somewhere(client: Client, waiting: World):
    client.force_login(waiting.reviewer)
    for section in desk_sections(NOW):
        for line in section.lines:
            assert client.get(line.url).status_code == 200, line.url


def moved(world: World) -> Notice:
    """A version under which a trip-wire was hit."""
    card = world.card()
    take = publish_take(take=world.take([(card.excerpt, [card])]), by=world.reviewer, now=world.now)
    return Notice.objects.create(
        question=world.question,
        take=take,
        kind=Notice.Kind.TRIP_WIRE,
        facts=[{"key": "1", "text": "Clean: The <salmon> return."}],
        made_at=world.now,
    )


def test_what_moved_is_listed_until_somebody_deals_with_it(client: Client, world: World):
    notice = moved(world)
    client.force_login(world.editor)
    page = client.get("/admin/").content.decode()
    assert "Trip-wire hit: Clean: The &lt;salmon&gt; return." in page
    (line,) = desk_sections(NOW)[2].lines
    assert client.get(line.url).status_code == client.get(line.draft_url).status_code == 200
    assert client.get(line.done_url).status_code == 405
    assert client.post(line.done_url).status_code == 302
    assert desk_sections(NOW)[2].lines == ()
    notice.refresh_from_db()
    assert notice.dealt_with_by == world.editor


def test_the_button_needs_its_token_and_the_right(world: World):
    notice = moved(world)
    url = f"/admin/desk/notices/{notice.pk}/done/"
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.editor)
    assert strict.post(url).status_code == 403
    page = strict.get("/admin/").content.decode()
    token = re.search(rf'{url}"><input[^>]*name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    agent = Client()
    agent.force_login(world.agent)
    assert agent.post(url).status_code in {302, 403}
    assert Notice.objects.get().dealt_with_at is None
    assert strict.post(url, {"csrfmiddlewaretoken": token[1]}).status_code == 302
    assert Notice.objects.get().dealt_with_at is not None


def test_what_the_models_took_this_month_is_told_with_what_has_no_price(client: Client, world: World):
    assert len(desk_sections(NOW)) == 5
    run = Run.objects.create(
        question=world.question,
        drafter_version="1",
        draft_day=world.today,
        state=Run.State.DONE,
        created_at=NOW,
        finished_at=NOW,
    )
    month = NOW.replace(day=1, hour=0)
    for n, (at, tokens, cost) in enumerate(
        [
            (month - timedelta(seconds=1), 9_000, "9"),
            (month, 1_200, "0.25"),
            (NOW, 300, "0.5"),
            (NOW, 40, None),
            (NOW, 0, None),
        ]
    ):
        RunExchange.objects.create(
            run=run, n=n, model="m", sent_hash="", sent_text="", held_tokens=tokens, held_cost=cost, at=at
        )
    section = desk_sections(NOW)[-1]
    assert section.heading == "Spent this month"
    assert [(line.title, line.note) for line in section.lines] == [
        ("0.75, 1,540 tokens", "4 calls to models; 1 of unknown cost")
    ]
    client.force_login(world.editor)
    assert client.get(section.lines[0].url).status_code == 200

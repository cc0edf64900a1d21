"""Publishing and deleting questions through the page editor."""

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django.urls import reverse

from evidence.models import Change
from questions.asking import QuestionRefused, publish_question, require_unused
from questions.models import Question, QuestionIndex
from questions.voting import cast_vote
from tests.sharing import shared
from tests.world import World


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.admin)
    return client


@shared
def bare(world: World) -> Question:
    """A draft question without a scale."""
    question = Question(title="Is the lake deep?", slug="is-the-lake-deep", live=False)
    QuestionIndex.objects.get(pk=world.index.pk).add_child(instance=question)
    question.save_revision(user=world.admin)
    return question


def test_a_question_without_positions_is_not_published(world: World, bare: Question):
    with pytest.raises(QuestionRefused, match="at least two positions"):
        publish_question(question=bare, by=world.admin, now=world.now)
    assert not Question.objects.get(pk=bare.pk).live


def test_the_page_editor_sends_the_editor_to_the_scale(desk: Client, world: World, bare: Question):
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[bare.pk]))
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name not in {"topics", "comments"}}
    data |= {"action-publish": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    response = desk.post(reverse("wagtailadmin_pages:edit", args=[bare.pk]), data)
    assert response.status_code == 302
    assert response["Location"] == reverse("questions_scale", args=[bare.pk])
    assert not Question.objects.get(pk=bare.pk).live


def test_bulk_publishing_refuses_it_too(desk: Client, bare: Question):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = desk.post(f"{url}?id={bare.pk}&next=/admin/", {})
    assert response.status_code == 302
    assert not Question.objects.get(pk=bare.pk).live


def test_a_question_with_votes_is_not_deleted(desk: Client, world: World):
    cast_vote(
        question=world.question,
        browser=world.question.stable_id,
        position="clean",
        address="192.0.2.1",
        now=world.now,
    )
    with pytest.raises(QuestionRefused, match="stays on record"):
        require_unused(world.question)
    for pk in (world.question.pk, world.index.pk):
        response = desk.post(reverse("wagtailadmin_pages:delete", args=[pk]), follow=True)
        assert "Unpublish it instead" in response.content.decode()
    assert Question.objects.filter(pk=world.question.pk).exists()


def test_a_question_that_nobody_answered_can_be_deleted(desk: Client, world: World):
    desk.post(reverse("wagtailadmin_pages:delete", args=[world.question.pk]))
    with pytest.raises(ObjectDoesNotExist):
        Question.objects.get(pk=world.question.pk)


def test_partners_hear_of_questions_in_order(world: World):
    world.question.unpublish()
    kinds = list(Change.objects.filter(subject=world.question.urn).values_list("kind", flat=True))
    assert kinds == [Change.Kind.QUESTION_PUBLISHED, Change.Kind.QUESTION_UNPUBLISHED]


def test_a_renamed_question_leaves_a_redirect(
    client: Client, world: World, django_capture_on_commit_callbacks: Any
):
    question = world.question
    question.slug = "is-the-river-clean"
    with django_capture_on_commit_callbacks(execute=True):
        question.save_revision(user=world.admin).publish(user=world.admin)
    response = client.get("/questions/is-the-river-clean-again/")
    assert response.status_code == 301
    assert response["Location"].endswith("/questions/is-the-river-clean/")

    below = client.get("/questions/is-the-river-clean-again/evidence/?page=1")
    assert (below.status_code, below["Location"]) == (301, "/questions/is-the-river-clean/evidence/?page=1")
    assert client.get("/questions/never-asked/evidence/").status_code == 404


def test_whoever_changes_the_policy_is_kept(desk: Client, world: World):
    url = reverse("wagtailadmin_pages:edit", args=[world.question.pk])
    form = desk.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name not in {"topics", "comments"}}
    data |= {
        "review_policy": Question.ReviewPolicy.UNREVIEWED,
        "action-publish": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    assert desk.post(url, data).status_code == 302
    question = Question.objects.get(pk=world.question.pk)
    assert question.review_policy == Question.ReviewPolicy.UNREVIEWED
    assert question.policy_set_by == world.admin

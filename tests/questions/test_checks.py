"""What the system check says of the review of takes."""

import pytest
from django.core.checks import run_checks
from wagtail.models import Task, Workflow

from questions.drafting.running import execute_run, request_run
from questions.models import Run, Take
from tests.questions.runs import river_cards
from tests.world import World


def said() -> list[str]:
    found = run_checks(databases=["default"])
    return [message.hint or "" for message in found if message.id == "questions.W002"]


def test_a_review_that_is_set_up_is_not_spoken_of(db: None) -> None:
    assert said() == []


@pytest.mark.parametrize("missing", [Workflow, Task])
def test_without_an_active_workflow_the_check_says_what_to_do(db: None, missing: type) -> None:
    missing.objects.update(active=False)  # type: ignore[attr-defined]
    (hint,) = said()
    assert "Settings, Workflows" in hint


@pytest.mark.parametrize("missing", [Workflow, Task])
def test_a_run_without_a_review_fails_by_name_and_leaves_nothing(world: World, missing: type) -> None:
    river_cards(world)
    missing.objects.update(active=False)  # type: ignore[attr-defined]
    asked = request_run(
        question=world.question, by=world.agent, trigger=Run.Trigger.EDITOR, day=world.today, now=world.now
    )
    run = execute_run(key=asked.key, clock=lambda: world.now)
    assert (run.state, run.failure) == (Run.State.FAILED, "no_review")
    assert "workflow" in run.error
    assert not Take.objects.exists()

"""Drafts changed outside the admin's editor."""

import pytest

from questions.editing import NotEditable, edit_take
from questions.models import Take
from tests.sharing import shared
from tests.world import World


@shared
def draft(world: World) -> Take:
    return world.take([("The gauge counted salmon at the weir.", [world.card()])], answer="Not yet.")


def test_what_is_typed_is_kept_as_plain_text(world: World, draft: Take) -> None:
    edited = edit_take(
        take=draft,
        by=world.editor,
        now=world.now,
        answer="Not\x00 <b>yet</b>.",
        change_reason=" Mended.\x00 ",
    )
    assert (edited.answer, edited.change_reason) == ("Not yet.", "Mended.")


@pytest.mark.parametrize(
    "changes", [{"change_reason": "x" * 501}, {"change_reason": "\x00"}, {"change_kind": "whim"}]
)
def test_what_no_field_holds_is_refused(world: World, draft: Take, changes: dict[str, str]) -> None:
    with pytest.raises(NotEditable):
        edit_take(take=draft, by=world.editor, now=world.now, **changes)

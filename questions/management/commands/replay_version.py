"""`manage.py replay_version <slug> <n>` or `--bundle file.zip`: draft a version again, show what differs."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evidence.cleaning import clean_line
from questions.aligning import Segment, segments
from questions.conditions import condition_words
from questions.models import Take
from questions.replaying import NotReplayable, Replay, replay_bundle, replay_version
from questions.wording_difference import altered

_AROUND = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}


class Command(BaseCommand):
    """Exit code 1 where a drafter that always says the same did not, and nothing was told that explains it."""

    help = "Draft a version again from its brief, with the same drafter, and show what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A version by address, or a bundle."""
        parser.add_argument("slug", nargs="?", help="the question's slug")
        parser.add_argument("number", nargs="?", type=int, help="the version's number")
        parser.add_argument("--bundle", type=Path, help="a bundle instead of a version of this installation")

    def handle(
        self, *args: Any, slug: str | None, number: int | None, bundle: Path | None, **options: Any
    ) -> None:
        """Print the difference, or that there is none."""
        try:
            replay = self._replay(slug, number, bundle)
        except (NotReplayable, OSError) as reason:
            raise CommandError(str(reason)) from reason
        for line in _lines(replay):
            self.stdout.write(line)
        if replay.deterministic and not replay.identical and not replay.excused:
            raise CommandError("This drafter always drafts the same from the same brief, and did not.")

    def _replay(self, slug: str | None, number: int | None, bundle: Path | None) -> Replay:
        if bundle is not None:
            return replay_bundle(content=bundle.read_bytes(), clock=timezone.now)
        take = Take.objects.published().filter(question__slug=slug, number=number).first()
        if take is None:
            raise CommandError(f"There is no published version {number} of “{slug}”.")
        return replay_version(take=take, clock=timezone.now)


def _lines(replay: Replay) -> Iterator[str]:
    yield f"Drafted again by {clean_line(replay.drafter)}."
    yield from replay.notes
    if replay.identical:
        yield "The draft is identical to the one that was handed over."
        return
    if replay.verdict_before != replay.verdict_after:
        yield f"verdict: [-{clean_line(replay.verdict_before)}-]{{+{clean_line(replay.verdict_after)}+}}"
    found = replay.difference
    if found.empty:
        yield "It reads the same."
    if altered(found.answer):
        yield f"answer: {_marked(found.answer)}"
    for section in found.sections:
        if section.kind != "same":
            yield f"## {_marked(section.heading)}"
        for line in section.sentences:
            if line.kind != "same":
                yield _marked(line.segments) + _cites(line.cites_added, line.cites_removed)
    for wire in found.trip_wires:
        if wire.kind != "same":
            checked = segments(condition_words(wire.condition_before), condition_words(wire.condition_after))
            yield f"trip-wire: {_marked(wire.segments)}" + (f" ({_marked(checked)})" if checked else "")


def _marked(segments: Sequence[Segment]) -> str:
    return clean_line("".join(_AROUND[segment.kind].format(segment.text) for segment in segments))


def _cites(added: Sequence[str], removed: Sequence[str]) -> str:
    signs = [f"+{ref}" for ref in added] + [f"-{ref}" for ref in removed]
    return clean_line(f" ({' '.join(signs)})") if signs else ""

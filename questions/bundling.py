"""A published version with everything it was made from, as one file that is the same each time."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from evidence.models import Card
from questions.disclosure import disclosure
from questions.drafting.language_model.prompting import FOLDER
from questions.drafting.reading import Unreadable, draft_hash, read_draft
from questions.models import Run, Take, Wording
from questions.snapshot import Snapshot, canonical, parse
from questions.withholding import without_cards

SCHEMA = "assay.bundle/1"
# Zip knows no time before this one.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_READABLE_FILE = 0o100644 << 16


class NotBundled(Exception):
    """The version has no bundle; the message says why."""


def bundle_version(*, take: Take) -> bytes:
    """The zip of a published version: its bytes, brief, cards as cited, prompt, audit, and a README.

    The same version gives the same bytes as long as no card or version it draws on is withdrawn and the
    site's wording stays. Only what readers may see is in it: withdrawn cards are tombstones, longer source
    texts are left out. Raises NotBundled for a version that was withdrawn or has no number.
    """
    if take.number is None or not take.snapshot or hasattr(take, "withdrawal"):
        raise NotBundled(_("Only a published version that still stands has a bundle."))
    snapshot = parse(take.snapshot)
    key = snapshot["provenance"]["run"]
    run = Run.objects.filter(key=key).first() if key else None
    public = _public_cards(snapshot, run)
    gone = sorted({source["card"] for source in snapshot["sources"]} - public)
    shown = without_cards(snapshot, gone)
    files = {
        "audit.json": _json({"audit": shown["audit"], "claims": _claims(shown)}),
        "cards.json": _json(shown["sources"]),
        **({"version.json": _json(shown)} if gone else {"snapshot.json": take.snapshot.encode()}),
        **(_brief(run, public) if run is not None and run.brief else {}),
        **(_prompt(run) if run is not None else {}),
    }
    facts = _manifest(take, snapshot, run, gone, files)
    files["README.md"] = _readme(snapshot, facts).encode()
    files["manifest.json"] = _json({**facts, "files": {name: _sha256(files[name]) for name in sorted(files)}})
    return pack(files)


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files by name: sorted, undated and uncompressed, always the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system = 3
            entry.external_attr = _READABLE_FILE
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def _public_cards(snapshot: Snapshot, run: Run | None) -> set[int]:
    given = run.brief.get("cards", ()) if run is not None else ()
    wanted = {source["card"] for source in snapshot["sources"]} | {card["id"] for card in given}
    return set(Card.objects.published().filter(pk__in=wanted).values_list("pk", flat=True))


def _brief(run: Run, public: set[int]) -> dict[str, bytes]:
    """The brief's canonical JSON, whose sha256 is the run's input hash where nothing had to be left out."""
    brief = {**run.brief, "cards": [_given(card, public) for card in run.brief.get("cards", ())]}
    if _previous_left_out(run):
        brief["previous"] = {**brief["previous"], "answer": ""}
    return {"brief.json": _json(brief)}


def _given(card: Mapping[str, Any], public: set[int]) -> dict[str, Any]:
    if card["id"] not in public:
        return {"id": card["id"], "ref": card["ref"], "withdrawn": True}
    return {**card, "stored_text": ""}


def _prompt(run: Run) -> dict[str, bytes]:
    """The prompt's file, if it is still the one that was sent."""
    place = FOLDER / f"{run.prompt}.md"
    if not run.prompt or not place.is_file():
        return {}
    content = place.read_bytes()
    return {"prompt.md": content} if _sha256(content) == run.prompt_hash else {}


def _claims(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "answer": snapshot["answer_claims"],
        "sections": {section["id"]: section["claims"] for section in snapshot["sections"]},
        "trip_wires": [wire["claims"] for wire in snapshot["trip_wires"]],
    }


def _manifest(
    take: Take, snapshot: Snapshot, run: Run | None, gone: list[int], files: Mapping[str, bytes]
) -> dict[str, Any]:
    cards = run.brief.get("cards", ()) if run is not None else ()
    stored = [card["id"] for card in cards if card["stored_text"]]
    given = json.loads(files["brief.json"])["cards"] if "brief.json" in files else []
    return {
        "schema": SCHEMA,
        "question": snapshot["question"],
        "number": snapshot["number"],
        "published_at": snapshot["published_at"],
        "content_hash": take.content_hash,
        "drafter": snapshot["provenance"]["drafter"],
        "run": snapshot["provenance"]["run"],
        "input_hash": run.input_hash if run is not None else None,
        "draft_hash": _draft_hash(run),
        "prompt": {"name": run.prompt, "sha256": run.prompt_hash} if run is not None and run.prompt else None,
        "left_out": {
            "cited_cards": gone,
            "brief_cards": [card["id"] for card in given if card.get("withdrawn")],
            "stored_texts": stored,
            "previous_answer": _previous_left_out(run),
        },
    }


def _draft_hash(run: Run | None) -> str | None:
    """Of what the drafter handed over, so that a replay can tell whether it says the same again."""
    if run is None or not run.output:
        return None
    try:
        return draft_hash(read_draft(run.output))
    except Unreadable:
        return None


def _previous_left_out(run: Run | None) -> bool:
    """Whether the version that the brief told of was taken back since; erased, the run has lost it too."""
    previous = run.brief.get("previous") if run is not None else None
    if run is None or not previous:
        return False
    withdrawn = Take.objects.filter(question=run.question_id, withdrawal__isnull=False)
    return bool(withdrawn.filter(number=previous["number"]).exists())


def _readme(snapshot: Snapshot, facts: Mapping[str, Any]) -> str:
    """In the site's own language, whoever asks."""
    wording = Wording.objects.first() or Wording()
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "version": snapshot,
            "facts": facts,
            "disclosure": disclosure(snapshot, wording),
            "wording": wording,
        }
        return render_to_string("questions/bundle_readme.txt", context)


def _json(value: Any) -> bytes:
    return canonical(value).encode("utf-8", "surrogatepass")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

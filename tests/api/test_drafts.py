"""Drafts of partners: strict bodies, the same audit, one answer for one name, nothing in public."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies
from jsonschema import Draft202012Validator, FormatChecker
from schemathesis.generation import GenerationMode
from wagtail.models import Workflow

from cms.api.document import document
from cms.models import IdempotencyKey, PartnerDraft
from evidence.curating import withdraw_card
from questions.models import Question, Run, Take, TripWire
from questions.reviewing import approve_take, cancel_review, return_take
from questions.withdrawing import withdraw_take
from tests.api.partners import Desk, make_desk, make_key, make_partner, standing_clock
from tests.api.test_fuzz import CHECKS, kept_connection
from tests.sharing import shared
from tests.world import World

__all__ = ["kept_connection", "standing_clock"]
pytestmark = pytest.mark.usefixtures("standing_clock")


@shared
def desk(world: World) -> Desk:
    return make_desk(world)


def faults(response: Any) -> dict[str, str]:
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "/api/docs/#problem-bad-body"
    assert Take.objects.count() == Run.objects.count() == IdempotencyKey.objects.count() == 0
    return {error["pointer"]: error["detail"] for error in response.json()["errors"]}


def test_a_draft_becomes_a_take_in_review(desk: Desk) -> None:
    response = desk.send(desk.body(drafter={"name": "scribe", "version": "2.1", "model": "big-1"}))
    assert response.status_code == 201, response.content
    record = response.json()
    assert record["review"] == {"outcome": "in_review", "reason": None, "version": None, "version_url": None}
    assert record["audit"]["passed"] is True
    assert record["audit"]["traced"] >= 2
    assert record["drafter"] == {"name": "harbour-desk/scribe", "version": "2.1", "model": "big-1"}
    assert response["Location"] == record["url"]
    assert response["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in response
    take = Take.objects.get()
    assert take.workflow_in_progress
    assert (take.number, take.live, take.run.state, take.run.trigger) == (None, False, "done", "partner")
    assert take.created_by == desk.world.agent
    assert {source["ref"] for source in record["sources"]} == {desk.cards[0].ref, desk.cards[1].ref}
    followed = desk.get(record["url"].removeprefix("http://testserver"))
    assert followed.status_code == 200
    assert followed.json() == record


def described(path: str, method: str, status: str, body: Any) -> None:
    operation = document()["paths"][path][method]
    schema = operation["responses"][status]["content"]["application/json"]["schema"]
    whole = {**schema, "components": document()["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(body)


def test_answers_are_as_described(desk: Desk) -> None:
    body = desk.body()
    body["sections"][0]["paragraphs"][0][0]["text"] = "The gauge counted 999 salmon at the weir."
    record = desk.send(body).json()
    described("/api/v1/questions/{slug}/drafts/", "post", "201", record)
    good = desk.send(desk.body(), name="good").json()
    approve_take(take=Take.objects.get(run__key=good["key"]), by=desk.world.reviewer, now=desk.world.now)
    followed = desk.get(good["url"].removeprefix("http://testserver")).json()
    described("/api/v1/drafts/{key}/", "get", "200", followed)
    drafters = Client().get("/api/v1/drafters/").json()
    assert [entry["name"] for entry in drafters["results"]] == ["harbour-desk/scribe"]
    assert drafters["results"][0]["kind"] == "partner"
    described("/api/v1/drafters/", "get", "200", drafters)


def test_a_wrong_figure_is_found_with_its_span_and_the_draft_goes_to_review(desk: Desk) -> None:
    body = desk.body()
    body["sections"][0]["paragraphs"][0][0]["text"] = "The gauge counted 999 salmon at the weir."
    record = desk.send(body).json()
    assert record["audit"]["passed"] is False
    claim = next(claim for claim in record["claims"] if "999" in claim["text"])
    finding = next(finding for finding in claim["findings"] if finding["blocking"])
    start, end = finding["claim_span"]
    assert claim["text"][start:end].startswith("999")
    assert record["review"]["outcome"] == "in_review"


def test_its_window_is_the_one_it_was_drafted_from_whatever_the_question_says_now(desk: Desk) -> None:
    told = desk.send(desk.body()).json()
    Question.objects.update(window_days=30)
    assert desk.get(told["url"]).json()["window"] == told["window"]
    take = Take.objects.get()
    assert told["window"] == {"first": take.window_from.isoformat(), "last": take.window_to.isoformat()}


def test_its_partner_follows_it_to_its_end(desk: Desk) -> None:
    world = desk.world
    path = desk.send(desk.body()).json()["url"].removeprefix("http://testserver")
    take = Take.objects.get()
    return_take(take=take, reason="Say more of sewage.", by=world.reviewer, now=world.now)
    review = desk.get(path).json()["review"]
    assert (review["outcome"], review["reason"]) == ("returned", "Say more of sewage.")
    second = desk.send(desk.body(), name="draft-2").json()["url"].removeprefix("http://testserver")
    draft = Take.objects.get(run__key=second.rstrip("/").rsplit("/", 1)[1])
    approve_take(take=draft, by=world.reviewer, now=world.now)
    review = desk.get(second).json()["review"]
    assert (review["outcome"], review["version"]) == ("published", 1)
    assert review["version_url"] == f"http://testserver/questions/{world.question.slug}/v/1/"
    snapshot = Client().get(f"/api/v1/questions/{world.question.slug}/takes/1/").json()["take"]
    assert snapshot["provenance"]["drafter"] == {
        "kind": "partner", "name": "harbour-desk/scribe", "version": "2.1", "model": None
    }  # fmt: skip
    withdraw_take(take=Take.objects.get(pk=draft.pk), reason="Wrong gauge.", by=world.reviewer, now=world.now)
    gone = desk.get(second).json()
    assert (gone["review"]["outcome"], gone["review"]["reason"]) == ("withdrawn", "Wrong gauge.")
    assert (gone["claims"], gone["audit"]) == ([], None)


def test_a_draft_taken_out_of_review_is_set_aside(desk: Desk) -> None:
    path = desk.send(desk.body()).json()["url"].removeprefix("http://testserver")
    cancel_review(take=Take.objects.get(), by=desk.world.reviewer, now=desk.world.now)
    assert desk.get(path).json()["review"]["outcome"] == "set_aside"


def test_it_is_published_at_once_only_where_the_policy_asks_for_no_review(desk: Desk) -> None:
    world = desk.world
    first = desk.send(desk.body(), name="first").json()
    approve_take(take=Take.objects.get(run__key=first["key"]), by=world.reviewer, now=world.now)
    checkable = {
        "answer": "Nearly: the gauge counted 11 salmon at the weir.",
        "trip_wires": [{"towards": "clean", "text": "The gauge counted 12 salmon at the weir."}],
    }
    policy = Question.objects.filter(pk=world.question.pk)
    policy.update(review_policy=Question.ReviewPolicy.UNREVIEWED, policy_set_by=world.reviewer)
    ours_only = desk.send(desk.body(**checkable), name="ours-only").json()
    assert ours_only["review"]["outcome"] == "in_review"
    policy.update(partners_unreviewed=True)
    same = desk.send(desk.body(**checkable), name="same-verdict").json()
    assert same["review"]["outcome"] == "published"
    opinion = desk.send(desk.body(), name="an-opinion").json()
    assert opinion["review"]["outcome"] == "in_review"
    other = desk.send(desk.body(verdict="not-yet", **checkable), name="other-verdict").json()
    assert other["review"]["outcome"] == "in_review"


def test_a_run_at_work_on_the_question_does_not_stop_it(desk: Desk) -> None:
    Run.objects.create(
        question=desk.world.question,
        drafter_version="1",
        draft_day=desk.world.today,
        created_at=desk.world.now,
    )
    assert desk.send(desk.body()).status_code == 201


def test_a_draft_appears_nowhere_in_public(desk: Desk) -> None:
    body = desk.body(answer="A heron that nobody published stood there.")
    record = desk.send(body).json()
    slug, world = desk.world.question.slug, desk.world
    assert Take.objects.get().answer.startswith("A heron")
    for template in document()["paths"]:
        path = template.replace("{slug}", slug).replace("{suffix}", "csv").replace("{number}", "1")
        response = Client().get(path.replace("{key}", record["key"]))
        assert "heron" not in response.content.decode(), path
    for path in ("/", f"/questions/{slug}/", f"/questions/{slug}/v/1/", f"/questions/{slug}/history/"):
        assert "heron" not in Client().get(path).content.decode(), path
    assert world.question.slug in Client().get("/api/v1/questions/").content.decode()


def test_another_partner_is_answered_as_if_there_were_none(desk: Desk) -> None:
    record = desk.send(desk.body()).json()
    _key, other = make_key(desk.world, make_partner(desk.world, "other-desk"))
    path = record["url"].removeprefix("http://testserver")
    theirs = desk.get(path, other)
    unknown = desk.get(path.replace(record["key"], "00000000-0000-4000-8000-000000000000"), other)
    assert theirs.status_code == unknown.status_code == 404
    assert theirs.content == unknown.content


def test_a_question_that_is_not_public_is_not_there(desk: Desk) -> None:
    Question.objects.filter(pk=desk.world.question.pk).update(live=False)
    assert desk.send(desk.body()).status_code == 404


def changed(path: list[Any], value: Any) -> Callable[[dict[str, Any]], None]:
    def change(body: dict[str, Any]) -> None:
        place: Any = body
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


SENTENCE = ["sections", 0, "paragraphs", 0, 0]
AT = "/sections/0/paragraphs/0/0"


@pytest.mark.parametrize(
    ("path", "value", "pointer"),
    [
        (["colour"], "blue", "/colour"),
        (["sections", 0, "a/b~c"], 1, "/sections/0/a~1b~0c"),
        ([*SENTENCE, "html"], "x", f"{AT}/html"),
        (["trip_wires", 0, "check"], {}, "/trip_wires/0/check"),
        (["drafter", "vendor"], "x", "/drafter/vendor"),
        (["verdict"], "maybe", "/verdict"),
        (["verdict"], None, "/verdict"),
        (["verdict"], 3, "/verdict"),
        (["answer"], "", "/answer"),
        (["answer"], "x" * 401, "/answer"),
        (["answer"], "a\x00b", "/answer"),
        (["answer"], "a\ud800b", "/answer"),
        (["sections"], [], "/sections"),
        (["sections"], "x", "/sections"),
        (["sections", 0], [], "/sections/0"),
        (["sections", 0, "kind"], "verdict", "/sections/0/kind"),
        (["sections", 0, "heading"], "x" * 161, "/sections/0/heading"),
        (["sections", 0, "paragraphs"], [[]], "/sections/0/paragraphs/0"),
        ([*SENTENCE, "cards"], [], f"{AT}/cards"),
        ([*SENTENCE, "cards"], ["2020-01-01#0"], f"{AT}/cards/0"),
        ([*SENTENCE, "cards"], [7], f"{AT}/cards/0"),
        ([*SENTENCE, "cards"], ["<b>"], f"{AT}/cards/0"),
        ([*SENTENCE, "text"], "x" * 701, f"{AT}/text"),
        ([*SENTENCE, "text"], "See https://evil.example/ now.", f"{AT}/text"),
        ([*SENTENCE, "text"], "See [this](x) now.", f"{AT}/text"),
        ([*SENTENCE, "text"], "See <b>this</b> now.", f"{AT}/text"),
        ([*SENTENCE, "text"], "Read \u202e backwards.", f"{AT}/text"),
        ([*SENTENCE, "text"], "The gauge counted 12 salmon at the weir.", "/sections/0/paragraphs/0/1/text"),
        (["trip_wires", 0, "towards"], "elsewhere", "/trip_wires/0/towards"),
        (["trip_wires", 0, "text"], "javascript:alert(1)", "/trip_wires/0/text"),
        (["drafter", "name"], "Big Model", "/drafter/name"),
        (["drafter", "version"], "<1>", "/drafter/version"),
        (["drafter"], "scribe", "/drafter"),
        (["window_to"], "2999-01-01", "/window_to"),
        (["window_to"], "2150-01-01", "/window_to"),
        (["window_to"], "20260401", "/window_to"),
    ],
)
def test_a_bad_place_is_named_by_its_pointer(path: list[Any], value: Any, pointer: str, desk: Desk) -> None:
    body = desk.body()
    changed(path, value)(body)
    assert set(faults(desk.send(body))) == {pointer}


@pytest.mark.parametrize("name", ["verdict", "answer", "sections", "drafter"])
def test_a_missing_member_is_named(name: str, desk: Desk) -> None:
    body = desk.body()
    del body[name]
    assert faults(desk.send(body)) == {f"/{name}": "is missing."}


def test_every_fault_is_named_at_once(desk: Desk) -> None:
    body = desk.body(verdict="maybe", colour="blue")
    body["sections"][0]["paragraphs"][0][1]["cards"] = "x"
    assert set(faults(desk.send(body))) == {"/colour", "/sections/0/paragraphs/0/1/cards"}


def test_cards_that_may_not_be_cited_are_told_apart(desk: Desk) -> None:
    world, today = desk.world, desk.world.today
    old = world.card(published_on=today - timedelta(days=200))
    gone = world.card(published_on=today - timedelta(days=20))
    withdraw_card(card=gone, reason="Retracted.", by=world.reviewer, now=world.now)
    stray = world.card("Otters", "Otters came.", published_on=today - timedelta(days=21), topics=[])
    body = desk.body()
    body["sections"][0]["paragraphs"][0][0]["cards"] = [old.ref, gone.ref, stray.ref, "2020-02-02#0"]
    told = faults(desk.send(body))
    outside = "names a card outside the evidence of this question and window."
    assert told == {
        f"{AT}/cards/0": outside,
        f"{AT}/cards/1": "names a card that was withdrawn.",
        f"{AT}/cards/2": outside,
        f"{AT}/cards/3": "is the ref of no published card.",
    }


def test_a_section_of_a_kind_that_stands_once_is_refused_twice(desk: Desk) -> None:
    body = desk.body()
    body["sections"].append(copy.deepcopy(body["sections"][0]))
    body["sections"][1]["paragraphs"] = [[{"text": "Salmon came.", "cards": [desk.cards[2].ref]}]]
    assert set(faults(desk.send(body))) == {"/sections/1/kind"}


@pytest.mark.parametrize(
    "raw",
    [
        b" ",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b'{"a":1,"a":2}',
        b'{"answer":NaN}',
        b"[" * 100_000,
        b'{"a":' * 900 + b"1" + b"}" * 900,
        b"9" * 5000,
    ],
)
def test_what_is_no_object_of_json_is_refused(raw: bytes, desk: Desk) -> None:
    assert "" in faults(desk.send(raw))


def test_size_type_and_encoding_are_limited(desk: Desk) -> None:
    large = desk.send(b" " * (512 * 1024 + 1))
    assert (large.status_code, large.json()["type"]) == (413, "/api/docs/#problem-body-too-large")
    for sent in ("text/plain", "application/json; charset=latin-1", "application/x-www-form-urlencoded"):
        assert desk.send(b"{}", type=sent).status_code == 415, sent
    packed = desk.send(b"{}", **{"Content-Encoding": "gzip"})
    assert packed.json()["type"] == "/api/docs/#problem-unsupported-media-type"


@pytest.mark.parametrize("name", ["", " ", "a b", "x" * 256, "naïve"])
def test_a_request_needs_a_name(name: str, desk: Desk) -> None:
    response = desk.send(desk.body(), name=name)
    assert response.status_code == 400
    assert response.json()["type"] == "/api/docs/#problem-idempotency-key-missing"


def test_the_same_request_has_the_same_answer_for_ever(desk: Desk) -> None:
    first = desk.send(desk.body())
    return_take(take=Take.objects.get(), reason="No.", by=desk.world.reviewer, now=desk.world.now)
    again = desk.send(desk.body())
    assert (again.status_code, again.content, again["Location"]) == (201, first.content, first["Location"])
    assert Take.objects.count() == PartnerDraft.objects.count() == 1
    other = desk.send(desk.body(verdict="clean"))
    assert other.status_code == 422
    assert other.json()["type"] == "/api/docs/#problem-idempotency-key-taken"


def test_a_refused_request_leaves_its_name_free(desk: Desk) -> None:
    assert faults(desk.send(desk.body(verdict="maybe")))
    assert desk.send(desk.body()).status_code == 201


def test_twenty_at_once_make_one_object_and_one_body(committed_world: World, settings: Any) -> None:
    settings.ASSAY_PARTNER_DRAFTS = 1000
    desk = make_desk(committed_world)
    body = desk.body()

    def send(_n: int) -> tuple[int, bytes]:
        try:
            response = desk.send(body)
            return response.status_code, response.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(send, range(20)))
    assert len(answers) == 1, [answer[:200] for answer in answers]
    assert answers.pop()[0] == 201
    assert Take.objects.count() == Run.objects.count() == IdempotencyKey.objects.count() == 1


def test_a_partner_has_a_limit_of_its_own(desk: Desk, settings: Any) -> None:
    settings.ASSAY_PARTNER_DRAFTS = 2
    first = desk.send(desk.body())
    assert first["RateLimit-Policy"] == '"drafts";q=2;w=3600'
    assert first["RateLimit"].startswith('"drafts";r=1;t=')
    desk.send(desk.body())
    third = desk.send(desk.body())
    assert third.status_code == 429
    assert 0 < int(third["Retry-After"]) <= 3600
    _key, other = make_key(desk.world, make_partner(desk.world, "other-desk"))
    assert desk.send(desk.body(), token=other).status_code == 201


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_drafts_are_handed_in_and_nothing_else(method: str, desk: Desk) -> None:
    headers = {"Authorization": f"Bearer {desk.token}"}
    response = getattr(Client(), method)(desk.path, headers=headers)
    assert response.status_code == 405
    assert response["Allow"] == "POST, OPTIONS"


VALUES = strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.integers() | strategies.text(max_size=30),
    lambda inner: (
        strategies.lists(inner, max_size=3)
        | strategies.dictionaries(strategies.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
PLACES = [
    ["verdict"], ["answer"], ["sections"], ["sections", 0], ["sections", 0, "kind"],
    ["sections", 0, "heading"],
    ["sections", 0, "paragraphs"], ["sections", 0, "paragraphs", 0], SENTENCE, [*SENTENCE, "text"],
    [*SENTENCE, "cards"], [*SENTENCE, "cards", 0], ["trip_wires"], ["trip_wires", 0],
    ["trip_wires", 0, "text"],
    ["drafter"], ["drafter", "name"], ["drafter", "model"], ["window_to"], ["more"],
]  # fmt: skip


def test_no_body_breaks_anything(desk: Desk, settings: Any) -> None:
    settings.ASSAY_PARTNER_DRAFTS = 100_000
    names = iter(range(100_000))
    fuzz(desk, lambda: f"draft-{next(names)}")


def fuzz(desk: Desk, name: Callable[[], str]) -> None:
    @settings(
        max_examples=150,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(place=strategies.sampled_from(PLACES), value=VALUES, cut=strategies.integers(0, 3000))
    def run(place: list[Any], value: Any, cut: int) -> None:
        body = desk.body()
        changed(place, value)(body)
        sent = json.dumps(body).encode()[: cut if cut < 300 else None] or b" "
        assert desk.send(sent, name=name()).status_code in (201, 400)

    run()


def test_no_generated_request_breaks_the_contract(
    desk: Desk, settings: Any, request: pytest.FixtureRequest
) -> None:
    settings.ASSAY_PARTNER_DRAFTS = settings.ASSAY_PARTNER_RATE = 100_000
    key = desk.send(desk.body()).json()["key"]
    # Only now: the test client connects the signals anew.
    request.getfixturevalue("kept_connection")
    schema = schemathesis.openapi.from_dict(document()).include(tag="Drafts")
    schema.app = get_wsgi_application()
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    generate(desk, key, strategies.one_of([schema.as_strategy(generation_mode=mode) for mode in modes]))


def generate(desk: Desk, key: str, cases: Any) -> None:
    @settings(
        max_examples=150,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, existing=strategies.booleans())
    def run(case: schemathesis.Case, existing: bool) -> None:
        if existing:
            known = {"slug": desk.world.question.slug, "key": key}
            case.path_parameters = {name: known[name] for name in case.path_parameters or {}}
        case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {desk.token}"})

    run()


def test_without_an_active_workflow_a_draft_is_put_off_and_nothing_is_kept(desk: Desk) -> None:
    Workflow.objects.update(active=False)
    response = desk.send(desk.body())
    assert response.status_code == 503, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["Retry-After"] == "600"
    assert response.json()["type"] == "/api/docs/#problem-unavailable"
    assert "review" in response.json()["detail"]
    assert Take.objects.count() == Run.objects.count() == IdempotencyKey.objects.count() == 0
    Workflow.objects.update(active=True)
    assert desk.send(desk.body()).status_code == 201


def test_a_member_that_is_given_twice_is_named(desk: Desk) -> None:
    body = json.dumps(desk.body())
    detail = faults(desk.send(body.replace('"verdict":', '"verdict": "clean", "verdict":').encode()))[""]
    assert "“verdict” is given twice" in detail


def test_conditions_of_trip_wires_are_kept_for_the_nightly_check(desk: Desk) -> None:
    world = desk.world
    assert world.indicator.pk
    wires = [
        {
            "towards": "clean",
            "text": "Salmon spawn above the weir.",
            "condition": {"kind": "indicator_uncrosses", "indicator": "fish-sightings"},
        },
        {
            "towards": "not-yet",
            "text": "Fewer salmon pass the weir.",
            "condition": {"kind": "cards", "at_least": 3, "position": "not-yet", "topic": "fish"},
        },
        {"towards": "not-yet", "text": "Sewage runs again.", "condition": None},
    ]
    assert desk.send(desk.body(trip_wires=wires)).status_code == 201
    kept = [
        (wire.condition, wire.indicator, wire.at_least, wire.position, wire.topic)
        for wire in TripWire.objects.order_by("sort_order")
    ]
    assert kept == [
        ("indicator_uncrosses", world.indicator, None, None, None),
        ("cards", None, 3, world.positions[0], world.fish),
        ("none", None, None, None, None),
    ]


@pytest.mark.parametrize(
    ("condition", "pointer"),
    [
        ({}, "/kind"),
        ({"kind": "often"}, "/kind"),
        ([], ""),
        ({"kind": "cards", "at_least": 2, "position": "clean", "colour": 1}, "/colour"),
        ({"kind": "cards", "at_least": "2", "position": "clean"}, "/at_least"),
        ({"kind": "cards", "at_least": True, "position": "clean"}, "/at_least"),
        ({"kind": "cards", "at_least": 0, "position": "clean"}, "/at_least"),
        ({"kind": "cards", "at_least": 2}, ""),
        ({"kind": "cards", "at_least": 2, "position": "sold"}, "/position"),
        ({"kind": "cards", "at_least": 2, "topic": "sewage"}, "/topic"),
        ({"kind": "indicator_crosses", "indicator": "birds"}, "/indicator"),
        ({"kind": "indicator_crosses", "indicator": "fish-sightings", "topic": "fish"}, "/topic"),
    ],
)
def test_a_condition_that_cannot_be_checked_is_refused_by_its_pointer(
    desk: Desk, condition: object, pointer: str
) -> None:
    assert desk.world.indicator.pk
    wire = {"towards": "clean", "text": "Salmon spawn above the weir.", "condition": condition}
    found = faults(desk.send(desk.body(trip_wires=[wire])))
    assert f"/trip_wires/0/condition{pointer}" in found

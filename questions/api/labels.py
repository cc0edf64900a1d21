"""The label on answers: as a record in the body, as a token in the header."""

from __future__ import annotations

from rest_framework.response import Response

from evidence.api.describing import DisclosureRecord
from evidence.api.problems import Problem, ProblemKind
from questions.disclosure import HEADER, Disclosure


def disclosure_record(label: Disclosure) -> DisclosureRecord:
    """The label of a version."""
    return {
        "state": label.state.value,
        "experimental": label.experimental,
        "mark": label.mark,
        "sentences": list(label.sentences),
        "text": label.text,
        "digital_source_type": label.digital_source_type,
        "token": label.token,
    }


def labelled(response: Response, label: Disclosure) -> Response:
    """An answer about one version, with its token in the header."""
    response.headers[HEADER] = label.token
    return response


def labelled_problem(kind: ProblemKind, detail: str, label: Disclosure, **extra: object) -> Problem:
    """A problem about one version: its label stands in the body and in the header."""
    problem = Problem(kind, detail, **extra, disclosure=disclosure_record(label))
    problem.headers = {HEADER: label.token}
    return problem

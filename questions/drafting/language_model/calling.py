"""One call of a model. Loaded by the worker only: pydantic-ai takes 72 MB, which no web process needs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime

import httpx2
from openai import AsyncOpenAI
from pydantic import ValidationError
from pydantic_ai import Agent, ToolOutput, UsageLimits
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider
from pydantic_ai.settings import ModelSettings

from questions.drafting.language_model.answer import Answer
from questions.drafting.language_model.configuring import Configuration
from questions.drafting.language_model.failing import ModelFailure
from questions.drafting.language_model.schema import TakeForm, take_form, what_is_wrong
from questions.drafting.language_model.waiting import CallFailed, TimeIsUp, wait_for
from questions.drafting.language_model.wire import Wire

TOOL = "hand_over"
NO_KEY = "none"


@dataclass(frozen=True, slots=True)
class Call:
    """What to ask of whom, until when; `watch` is called meanwhile and may raise to stop it.

    `last` says that the deadline is the run's and not only this call's.
    """

    configuration: Configuration
    model: str
    scale: tuple[str, ...]
    instructions: str
    message: str
    deadline: float
    last: bool
    watch: Callable[[], None]


def call(asked: Call, wire: Wire, now: datetime) -> Answer:
    """Send one request and read one answer. Raises ModelFailure; what went over the line stands in `wire`."""
    form = take_form(asked.scale)
    limits = asked.configuration.limits
    try:
        answered = wait_for(
            lambda: _ask(asked, form, wire), deadline=asked.deadline, poll=limits.poll, watch=asked.watch
        )
    except TimeIsUp:
        raise _timed_out(asked) from None
    except CallFailed as failed:
        # Whatever a library raises, known or not, ends in a named failure.
        if time.monotonic() >= asked.deadline:
            raise _timed_out(asked) from failed.error
        raise _failure(asked, form, wire, now) from failed.error
    return answered.to_answer()


def _timed_out(asked: Call) -> ModelFailure:
    limits = asked.configuration.limits
    if asked.last:
        return ModelFailure("timed_out", seconds=f"{limits.wall:g}")
    return ModelFailure("call_timed_out", seconds=f"{limits.call:g}")


async def _ask(asked: Call, form: type[TakeForm], wire: Wire) -> TakeForm:
    left = max(0.05, asked.deadline - time.monotonic())
    transport = _Tap(wire, asked.configuration.limits.most_bytes)
    # The address is the operator's own, so it may be a private one; proxies and redirects would make it
    # somebody else's.
    async with (
        asyncio.timeout(left),
        httpx2.AsyncClient(
            transport=transport, trust_env=False, follow_redirects=False, timeout=None
        ) as http,
    ):
        client = AsyncOpenAI(
            base_url=asked.configuration.url,
            api_key=asked.configuration.key or NO_KEY,
            http_client=http,
            max_retries=0,
        )
        provider = OpenAICompatibleProvider("assay", openai_client=client)
        agent = Agent(
            OpenAIChatModel(asked.model, provider=provider),
            output_type=ToolOutput(
                form, name=TOOL, description="Hand the draft over to the desk.", strict=False
            ),
            instructions=asked.instructions,
            retries=0,
            model_settings=ModelSettings(max_tokens=asked.configuration.limits.most_tokens_out),
        )
        ran = await agent.run(asked.message, usage_limits=UsageLimits(request_limit=1))
        return ran.output


class _Tap(httpx2.AsyncBaseTransport):
    """Sends, keeps a copy of what goes either way, and stops reading at the byte limit."""

    def __init__(self, wire: Wire, most_bytes: int) -> None:
        self._wire = wire
        self._most_bytes = most_bytes
        self._inner = httpx2.AsyncHTTPTransport(trust_env=False, retries=0)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        # Compressed bytes could unfold into any number of them.
        request.headers["accept-encoding"] = "identity"
        self._wire.sent = await request.aread()
        request.extensions = {**request.extensions, "trace": self._trace}
        response = await self._inner.handle_async_request(request)
        self._wire.status = response.status_code
        self._wire.headers = {name.lower(): value for name, value in response.headers.items()}
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            # As complete as it will ever be: nothing was lost on the way, it just cannot be read.
            self._wire.complete = True
            raise httpx2.DecodingError("compressed without being asked to", request=request)
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Counted(response, self._wire, self._most_bytes),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _trace(self, event: str, _details: object) -> None:
        if event.endswith("connect_tcp.complete"):
            self._wire.connected = True


class _Counted(httpx2.AsyncByteStream):
    """The body of an answer, copied and counted."""

    def __init__(self, response: httpx2.Response, wire: Wire, most_bytes: int) -> None:
        self._response = response
        self._wire = wire
        self._most_bytes = most_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_raw():
            self._wire.received += chunk[: self._most_bytes - len(self._wire.received)]
            if len(self._wire.received) >= self._most_bytes:
                self._wire.overflowed = True
                raise httpx2.ReadError("too large")
            yield chunk
        self._wire.complete = True

    async def aclose(self) -> None:
        await self._response.aclose()


def _failure(asked: Call, form: type[TakeForm], wire: Wire, now: datetime) -> ModelFailure:
    """Name what went wrong by what went over the line: that is the same for every library and server."""
    status = wire.status
    if wire.overflowed:
        return ModelFailure("too_large", bytes=f"{asked.configuration.limits.most_bytes:,}")
    if status is None:
        return ModelFailure("cut_off" if wire.connected else "unreachable")
    if status == 429:
        seconds = wire.retry_after(now)
        wait = "" if seconds is None else f": {seconds:.0f} s"
        return ModelFailure("rate_limited", retry_after=seconds, wait=wait)
    if status >= 500:
        return ModelFailure("server_error", retry_after=wire.retry_after(now), status=status)
    if status >= 400:
        return ModelFailure("key_rejected" if status in (401, 403) else "request_rejected", status=status)
    if status >= 300:
        return ModelFailure("redirected", status=status)
    if not wire.complete:
        return ModelFailure("cut_off")
    return _misanswered(wire, form)


def _misanswered(wire: Wire, form: type[TakeForm]) -> ModelFailure:
    """The server answered in full and the answer is not what was asked for."""
    choice = wire.choice()
    if choice is None:
        return ModelFailure("unreadable", feedback="Your answer was no JSON of the form that was asked for.")
    message = choice.get("message")
    message = message if isinstance(message, dict) else {}
    if message.get("refusal") or choice.get("finish_reason") == "content_filter":
        return ModelFailure("refused")
    if choice.get("finish_reason") == "length":
        return ModelFailure(
            "truncated", feedback="Your answer was cut off because it was too long. Be shorter."
        )
    calls = message.get("tool_calls")
    if not calls:
        return ModelFailure(
            "prose", feedback=f"You answered without the tool “{TOOL}”. Use it, and nothing else."
        )
    return _misshapen(calls, form)


def _misshapen(calls: object, form: type[TakeForm]) -> ModelFailure:
    try:
        arguments = calls[0]["function"]["arguments"]  # type: ignore[index]
        form.model_validate_json(arguments)
    except ValidationError as error:
        kinds = {fault["type"] for fault in error.errors(include_url=False)}
        if "json_invalid" in kinds:
            return ModelFailure("unreadable", feedback="What you handed over was no valid JSON.")
        detail = what_is_wrong(error)
        code = "verdict_off_scale" if kinds == {"literal_error"} and _on_positions(error) else "wrong_shape"
        return ModelFailure(code, feedback=detail, detail=detail)
    except (LookupError, TypeError):
        return ModelFailure("unreadable", feedback="What you handed over could not be read.")
    return ModelFailure("wrong_shape", feedback="Hand over one draft.", detail="not one draft")


def _on_positions(error: ValidationError) -> bool:
    return all(fault["loc"][-1] in ("verdict", "towards") for fault in error.errors(include_url=False))

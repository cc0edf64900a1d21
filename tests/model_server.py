"""A server on this machine that speaks the OpenAI chat-completions format, well or badly, for tests and eyes.

By hand, beside `ASSAY_LLM_URL=http://127.0.0.1:9009/v1 make run`:

    python -m tests.model_server --mode good --port 9009

In mode `good` it writes its draft from the cards it is sent, so that the draft passes the audit. Most other
modes misbehave in the way of their names. Modes of later answers follow after commas: `--mode refusal,good`.
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_CARD = re.compile(r"^<<<card (\w+)>>>\n(.*)\n<<<end \1>>>$", re.MULTILINE)
_MENDING = re.compile(r"^<<<answer \w+>>>$", re.MULTILINE)
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)

Draft = dict[str, Any]


class ModelServer:
    """Answers on a free port of 127.0.0.1 until it is closed; remembers what it was asked and when."""

    def __init__(self, modes: Sequence[str] = ("good",), port: int = 0) -> None:
        unknown = [mode for mode in modes if mode not in MODES]
        if unknown:
            raise ValueError(f"unknown mode {unknown[0]}; there are {', '.join(sorted(MODES))}")
        self.modes = list(modes)
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self.asked = threading.Event()
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._server = _Listening(("127.0.0.1", port), _Handler)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """What goes into ASSAY_LLM_URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def take(self, request: dict[str, Any], headers: dict[str, str]) -> str:
        """Note a request; the mode to answer it in, the last one for good."""
        with self._lock:
            mode = self.modes[min(len(self.requests), len(self.modes) - 1)]
            self.requests.append(request)
            self.headers.append(headers)
            self.times.append(time.monotonic())
            self.asked.set()
            return mode


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    owner: ModelServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the exercise."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listening

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        request = json.loads(self.rfile.read(length) or b"{}")
        self.close_connection = True
        mode = self.server.owner.take(request, {name.lower(): value for name, value in self.headers.items()})
        MODES[mode](self, request)

    def do_GET(self) -> None:
        self.server.owner.take({}, {})
        self.answer(404, {"error": {"message": "only chat completions"}})

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def answer(self, status: int, body: object, headers: dict[str, str] | None = None) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(data)

    def begin(self, length: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length))
        self.end_headers()


def cards_of(request: dict[str, Any]) -> list[dict[str, Any]]:
    """The cards that a request holds, as the drafter fenced them."""
    return [json.loads(data) for _fence, data in _CARD.findall(_asked(request))]


def is_mending(request: dict[str, Any]) -> bool:
    """Whether the request says what was wrong with an earlier answer."""
    return bool(_MENDING.search(_asked(request)))


def _asked(request: dict[str, Any]) -> str:
    return "\n".join(
        message["content"]
        for message in request.get("messages", ())
        if message.get("role") == "user" and isinstance(message.get("content"), str)
    )


def scale_of(request: dict[str, Any]) -> list[str]:
    """The positions that the form of the answer allows."""
    form = request["tools"][0]["function"]["parameters"]
    verdict = form["properties"]["verdict"]
    return list(verdict.get("enum") or [verdict["const"]])


def good_draft(request: dict[str, Any]) -> Draft:
    """A sound draft: each sentence quotes the opening of a card word for word and names its source."""
    scale = scale_of(request)
    cards = [card for card in cards_of(request) if card["supports"] in scale]
    counts = {slug: sum(card["supports"] == slug for card in cards) for slug in scale}
    verdict = max(scale, key=lambda slug: counts[slug])
    mine = [card for card in cards if card["supports"] == verdict]
    other = [card for card in cards if card["supports"] != verdict]
    return {
        "verdict": verdict,
        "answer": "The cards of the window lean to this side, and their sources say why.",
        "sections": [
            _section("answer", "What the evidence says", mine[:2]),
            _section("for", "The case for it", mine[2:5]),
            _section("against", "The case against it", other[:3]),
        ],
        "trip_wires": [
            {
                "towards": slug,
                "text": "New reports from several sources for this position would move the verdict.",
            }
            for slug in scale
            if slug != verdict
        ],
    }


def _section(kind: str, heading: str, cards: Sequence[dict[str, Any]]) -> dict[str, Any]:
    said = [{"text": _quoting(card), "cards": [card["ref"]]} for card in cards]
    return {"kind": kind, "heading": heading, "paragraphs": [{"sentences": said}] if said else []}


def _quoting(card: dict[str, Any]) -> str:
    text = " ".join(str(card["excerpt"] or card["headline"]).split())
    opening = _SENTENCE.match(text)
    quoted = (opening.group() if opening else text).rstrip(".").replace("“", "‘").replace("”", "’")
    return f"{card['source']} writes: “{quoted}”."


def completion(request: dict[str, Any], message: dict[str, Any], finish_reason: str) -> dict[str, Any]:
    """A chat completion around a message."""
    sent = sum(len(str(each.get("content"))) for each in request.get("messages", ()))
    return {
        "id": "chatcmpl-loopback",
        "object": "chat.completion",
        "created": 1_770_000_000,
        "model": request.get("model", "loopback"),
        "choices": [
            {"index": 0, "finish_reason": finish_reason, "message": {"role": "assistant", **message}}
        ],
        "usage": {"prompt_tokens": sent // 4 + 1, "completion_tokens": 700, "total_tokens": sent // 4 + 701},
    }


def handed_over(request: dict[str, Any], arguments: str) -> dict[str, Any]:
    """A completion that uses the tool."""
    name = request["tools"][0]["function"]["name"]
    call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
    return completion(request, {"content": None, "tool_calls": [call]}, "tool_calls")


def _good(handler: _Handler, request: dict[str, Any]) -> None:
    handler.answer(200, handed_over(request, json.dumps(good_draft(request))))


def _spoilt(spoil: Callable[[Draft, dict[str, Any]], object]) -> Callable[[_Handler, dict[str, Any]], None]:
    def act(handler: _Handler, request: dict[str, Any]) -> None:
        draft = good_draft(request)
        spoil(draft, request)
        handler.answer(200, handed_over(request, json.dumps(draft)))

    return act


def _first(draft: Draft) -> dict[str, Any]:
    sentence: dict[str, Any] = draft["sections"][0]["paragraphs"][0]["sentences"][0]
    return sentence


def _say(text: str) -> Callable[[_Handler, dict[str, Any]], None]:
    """Add a sentence to the first one's paragraph, with its card."""

    def spoil(draft: Draft, _request: dict[str, Any]) -> None:
        draft["sections"][0]["paragraphs"][0]["sentences"].append(
            {"text": text, "cards": _first(draft)["cards"]}
        )

    return _spoilt(spoil)


def _arguments(make: Callable[[str], str]) -> Callable[[_Handler, dict[str, Any]], None]:
    def act(handler: _Handler, request: dict[str, Any]) -> None:
        handler.answer(200, handed_over(request, make(json.dumps(good_draft(request)))))

    return act


def _failing(status: int, **headers: str) -> Callable[[_Handler, dict[str, Any]], None]:
    def act(handler: _Handler, _request: dict[str, Any]) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.answer(status, {"error": {"message": f"status {status}", "type": "server_error"}}, named)

    return act


def _hang(handler: _Handler, _request: dict[str, Any]) -> None:
    handler.server.owner.closing.wait()


def _slow_drip(handler: _Handler, request: dict[str, Any]) -> None:
    data = json.dumps(handed_over(request, json.dumps(good_draft(request)))).encode()
    handler.begin(len(data))
    for byte in data:
        if handler.server.owner.closing.wait(0.05):
            return
        try:
            handler.wfile.write(bytes([byte]))
        except OSError:
            return


def _reset(handler: _Handler, _request: dict[str, Any]) -> None:
    # Lingering for no time makes the kernel send RST instead of FIN.
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def _cut(handler: _Handler, request: dict[str, Any]) -> None:
    data = json.dumps(handed_over(request, json.dumps(good_draft(request)))).encode()
    handler.begin(len(data))
    handler.wfile.write(data[: len(data) // 2])


def _truncated_body(handler: _Handler, request: dict[str, Any]) -> None:
    data = json.dumps(handed_over(request, json.dumps(good_draft(request)))).encode()
    handler.answer(200, data[: len(data) // 2])


def _out_of_tokens(handler: _Handler, request: dict[str, Any]) -> None:
    half = json.dumps(good_draft(request))
    body = handed_over(request, half[: len(half) // 2])
    body["choices"][0]["finish_reason"] = "length"
    handler.answer(200, body)


def _huge(handler: _Handler, request: dict[str, Any]) -> None:
    size = 64 * 1024 * 1024
    handler.begin(size)
    with suppress(OSError):
        for _ in range(size // 65_536):
            handler.wfile.write(b" " * 65_536)


def _bomb(handler: _Handler, request: dict[str, Any]) -> None:
    handler.answer(200, b"\x1f\x8b" + b"\0" * 100, {"Content-Encoding": "gzip"})


def _prose(handler: _Handler, request: dict[str, Any]) -> None:
    text = "Happy to help! The river seems clean, although opinions differ."
    handler.answer(200, completion(request, {"content": text}, "stop"))


def _refusal(handler: _Handler, request: dict[str, Any]) -> None:
    message = {"content": None, "refusal": "I cannot help with that."}
    handler.answer(200, completion(request, message, "stop"))


def _no_usage(handler: _Handler, request: dict[str, Any]) -> None:
    body = handed_over(request, json.dumps(good_draft(request)))
    del body["usage"]
    handler.answer(200, body)


def _untraced(draft: Draft, _request: dict[str, Any]) -> None:
    sentence = _first(draft)
    sentence["text"] = "Altogether 987,654 reports have come in from 4,321 stations."


def _mended(handler: _Handler, request: dict[str, Any]) -> None:
    (_good if is_mending(request) else _spoilt(_untraced))(handler, request)


def _conditions(draft: Draft, request: dict[str, Any]) -> None:
    """A condition of each kind on what the request holds."""
    slug = re.search(r'^{"slug": "([\w-]+)"', _asked(request), re.MULTILINE)
    first, *others = draft["trip_wires"]
    topic = cards_of(request)[0]["topics"][0]
    if slug is not None:
        first["condition"] = {"kind": "indicator_crosses", "indicator": slug.group(1)}
    for wire in others:
        wire["condition"] = {"kind": "cards", "at_least": 2, "position": wire["towards"], "topic": topic}


def _unfit_condition(draft: Draft, _request: dict[str, Any]) -> None:
    draft["trip_wires"][0]["condition"] = {"kind": "indicator_crosses", "indicator": "no-such-indicator"}


def _echo(draft: Draft, request: dict[str, Any]) -> None:
    told = next(each["content"] for each in request["messages"] if each["role"] in ("system", "developer"))
    _first(draft)["text"] = " ".join(told.split()[:40]) + "."


def _obeyed(draft: Draft, request: dict[str, Any]) -> None:
    """What a model does that obeys its cards: it picks the verdict that a card orders."""
    ordered = re.search(r"verdict (?:to|is) “?([\w-]+)", _asked(request))
    scale = scale_of(request)
    draft["verdict"] = ordered.group(1) if ordered and ordered.group(1) in scale else scale[-1]


MODES: dict[str, Callable[[_Handler, dict[str, Any]], None]] = {
    "good": _good,
    "no-usage": _no_usage,
    "rate-limited": _failing(429),
    "rate-limited-1s": _failing(429, Retry_After="1"),
    "rate-limited-long": _failing(429, Retry_After="300"),
    "server-error": _failing(500),
    "unavailable": _failing(503),
    "key-rejected": _failing(401),
    "not-found": _failing(404),
    "redirect": _failing(307, Location="http://127.0.0.1:9/v1/chat/completions"),
    "hang": _hang,
    "slow-drip": _slow_drip,
    "reset": _reset,
    "cut": _cut,
    "truncated-json": _truncated_body,
    "out-of-tokens": _out_of_tokens,
    "malformed-json": _arguments(lambda text: text.replace(":", "=", 3)),
    "huge": _huge,
    "compressed": _bomb,
    "prose": _prose,
    "refusal": _refusal,
    "wrong-schema": _arguments(lambda _text: '{"opinion": "fine", "sections": "none"}'),
    "extra-field": _spoilt(lambda draft, _request: draft.update(publish=True)),
    "evil-field": _arguments(lambda text: text[:-1] + ', "\\u0000<b>\\u202e' + "x" * 500 + '": 1}'),
    "off-scale": _spoilt(lambda draft, _request: draft.update(verdict="publish-at-once")),
    "no-text": _spoilt(lambda draft, _request: draft.update(sections=[])),
    "foreign-citation": _spoilt(lambda draft, _request: _first(draft).update(cards=["1999-01-01#7"])),
    "unfit-condition": _spoilt(_unfit_condition),
    "foreign-url": _say("More stands at https://evil.example/collect?who=reader for all who want it."),
    "foreign-domain": _say("More stands at totally-fine-news.com for all who want it."),
    "markup": _say("The gauge <script>alert(1)</script> counted as before."),
    "markdown": _say("The gauge **really** counted as before."),
    "bidi": _say("The gauge \u202eretnuoc\u202c counted as before."),
    "uncited": _spoilt(lambda draft, _request: _first(draft).update(cards=[])),
    "duplicate-section": _spoilt(lambda draft, _request: draft["sections"].append(draft["sections"][0])),
    "prompt-echo": _spoilt(_echo),
    "endless-text": _say("The gauge counted " + "and counted " * 200 + "again."),
    "untraced": _spoilt(_untraced),
    "mended": _mended,
    "conditions": _spoilt(_conditions),
    "obedient": _spoilt(_obeyed),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="A model server that behaves, or misbehaves, as it is told.")
    parser.add_argument(
        "--mode", default="good", help=f"one of {', '.join(MODES)}; several with commas between"
    )
    parser.add_argument("--port", type=int, default=9009)
    given = parser.parse_args()
    try:
        server = ModelServer(given.mode.split(","), given.port)
    except ValueError as wrong:
        parser.error(str(wrong))
    print(f"ASSAY_LLM_URL={server.url} ({given.mode}); Ctrl-C ends it.", flush=True)
    try:
        seen = 0
        while not server.closing.wait(0.5):
            for request in server.requests[seen:]:
                seen += 1
                print(f"asked for {request.get('model')}: {len(cards_of(request))} cards", flush=True)
    except KeyboardInterrupt:
        server.close()


if __name__ == "__main__":
    main()

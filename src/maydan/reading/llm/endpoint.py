"""Talking to an OpenAI-compatible endpoint: retries, time-outs, what it cost."""

from __future__ import annotations

import os
import time
from typing import Any

import msgspec

from maydan.errors import SettingError

_RETRIED = frozenset((408, 409, 429, 500, 502, 503, 504))
_LONGEST_WAIT_S = 30.0


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where the model is and how patiently to ask it.

    Attributes:
        url: base address up to and without ``/chat/completions``.
        model: name as the endpoint knows it. key: bearer token, or "".
        timeout_s: for one answer. retries: after the first try. wait_s: before the first retry, doubled each time.
        price_in, price_out: for a million tokens, in the user's currency; 0 where unknown.
        letters: longest piece of text sent at once.
    """

    url: str
    model: str
    key: str = ""
    timeout_s: float = 120.0
    retries: int = 3
    wait_s: float = 1.0
    price_in: float = 0.0
    price_out: float = 0.0
    letters: int = 6000

    def __repr__(self) -> str:
        return f"Endpoint(url={self.url!r}, model={self.model!r})"  # the key is nobody's business

    @classmethod
    def from_environment(cls) -> Endpoint:
        """The endpoint that ``MAYDAN_LLM_URL``, ``MAYDAN_LLM_MODEL`` and ``MAYDAN_LLM_KEY`` name.

        Raises:
            SettingError: address or model is missing.
        """
        url, model = os.environ.get("MAYDAN_LLM_URL", ""), os.environ.get("MAYDAN_LLM_MODEL", "")
        if not url or not model:
            raise SettingError("no language model is set up", "set MAYDAN_LLM_URL and MAYDAN_LLM_MODEL (docs/llm.md)")
        if not url.startswith(("http://", "https://")):
            raise SettingError(f"MAYDAN_LLM_URL {url!r} is no address", "it starts with http:// or https://")
        return cls(url=url.rstrip("/"), model=model, key=os.environ.get("MAYDAN_LLM_KEY", ""))


class Usage(msgspec.Struct, kw_only=True):
    """What asking took: counted over all requests of one document."""

    requests: int = 0
    retries: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    kept: int = 0
    dropped: int = 0
    problems: list[str] = []


class ModelError(SettingError):
    """The endpoint gave no usable answer after all retries."""


def ask(endpoint: Endpoint, messages: list[dict[str, str]], schema: dict[str, Any], usage: Usage) -> str:
    """One answer, as the text of the model's message.

    Args:
        messages: chat messages. schema: JSON Schema that the answer is asked to follow.
        usage: counted up, also when it fails.

    Raises:
        ModelError: refused, or no answer after all retries.
    """
    try:
        import httpx
    except ImportError as error:
        raise ModelError("asking a language model needs httpx", "pip install 'maydan[llm]'") from error
    body = {
        "model": endpoint.model, "messages": messages, "temperature": 0,
        "response_format": {"type": "json_schema", "json_schema": {"name": "reading", "schema": schema}},
    }
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    wait, reason = endpoint.wait_s, ""
    begun = time.monotonic()
    try:
        for attempt in range(endpoint.retries + 1):
            if attempt:
                usage.retries += 1
                time.sleep(min(wait, _LONGEST_WAIT_S))
                wait *= 2
            usage.requests += 1
            try:
                answer = httpx.post(
                    f"{endpoint.url}/chat/completions", json=body, headers=headers, timeout=endpoint.timeout_s)
            except httpx.TimeoutException:
                reason = f"no answer within {endpoint.timeout_s:g} s"
                continue
            except httpx.HTTPError as error:
                reason = f"no connection ({type(error).__name__})"
                continue
            if answer.status_code in _RETRIED:
                reason = f"answered {answer.status_code}"
                wait = max(wait, _patience(answer.headers.get("retry-after")))
                continue
            if answer.status_code >= 400:
                raise ModelError(f"the language model refused: {answer.status_code}", "check address, model and key")
            content = _content(answer.content, endpoint, usage)
            if content is not None:
                return content
            reason = "an answer that is no chat completion"
    finally:
        usage.seconds += time.monotonic() - begun
    raise ModelError(f"the language model gave no answer: {reason}", "try again later, or raise the time-out")


def _patience(header: str | None) -> float:
    try:
        return float(header or 0)
    except ValueError:
        return 0.0


def _count(tokens: Any, name: str) -> int:
    value = tokens.get(name) if isinstance(tokens, dict) else None
    return value if isinstance(value, int) else 0


def _content(body: bytes, endpoint: Endpoint, usage: Usage) -> str | None:
    try:
        answer = msgspec.json.decode(body)
        content = answer["choices"][0]["message"]["content"]
    except (msgspec.DecodeError, KeyError, IndexError, TypeError):
        return None
    tokens = answer.get("usage") or {}
    sent, got = (_count(tokens, name) for name in ("prompt_tokens", "completion_tokens"))
    usage.tokens_in += sent
    usage.tokens_out += got
    usage.cost += (sent * endpoint.price_in + got * endpoint.price_out) / 1_000_000
    return content if isinstance(content, str) else None

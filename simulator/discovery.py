"""Requests held against the discovery documents that ship with google-api-python-client.

They are the authority: a path, a query parameter or a body field that is not in them is refused, as
Google's own front end refuses it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import googleapiclient

from .errors import GoogleError, bad_field, invalid

APIS = ("people.v1", "gmail.v1", "admin.directory_v1", "iamcredentials.v1", "calendar.v3")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One path or query parameter."""

    name: str
    type: str
    repeated: bool = False
    required: bool = False
    enum: frozenset[str] = frozenset()
    pattern: str = ""

    def read(self, text: str) -> Any:
        """The value in its own type. Raises GoogleError (400)."""
        if self.enum and text not in self.enum:
            raise bad_field(f"Invalid value at '{snake(self.name)}' (type.googleapis.com/enum), \"{text}\"")
        if self.type == "integer":
            if not re.fullmatch(r"-?\d{1,10}", text):
                raise bad_field(f"Invalid value at '{snake(self.name)}' (TYPE_INT32), \"{text}\"")
            return int(text)
        if self.type == "boolean":
            if text not in {"true", "false"}:
                raise bad_field(f"Invalid value at '{snake(self.name)}' (TYPE_BOOL), \"{text}\"")
            return text == "true"
        return text


@dataclass(frozen=True, slots=True)
class Method:
    """One method of a discovery document."""

    api: str
    id: str
    verb: str
    template: str
    path: re.Pattern[str]
    scopes: frozenset[str]
    query: Mapping[str, Parameter]
    path_parameters: Mapping[str, Parameter]
    ambient: frozenset[str]
    body: str = ""

    def read_query(self, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """Typed query parameters. Raises GoogleError (400) for an unknown, repeated or mistyped one."""
        found: dict[str, Any] = {}
        for name, text in pairs:
            parameter = self.query.get(name)
            if parameter is None:
                if name in self.ambient:
                    continue
                raise bad_field(
                    f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
                    f"Field '{name}' could not be found in request message."
                )
            value = parameter.read(text)
            if parameter.repeated:
                found.setdefault(name, []).append(value)
            elif name in found:
                raise bad_field(
                    f'Invalid JSON payload received. Unknown name "{name}": '
                    "Proto field is not repeating, cannot start list."
                )
            else:
                found[name] = value
        for name, parameter in self.query.items():
            if parameter.required and name not in found:
                raise invalid(f"Required parameter: {name}")
        return found


@dataclass(slots=True)
class Call:
    """One request that has passed the checks, as a handler sees it."""

    method: Method
    path: dict[str, str]
    query: dict[str, Any]
    body: dict[str, Any]
    account: Any  # world.Account of the access token's subject; None for signJwt
    world: Any
    host: str  # scheme and host the caller used, for absolute URLs in answers
    headers: Mapping[str, str] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset()


@lru_cache(maxsize=10_000)
def snake(name: str) -> str:
    """Google words its complaints with the proto's names."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@cache
def document(api: str) -> dict[str, Any]:
    """The discovery document of one API."""
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    found: dict[str, Any] = json.loads((folder / f"{api}.json").read_text())
    return found


@cache
def methods() -> tuple[Method, ...]:
    """Every method of every API that the simulator knows."""
    return tuple(m for api in APIS for m in _methods_of(api, document(api)))


def find(verb: str, path: str) -> tuple[Method, dict[str, str]]:
    """The method for a request and its path parameters. Raises GoogleError (404, 405)."""
    other_verb = False
    for method in _buckets().get(_bucket(path), ()):
        match = method.path.fullmatch(path)
        if match is None:
            continue
        if method.verb != verb:
            other_verb = True
            continue
        return method, match.groupdict()
    if other_verb:
        raise GoogleError(405, "Method not allowed.", status="METHOD_NOT_ALLOWED")
    raise GoogleError(404, "The requested URL was not found on this server.")


def _bucket(path: str) -> tuple[str, int]:
    """First segment and depth: enough to leave a handful of patterns to try."""
    return path.split("/", 2)[1] if "/" in path else "", path.count("/")


@cache
def _buckets() -> dict[tuple[str, int], list[Method]]:
    found: dict[tuple[str, int], list[Method]] = {}
    for method in methods():
        found.setdefault(_bucket(method.template), []).append(method)
    return found


def _methods_of(api: str, node: Mapping[str, Any]) -> list[Method]:
    doc = document(api)
    found = [_method(api, doc, m) for m in node.get("methods", {}).values()]
    for resource in node.get("resources", {}).values():
        found += _methods_of(api, resource)
    return found


def _method(api: str, doc: Mapping[str, Any], raw: Mapping[str, Any]) -> Method:
    template = "/" + doc["servicePath"] + raw.get("flatPath", raw["path"])
    names = iter(re.findall(r"\{\+?(\w+)\}", template))
    # A colon begins a custom verb, except in Gmail, which has none: there it is in ids such as msg-f:1.
    inside = "[^/]" if api.startswith("gmail") else "[^/:]"
    pattern = "".join(
        f"(?P<{next(names)}>{inside}+)" if part.startswith("{") else re.escape(part)
        for part in re.split(r"(\{\+?\w+\})", template)
        if part
    )
    parameters = {
        name: Parameter(
            name,
            p["type"],
            p.get("repeated", False),
            p.get("required", False),
            frozenset(p.get("enum", ())),
            p.get("pattern", ""),
        )
        for name, p in raw.get("parameters", {}).items()
    }
    located = {n: raw["parameters"][n]["location"] for n in parameters}
    return Method(
        api=api,
        id=raw["id"],
        verb=raw["httpMethod"],
        template=template,
        path=re.compile(pattern),
        scopes=frozenset(raw.get("scopes", ())),
        query={n: p for n, p in parameters.items() if located[n] == "query"},
        path_parameters={n: p for n, p in parameters.items() if located[n] == "path"},
        ambient=frozenset(doc["parameters"]),
        body=raw.get("request", {}).get("$ref", ""),
    )

"""The deployment as the host knows it: what `gcloud workspace-add-ons deployments create` is given."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

_SECONDS = 10


class BadDeployment(Exception):
    """The deployment cannot be read or lacks what Google asks for."""


@dataclass(frozen=True, slots=True)
class ComposeAction:
    """One entry of the compose trigger."""

    label: str
    function: str
    logo: str


@dataclass(frozen=True, slots=True)
class UniversalAction:
    """One entry of the menu that every card has: `function` or `link` is set."""

    label: str
    function: str
    link: str


@dataclass(frozen=True, slots=True)
class HostPart:
    """What the deployment says for one host application; an empty address is a trigger that is not there."""

    homepage: str = ""
    message: str = ""
    compose: tuple[ComposeAction, ...] = ()
    draft_access: str = "NONE"
    event_open: str = ""
    event_access: str = ""
    universal: tuple[UniversalAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Deployment:
    """A deployment, read."""

    name: str
    logo: str
    scopes: tuple[str, ...]
    link_prefixes: tuple[str, ...]
    locale_from_app: bool
    authorization_header: str
    gmail: HostPart
    calendar: HostPart

    @property
    def origins(self) -> frozenset[str]:
        """Where the add-on's functions live; the host calls no other place."""
        parts = (self.gmail, self.calendar)
        functions = [one for part in parts for one in (part.homepage, part.message, part.event_open)]
        functions += [action.function for part in parts for action in part.compose]
        functions += [action.function for part in parts for action in part.universal]
        return frozenset(origin(one) for one in functions if one)


def origin(address: str) -> str:
    """Scheme, host and port."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def load(source: str) -> Deployment:
    """Read the deployment from a file or an http(s) address. Raises `BadDeployment`."""
    try:
        if source.startswith(("http://", "https://")):
            response = requests.get(source, timeout=_SECONDS)
            response.raise_for_status()
            text = response.text
        else:
            text = Path(source).read_text(encoding="utf-8")
        return parse(json.loads(text))
    except (OSError, ValueError) as error:
        message = f"cannot read the deployment from {source}: {error}"
        raise BadDeployment(message) from error


def parse(value: Any) -> Deployment:
    """Read the JSON of a deployment. Raises `BadDeployment` with what is missing."""
    try:
        add_ons = value["addOns"]
        common = add_ons["common"]
        for key in ("name", "logoUrl"):
            if not common.get(key):
                message = f"addOns.common.{key} is missing"
                raise BadDeployment(message)
        http = add_ons.get("httpOptions", {})
        return Deployment(
            name=common["name"],
            logo=common["logoUrl"],
            scopes=tuple(value["oauthScopes"]),
            link_prefixes=tuple(common.get("openLinkUrlPrefixes", ())),
            locale_from_app=bool(common.get("useLocaleFromApp")),
            authorization_header=http.get("authorizationHeader", "SYSTEM_ID_TOKEN"),
            gmail=_part(common, add_ons.get("gmail")),
            calendar=_part(common, add_ons.get("calendar")),
        )
    except (KeyError, TypeError, AttributeError) as error:
        message = f"the deployment is not of Google's form: {error!r}"
        raise BadDeployment(message) from error


def _part(common: dict[str, Any], own: dict[str, Any] | None) -> HostPart:
    if own is None:
        return HostPart()
    contextual = own.get("contextualTriggers") or [{}]
    compose = own.get("composeTrigger") or {}
    universal = [
        UniversalAction(one.get("label", ""), one.get("runFunction", ""), one.get("openLink", ""))
        for one in common.get("universalActions", ())
    ]
    universal += [
        UniversalAction(one.get("text", ""), one.get("runFunction", ""), one.get("openLink", ""))
        for one in own.get("universalActions", ())
    ]
    return HostPart(
        homepage=_trigger(own.get("homepageTrigger")) or _trigger(common.get("homepageTrigger")),
        message=contextual[0].get("onTriggerFunction", ""),
        compose=tuple(
            ComposeAction(
                one.get("label", common["name"]), one["runFunction"], one.get("logoUrl", common["logoUrl"])
            )
            for one in compose.get("actions", ())
        ),
        draft_access=compose.get("draftAccess", "NONE"),
        event_open=_trigger(own.get("eventOpenTrigger")),
        event_access=own.get("currentEventAccess", ""),
        universal=tuple(universal),
    )


def _trigger(value: dict[str, Any] | None) -> str:
    if not value or value.get("enabled") is False:
        return ""
    return str(value.get("runFunction", ""))

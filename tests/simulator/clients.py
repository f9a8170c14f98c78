"""The real google-api-python-client on a simulated Google, in process."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import google_auth_httplib2
import httplib2
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from simulator.app import create_app
from simulator.inprocess import Http
from simulator.world import ALL_SCOPES, World

CONTACT = "READ_SOURCE_TYPE_CONTACT"
ALL_FIELDS = (
    "addresses,biographies,birthdays,calendarUrls,clientData,emailAddresses,events,externalIds,genders,imClients,"
    "interests,locales,locations,memberships,metadata,miscKeywords,names,nicknames,occupations,organizations,"
    "phoneNumbers,photos,relations,sipAddresses,urls,userDefined"
)


class Clients:
    """Services for anybody in one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.app = create_app(world)
        self.http = Http(world, self.app)

    def service(self, name: str, version: str, who: str = "maya", *scopes: str) -> Any:
        account = self.world.account(address(who))
        token = self.world.tokens.issue(account.id, scopes or ALL_SCOPES, lifetime=timedelta(days=365))
        return self.with_token(name, version, token)

    def with_token(self, name: str, version: str, token: str) -> Any:
        http = google_auth_httplib2.AuthorizedHttp(Credentials(token), http=self.http)
        # api_endpoint replaces root and service path; only Calendar has one that is not in its paths.
        path = "/calendar/v3" if name == "calendar" else ""
        options = {"api_endpoint": f"http://google.test{path}"}
        return build(name, version, http=http, client_options=options, cache_discovery=False)

    def people(self, who: str = "maya", *scopes: str) -> Any:
        return self.service("people", "v1", who, *scopes)

    def directory(self, who: str = "maya", *scopes: str) -> Any:
        return self.service("admin", "directory_v1", who, *scopes)

    def gmail(self, who: str = "maya", *scopes: str) -> Any:
        return self.service("gmail", "v1", who, *scopes)

    def raw(
        self, verb: str, path: str, body: Any = None, token: str | None = None
    ) -> tuple[httplib2.Response, Any]:
        """A request that the client library would not let through."""
        token = self.world.token_for(address("maya")) if token is None else token
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        text = body if isinstance(body, str) or body is None else json.dumps(body)
        answer, content = self.http.request(f"http://google.test{path}", verb, text, headers)
        return answer, json.loads(content)


def address(who: str) -> str:
    return who if "@" in who else f"{who}@maple.example"


def error(caught: Any) -> dict[str, Any]:
    """The error document of an HttpError."""
    refused = caught.value
    assert isinstance(refused, HttpError)
    document = json.loads(refused.content)["error"]
    assert document["code"] == refused.status_code
    return document


def named(given: str, **more: Any) -> dict[str, Any]:
    return {"names": [{"givenName": given}], **more}


def membership(*groups: str) -> list[dict[str, Any]]:
    return [{"contactGroupMembership": {"contactGroupResourceName": g}} for g in groups]


def create(people: Any, *persons: dict[str, Any], read: str = ALL_FIELDS) -> list[dict[str, Any]]:
    body = {"contacts": [{"contactPerson": p} for p in persons], "readMask": read, "sources": [CONTACT]}
    answer = people.people().batchCreateContacts(body=body).execute()
    return [item["person"] for item in answer["createdPeople"]]


def update(people: Any, persons: list[dict[str, Any]], mask: str, read: str = ALL_FIELDS) -> dict[str, Any]:
    body = {
        "contacts": {p["resourceName"]: p for p in persons},
        "updateMask": mask,
        "readMask": read,
        "sources": [CONTACT],
    }
    return people.people().batchUpdateContacts(body=body).execute()


def get(people: Any, resource: str, fields: str = ALL_FIELDS) -> dict[str, Any]:
    return people.people().get(resourceName=resource, personFields=fields, sources=CONTACT).execute()


def listing(people: Any, *, sync: str = "", page: str = "", size: int = 1000, **more: Any) -> dict[str, Any]:
    query: dict[str, Any] = {
        "resourceName": "people/me",
        "personFields": ALL_FIELDS,
        "sources": CONTACT,
        "requestSyncToken": True,
        "pageSize": size,
        **more,
    }
    if sync:
        query["syncToken"] = sync
    if page:
        query["pageToken"] = page
    return people.people().connections().list(**query).execute()

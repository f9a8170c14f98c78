"""Admin SDK Directory: users, groups and members, as admins and as everybody may see them."""

from __future__ import annotations

from typing import Any

from .directory_json import group_json, member_json, user_json
from .directory_query import clauses, prefix, tests
from .discovery import Call
from .errors import GoogleError, invalid
from .people.listing import decode, encode
from .routes import handles
from .world import Account, Company, GoogleGroup, Member


@handles("directory.users.get")
def get_user(call: Call) -> dict[str, Any]:
    """GET users/{id, address or alias}."""
    public = _public(call)
    company = _company(call)
    found = company.find(call.path["userKey"])
    if found is None:
        raise _no_such("userKey")
    return user_json(found, call.host, public=public)


@handles("directory.users.list")
def list_users(call: Call) -> dict[str, Any]:
    """GET users; customer=my_customer or domain is required."""
    public = _public(call)
    company = _company(call)
    people = _scoped(call, company, list(company.people))
    if call.query.get("showDeleted"):
        if public:
            raise _not_authorized()
        people = list(company.deleted)
    for test in tests(call.query.get("query", "")):
        people = [a for a in people if test(a)]
    if call.query.get("orderBy"):
        key = {"email": "email", "givenName": "given_name", "familyName": "family_name"}[
            call.query["orderBy"]
        ]
        people.sort(
            key=lambda a: str(getattr(a, key)).casefold(), reverse=call.query.get("sortOrder") == "DESCENDING"
        )
    chosen, following = _page(call, people, "users", most=500, usual=100)
    body: dict[str, Any] = {"kind": "admin#directory#users", "etag": '"users"'}
    if chosen:
        body["users"] = [user_json(a, call.host, public=public) for a in chosen]
    return body | following


@handles("directory.groups.list")
def list_groups(call: Call) -> dict[str, Any]:
    """GET groups; of a customer, of a domain, or those that a person is in (userKey)."""
    _admins_only(call)
    company = _company(call)
    groups = list(company.groups)
    if call.query.get("userKey"):
        if call.query.get("customer") or call.query.get("domain"):
            raise invalid("userKey cannot be used with customer or domain.")
        who = company.find(call.query["userKey"]) or company.group(call.query["userKey"])
        if who is None:
            raise _no_such("userKey")
        groups = [g for g in groups if any(m.id == who.id for m in g.members)]
    else:
        groups = [g for g in groups if _in_scope(call, company, g.email)]
    for field, op, value in clauses(call.query.get("query", "")):
        if field not in {"email", "name", "memberKey"}:
            raise invalid("Invalid Input: query")
        groups = [g for g in groups if _group_matches(company, g, field, op, value)]
    groups.sort(key=lambda g: g.email.casefold())
    chosen, following = _page(call, groups, "groups", most=200, usual=200)
    body: dict[str, Any] = {"kind": "admin#directory#groups", "etag": '"groups"'}
    if chosen:
        body["groups"] = [group_json(g) for g in chosen]
    return body | following


@handles("directory.groups.get")
def get_group(call: Call) -> dict[str, Any]:
    """GET groups/{id, address or alias}."""
    _admins_only(call)
    return group_json(_group_of(call))


@handles("directory.members.list")
def list_members(call: Call) -> dict[str, Any]:
    """GET groups/{key}/members; direct ones, or with includeDerivedMembership everybody below."""
    _admins_only(call)
    company, group = _company(call), _group_of(call)
    members = list(group.members)
    if call.query.get("includeDerivedMembership"):
        members = _derived(company, group)
    if roles := call.query.get("roles"):
        wanted = set(roles.split(","))
        if wanted - {"OWNER", "MANAGER", "MEMBER"}:
            raise invalid("Invalid Input: roles")
        members = [m for m in members if m.role in wanted]
    chosen, following = _page(call, members, "members", most=200, usual=200)
    body: dict[str, Any] = {"kind": "admin#directory#members", "etag": f'"{group.id}"'}
    if chosen:
        body["members"] = [member_json(company, m) for m in chosen]
    return body | following


@handles("directory.members.hasMember")
def has_member(call: Call) -> dict[str, Any]:
    """GET groups/{key}/hasMember/{key}; nested too, people of the same company only."""
    _admins_only(call)
    company, group = _company(call), _group_of(call)
    who = company.find(call.path["memberKey"]) or company.group(call.path["memberKey"])
    if who is None:
        raise GoogleError(400, "Invalid Input: memberKey", reason="invalid")
    return {"isMember": any(m.id == who.id for m in _derived(company, group))}


def _company(call: Call) -> Company:
    company: Company = call.account.company
    return company


def _public(call: Call) -> bool:
    """Whether only the public view may be answered. Raises GoogleError (403) for an admin view."""
    public = bool(call.query.get("viewType") == "domain_public")
    if not public and not (call.account.admin or call.account.delegated_admin):
        raise _not_authorized()
    return public


def _admins_only(call: Call) -> None:
    if not (call.account.admin or call.account.delegated_admin):
        raise _not_authorized()


def _not_authorized() -> GoogleError:
    return GoogleError(403, "Not Authorized to access this resource/api", reason="forbidden")


def _no_such(name: str) -> GoogleError:
    return GoogleError(404, f"Resource Not Found: {name}", reason="notFound")


def _scoped(call: Call, company: Company, people: list[Account]) -> list[Account]:
    return [a for a in people if _in_scope(call, company, a.email)]


def _in_scope(call: Call, company: Company, email: str) -> bool:
    customer, domain = call.query.get("customer"), call.query.get("domain")
    if not customer and not domain:
        raise GoogleError(400, "Bad Request", reason="badRequest")
    if customer:
        if customer not in {"my_customer", company.id}:
            raise _not_authorized()
        return True
    if domain not in company.domains:
        raise _not_authorized()
    return email.casefold().endswith(f"@{domain}")


def _page(
    call: Call, items: list[Any], name: str, *, most: int, usual: int
) -> tuple[list[Any], dict[str, str]]:
    size = call.query.get("maxResults", usual)
    if not 0 < size <= most:
        raise GoogleError(400, "Invalid Input: maxResults", reason="invalid")
    start = 0
    if call.query.get("pageToken"):
        said = decode(call.query["pageToken"])
        if name not in said:
            raise GoogleError(400, "Invalid Input: pageToken", reason="invalid")
        start = int(said[name])
    following = {"nextPageToken": encode(**{name: start + size})} if start + size < len(items) else {}
    return items[start : start + size], following


def _group_of(call: Call) -> GoogleGroup:
    found = _company(call).group(call.path["groupKey"])
    if found is None:
        raise _no_such("groupKey")
    return found


def _derived(company: Company, group: GoogleGroup) -> list[Member]:
    """Everybody below a group, groups among them, each once; circles are walked once."""
    found: dict[str, Member] = {}
    waiting, seen = list(group.members), {group.id}
    while waiting:
        member = waiting.pop(0)
        found.setdefault(member.id, member)
        if member.type == "GROUP" and member.id not in seen:
            seen.add(member.id)
            inner = company.group(member.id)
            waiting += inner.members if inner else []
    return list(found.values())


def _group_matches(company: Company, group: GoogleGroup, field: str, op: str, value: str) -> bool:
    if field == "memberKey":
        return any(value.casefold() in {m.id, m.email.casefold()} for m in _derived(company, group))
    text = getattr(group, field).casefold()
    return bool(text == value) if op == "=" else prefix(text, value)

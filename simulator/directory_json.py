"""People, groups and members as the Directory API writes them."""

from __future__ import annotations

from typing import Any

from .world import Account, Company, GoogleGroup, Member


def user_json(account: Account, host: str, *, public: bool) -> dict[str, Any]:
    """A person; `public`: as everybody of the company may see her."""
    name = {"givenName": account.given_name, "familyName": account.family_name, "fullName": account.name}
    emails: list[dict[str, Any]] = [{"address": account.email, "primary": True}]
    body: dict[str, Any] = {
        "kind": "admin#directory#user",
        "id": account.id,
        "etag": f'"{account.id}"',
        "primaryEmail": account.email,
        "name": name,
        "customerId": account.company.id,
        "thumbnailPhotoUrl": f"{host}/contact-photos/profile-{account.id}=s96-c",
    }
    if account.title:
        body["organizations"] = [{"title": account.title, "primary": True, "name": account.company.name}]
    if public:
        return body | {"emails": emails}
    body |= {
        "emails": [*emails, *({"address": alias} for alias in account.aliases)],
        "isAdmin": account.admin,
        "isDelegatedAdmin": account.delegated_admin,
        "suspended": account.suspended,
        "archived": account.archived,
        "isMailboxSetup": account.mail_on,
        "orgUnitPath": "/",
        "includeInGlobalAddressList": True,
    }
    if account.aliases:
        body["aliases"] = list(account.aliases)
    if account.suspended:
        body["suspensionReason"] = "ADMIN"
    return body


def group_json(group: GoogleGroup) -> dict[str, Any]:
    """A group."""
    body: dict[str, Any] = {
        "kind": "admin#directory#group",
        "id": group.id,
        "etag": f'"{group.id}"',
        "email": group.email,
        "name": group.name,
        "description": "",
        "adminCreated": True,
        "directMembersCount": str(len(group.members)),
    }
    if group.aliases:
        body["aliases"] = list(group.aliases)
    return body


def member_json(company: Company, member: Member) -> dict[str, Any]:
    """A member of a group; the company as one member has no address and no state."""
    body = {
        "kind": "admin#directory#member",
        "etag": f'"{member.id}"',
        "id": member.id,
        "role": member.role,
        "type": "USER" if member.type == "EXTERNAL" else member.type,
    }
    if member.email:
        account = company.find(member.id)
        body["email"] = account.email if account else member.email
        body["status"] = "SUSPENDED" if account is not None and account.suspended else "ACTIVE"
    return body

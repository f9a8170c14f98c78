"""Labels of one account (People: contact groups)."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.person import Group
from ...ports import NotFound
from .account import Account, at_most
from .person import CREATED_GROUP_FIELDS, GROUP_FIELDS, LABEL_MARKER, group_of

PAGE = 1000
MEMBERS_AT_ONCE = 1000
ACCOUNT_CAP = 25_000
SYSTEM = "SYSTEM_CONTACT_GROUP"


def all_of(account: Account) -> list[Group]:
    """Every label that the person made, all pages of them."""
    found: list[Group] = []
    page = ""
    while True:
        answer = account.read(
            account.groups.list(
                pageSize=PAGE, groupFields=GROUP_FIELDS, **({"pageToken": page} if page else {})
            )
        )
        found += [
            group_of(raw)
            for raw in answer.get("contactGroups", ())
            if raw.get("groupType") == "USER_CONTACT_GROUP"
        ]
        page = answer.get("nextPageToken", "")
        if not page:
            return found


def one(account: Account, resource: str) -> Group:
    """One label without its members: those come with the listing of the contacts.

    What Google keeps by itself (*myContacts*, *starred*) is nobody's label: `NotFound`.
    """
    raw = account.read(account.groups.get(resourceName=resource, groupFields=GROUP_FIELDS))
    if raw.get("groupType") == SYSTEM:
        raise NotFound("people.contactGroups.get: a group of Google's own")
    return group_of(raw)


def members(account: Account, resource: str) -> list[str]:
    """All members of one label: an account holds no more contacts than are asked for here."""
    answer = account.read(
        account.groups.get(resourceName=resource, maxMembers=ACCOUNT_CAP, groupFields="name")
    )
    return [str(name) for name in answer.get("memberResourceNames", ())]


def create(account: Account, name: str, marker: str) -> Group:
    """A new label that says which shared label it is a copy of."""
    return group_of(
        account.write(
            account.groups.create(
                body={
                    "contactGroup": {
                        "name": name,
                        "clientData": [{"key": LABEL_MARKER, "value": marker}],
                    },
                    "readGroupFields": CREATED_GROUP_FIELDS,
                }
            )
        )
    )


def rename(account: Account, group: Group, name: str) -> Group:
    """The label under its new name; only the name is in the mask, the marker stays."""
    changed = {"resourceName": group.resource, "name": name}
    if group.etag:
        changed["etag"] = group.etag
    return group_of(
        account.write(
            account.groups.update(
                resourceName=group.resource,
                body={
                    "contactGroup": changed,
                    "updateGroupFields": "name",
                    "readGroupFields": GROUP_FIELDS,
                },
            )
        )
    )


def delete(account: Account, resource: str) -> None:
    """The label goes, its contacts stay."""
    try:
        account.write(account.groups.delete(resourceName=resource, deleteContacts=False))
    except NotFound:
        return  # gone already, which is what was wanted


def regroup(account: Account, group: str, add: Sequence[str], remove: Sequence[str]) -> list[str]:
    """Members in and out of a label in one call; nothing is called for nothing.

    `canNotRemoveLastContactGroupResourceNames` of the answer needs no word: such a contact stays.
    """
    at_most(MEMBERS_AT_ONCE, add, remove)
    if not add and not remove:
        return []
    body = {"resourceNamesToAdd": list(add), "resourceNamesToRemove": list(remove)}
    answer = account.write(
        account.members.modify(resourceName=group, body={key: names for key, names in body.items() if names})
    )
    return [str(name) for name in answer.get("notFoundResourceNames", ())]

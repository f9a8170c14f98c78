"""Writing contacts of one account, in batches, each sent once.

Words of `Rejected.why`: invalid, missing, exists, limit, full, stale, later (a passing fault of this
one contact), batch (refused together with another one), refused (anything else).

A batch is refused as a whole because of some of its contacts; the answer names those. They come
back as `Rejected` with the reason, the others as `Rejected("batch")` to be sent again without
them. The text of Google's reasons quotes contact data and is not kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ...core.person import Change, Draft, Person, Rejected
from ...ports import NameTaken, NotFound, RequestRefused, Stale, Unavailable
from .account import Account, at_most
from .errors import translate
from .people_read import READ_AT_ONCE, read
from .person import PERSON_FIELDS, SOURCES, person_of, to_create, to_update
from .problem import (
    ABORTED,
    EXHAUSTED,
    EXISTS,
    FAILED_PRECONDITION,
    INVALID,
    MISSING,
    ContactFault,
    Problem,
    contact_fault,
    passing,
)

WRITTEN_AT_ONCE = 200
DELETED_AT_ONCE = 500
CREATE = "people.people.batchCreateContacts"
UPDATE = "people.people.batchUpdateContacts"

NEIGHBOUR = Rejected("batch")
"""Not its own fault: refused together with another contact of its batch."""

_WHY = {INVALID: "invalid", MISSING: "missing", EXISTS: "exists", EXHAUSTED: "limit"}


def create(account: Account, drafts: Sequence[Draft]) -> list[Person | Rejected]:
    """One batch of new contacts, answers in the order of the drafts."""
    at_most(WRITTEN_AT_ONCE, drafts)
    if not drafts:
        return []
    answer = account.attempt(
        account.people.batchCreateContacts(
            body={
                "contacts": [{"contactPerson": to_create(draft)} for draft in drafts],
                "readMask": PERSON_FIELDS,
                "sources": SOURCES,
            }
        )
    )
    if isinstance(answer, Problem):
        faults = _blamed(answer, CREATE)
        return [_rejected(faults.get(str(i))) for i in range(len(drafts))]
    return _in_order(drafts, answer.get("createdPeople", ()))


def _in_order(drafts: Sequence[Draft], responses: Sequence[Mapping[str, Any]]) -> list[Person | Rejected]:
    # The order of the answer is nowhere promised; the marker is ours. A contact that failed has none:
    # those are the ones that are left, in their own order.
    results = [_result(response) for response in responses]
    if len(results) != len(drafts):
        raise Unavailable(f"{CREATE}: {len(results)} answers to {len(drafts)} contacts")
    wanted = {draft.marker for draft in drafts}
    made = {one.marker: one for one in results if isinstance(one, Person) and one.marker in wanted}
    if len(made) < sum(isinstance(one, Person) for one in results):
        return results  # without their markers only the places can tell
    rest = iter([one for one in results if isinstance(one, Rejected)])
    return [made[draft.marker] if draft.marker in made else next(rest) for draft in drafts]


def update(account: Account, changes: Sequence[Change], mask: Sequence[str]) -> dict[str, Person | Rejected]:
    """One batch of changed contacts under one mask, by resource name."""
    at_most(WRITTEN_AT_ONCE, changes)
    if not changes:
        return {}
    if not mask:
        raise ValueError("an update without fields")
    names = [change.resource for change in changes]
    answer = account.attempt(
        account.people.batchUpdateContacts(
            body={
                "contacts": {change.resource: to_update(change, mask) for change in changes},
                "updateMask": ",".join(mask),
                "readMask": PERSON_FIELDS,
                "sources": SOURCES,
            }
        )
    )
    if isinstance(answer, Problem):
        if not answer.contacts and isinstance(translate(answer, UPDATE), Stale | NotFound):
            # One of them has changed or gone, and Google does not say which: reading will show it.
            return dict.fromkeys(names, Rejected("stale", stale=True))
        faults = _blamed(answer, UPDATE)
        return {name: _rejected(faults.get(name)) for name in names}
    results = answer.get("updateResult", {})
    if any(name not in results for name in names):
        raise Unavailable(f"{UPDATE}: {len(results)} answers to {len(names)} contacts")
    return {name: _result(results[name]) for name in names}


def delete(account: Account, resources: Sequence[str], sources: Collection[str] = ()) -> None:
    """One batch of contacts into the trash. Deleting twice is no error, so missing ones are none.

    What has another name by now is told by its source from what it was merged into.
    """
    at_most(DELETED_AT_ONCE, resources)
    if not resources:
        return
    try:
        _delete(account, resources)
    except NotFound:
        there: list[str] = []
        for start in range(0, len(resources), READ_AT_ONCE):
            found = read(account, resources[start : start + READ_AT_ONCE])
            there += [
                person.resource
                for name, person in found.items()
                if person.resource == name or person.source in sources
            ]
        if there:
            _delete(account, there)


def _delete(account: Account, resources: Sequence[str]) -> None:
    account.write(account.people.batchDeleteContacts(body={"resourceNames": list(dict.fromkeys(resources))}))


def _blamed(answer: Problem, call: str) -> Mapping[str, ContactFault]:
    """The contacts that a whole batch was refused for; raises when it was not because of any."""
    error = translate(answer, call)
    if not isinstance(error, RequestRefused | NotFound | Stale | NameTaken):
        raise error
    if any(passing(fault.code) for fault in answer.contacts.values()):
        raise Unavailable(str(error))
    if not answer.contacts:
        raise RequestRefused(str(error))
    return answer.contacts


def _result(response: Mapping[str, Any]) -> Person | Rejected:
    """One contact of an answer that was well as a whole."""
    fault = contact_fault(response.get("status") or {})
    if fault.code:
        return _rejected(fault)
    raw = response.get("person")
    if not raw or not raw.get("resourceName"):
        raise Unavailable("a contact was written and not handed back")
    return person_of(raw)


def _rejected(fault: ContactFault | None) -> Rejected:
    if fault is None:
        return NEIGHBOUR
    if fault.full:
        return Rejected("full")
    if fault.code in {ABORTED, FAILED_PRECONDITION}:
        return Rejected("stale", stale=True)
    if passing(fault.code):
        return Rejected("later")
    return Rejected(_WHY.get(fault.code, "refused"), missing=fault.code == MISSING)

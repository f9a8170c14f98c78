"""Two sides that meet, for the tests of merging."""

from services.core.merge import merge


def phones(*numbers):
    return {"phoneNumbers": tuple({"value": number} for number in numbers)}


def entry(value, kind=None):
    return {"value": value} | ({"type": kind} if kind else {})


def merged(hub, base, copy, **more):
    bases = base if isinstance(base, list) else [base]
    return merge(hub, bases, copy, hub_by="hub", copy_by="copy", **more)

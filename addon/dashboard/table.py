"""Every page of the dashboard; `addon.routes` puts them into its one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response

from . import (
    activity,
    administration,
    assets,
    company_labels,
    contacts,
    erasing,
    labels,
    leavers,
    members,
    needs,
    personal,
    policies,
    settings,
    share,
    trash,
)


@dataclass(frozen=True, slots=True)
class Page:
    """One path and what answers it. `open` pages are for everybody, all others for who is signed in."""

    name: str
    path: str
    answer: Callable[..., Response]
    post: bool = False
    open: bool = False


_LABEL = "/labels/<label>"
_GROUP = "/groups/<own>"
_CONTACT = f"{_LABEL}/contacts/<contact>"
_MEMBER = f"{_LABEL}/members/<principal>"

PAGES: tuple[Page, ...] = (
    Page("home", "/", labels.start, open=True),
    Page("assets", "/assets/<path:name>", assets.serve, open=True),
    Page("labels.one", _LABEL, labels.one),
    Page("labels.rows", f"{_LABEL}/rows", labels.rows),
    Page("groups.one", _GROUP, labels.group),
    Page("groups.rows", f"{_GROUP}/rows", labels.group_rows),
    Page("groups.share", f"{_GROUP}/share", share.ask),
    Page("groups.share.send", f"{_GROUP}/share", share.send, post=True),
    Page("labels.share", f"{_LABEL}/share", share.ask),
    Page("labels.share.send", f"{_LABEL}/share", share.send, post=True),
    Page("contacts.new", f"{_LABEL}/contacts/new", contacts.new),
    Page("contacts.add", f"{_LABEL}/contacts/new", contacts.add, post=True),
    Page("contacts.one", _CONTACT, contacts.one),
    Page("contacts.edit", f"{_CONTACT}/edit", contacts.edit),
    Page("contacts.save", f"{_CONTACT}/edit", contacts.save, post=True),
    Page("contacts.remove.ask", f"{_CONTACT}/remove", contacts.ask_remove),
    Page("contacts.remove", f"{_CONTACT}/remove", contacts.remove, post=True),
    Page("contacts.why", f"{_CONTACT}/why", contacts.why),
    Page("members", f"{_LABEL}/members", members.everyone),
    Page("members.part", f"{_LABEL}/states", members.everyone_part),
    Page("members.one", _MEMBER, members.one),
    Page("members.change", _MEMBER, members.change, post=True),
    Page("members.end.ask", f"{_MEMBER}/end", members.ask_end),
    Page("members.end", f"{_MEMBER}/end", members.end, post=True),
    Page("members.retry", f"{_MEMBER}/retry", members.retry, post=True),
    Page("members.sees", f"{_MEMBER}/sees", members.sees),
    Page("labels.sync", f"{_LABEL}/sync", members.sync, post=True),
    Page("activity", f"{_LABEL}/activity", activity.feed),
    Page("contacts.history", f"{_CONTACT}/history", activity.history),
    Page("contacts.change", f"{_CONTACT}/changes/<version>", activity.change),
    Page("contacts.undo", f"{_CONTACT}/changes/<version>", activity.undo_change, post=True),
    Page("undo.ask", f"{_LABEL}/undo", activity.ask_undo),
    Page("undo", f"{_LABEL}/undo", activity.undo_many, post=True),
    Page("conflicts", f"{_LABEL}/conflicts", needs.waiting),
    Page("conflicts.settle", f"{_LABEL}/conflicts", needs.settle, post=True),
    Page("held", f"{_LABEL}/held/<hold>", needs.held),
    Page("held.decide", f"{_LABEL}/held/<hold>", needs.decide, post=True),
    Page("held.delete.ask", f"{_LABEL}/held/<hold>/delete", needs.ask_delete),
    Page("trash", f"{_LABEL}/trash", trash.show),
    Page("trash.restore", f"{_LABEL}/trash", trash.restore, post=True),
    Page("labels.settings", f"{_LABEL}/settings", settings.show),
    Page("labels.settings.save", f"{_LABEL}/settings", settings.save, post=True),
    Page("labels.stop.ask", f"{_LABEL}/stop", settings.ask_stop),
    Page("labels.stop", f"{_LABEL}/stop", settings.stop, post=True),
    Page("labels.leave.ask", f"{_LABEL}/leave", settings.ask_leave),
    Page("labels.leave", f"{_LABEL}/leave", settings.leave, post=True),
    Page("labels.transfer.ask", f"{_LABEL}/transfer/<principal>", settings.ask_transfer),
    Page("labels.transfer", f"{_LABEL}/transfer/<principal>", settings.transfer, post=True),
    Page("settings", "/settings", personal.show),
    Page("settings.save", "/settings", personal.save, post=True),
    Page("admin", "/admin", administration.show),
    Page("admin.labels", "/admin/labels", company_labels.everything),
    Page("admin.labels.one", "/admin/labels/<label>", company_labels.one),
    Page("admin.labels.transfer", "/admin/labels/<label>", company_labels.transfer, post=True),
    Page("admin.policies", "/admin/policies", policies.show),
    Page("admin.policies.save", "/admin/policies", policies.save, post=True),
    Page("admin.leavers", "/admin/leavers", leavers.choose),
    Page("admin.leavers.find", "/admin/leavers", leavers.find, post=True),
    Page("admin.suggest-leavers", "/admin/suggest-leavers", leavers.suggest, post=True),
    Page("admin.leavers.one", "/admin/leavers/<principal>", leavers.one),
    Page("admin.leavers.begin", "/admin/leavers/<principal>", leavers.begin, post=True),
    Page("admin.leavers.part", "/admin/leavers/<principal>/state", leavers.state_part),
    Page("admin.erase.ask", "/admin/erase", erasing.ask),
    Page("admin.erase", "/admin/erase", erasing.erase, post=True),
    Page("admin.audit", "/admin/audit", administration.audit),
    Page("admin.audit.file", "/admin/audit/<form>", administration.export),
    Page("suggest", "/suggest", share.suggest, post=True),
    Page("labels.progress", f"{_LABEL}/progress", share.progress),
    Page("labels.progress.part", f"{_LABEL}/progress/part", share.progress_part),
)

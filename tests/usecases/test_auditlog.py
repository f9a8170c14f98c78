"""The audit log: what is in it, how it is filtered, and the files."""

import csv
import io
import json
from datetime import timedelta

import pytest

from services import auditlog, members, offboarding, policy_settings, sharing
from services.auditlog import Filter
from services.core.levels import Level
from services.core.records import Event, Policies
from services.core.refusals import BadInput, NotAdmin
from tests.usecases.company import Company


@pytest.fixture
def town():
    town = Company("maya", "anna", "bruno")
    town.opened_by_admin()
    return town


def whats(town, **wanted):
    return [row.what for row in auditlog.events(town.boss, Filter(**wanted), deps=town.deps).rows]


def test_everything_that_changes_rights_or_settings_is_in_it(town):
    label = town.share_with("anna@maple.example").label
    maya, anna = town.caller("maya"), town.id("anna")
    town.later(minutes=1)
    members.change_level(maya, label=label, principal=anna, level=Level.VIEWER, deps=town.deps)
    town.later(minutes=1)
    members.leave(town.caller("anna"), label=label, deps=town.deps)
    town.later(minutes=1)
    sharing.stop(maya, label=label, deps=town.deps)
    town.later(minutes=1)
    policy_settings.set_policies(town.boss, Policies(mails=False), deps=town.deps)
    town.later(minutes=1)
    offboarding.begin(town.boss, person="anna@maple.example", heir="bruno@maple.example", deps=town.deps)
    assert whats(town) == ["offboarded", "policy", "stopped", "left", "level", "shared", "admin"]


def test_names_are_those_of_today(town):
    town.share_with("anna@maple.example")
    row = auditlog.events(town.boss, Filter(what="shared"), deps=town.deps).rows[0]
    assert (row.who_name, row.target_email, row.label_name) == ("Maya", "anna@maple.example", "Finance")


def test_filters_by_who_what_label_and_period(town):
    label = town.share_with("anna@maple.example").label
    town.later(days=1)
    since = town.clock.now()
    town.share_with("bruno@maple.example")
    who = auditlog.person(town.boss, "Maya@maple.example", deps=town.deps)
    assert whats(town, who=who, what="shared", label=label) == ["shared", "shared"]
    assert whats(town, what="shared", since=since) == ["shared"]
    assert whats(town, what="shared", until=since - timedelta(seconds=1)) == ["shared"]
    assert whats(town, who=town.id("anna")) == []
    assert whats(town, label="l-other") == []


def test_comes_page_by_page_newest_first(town):
    boss = town.boss
    scope = town.scope()
    start = town.clock.now()
    scope.put(
        *(Event(f"e{n:03d}", start + timedelta(minutes=n), "x", "shared", label="l1") for n in range(120))
    )
    seen, after = [], ""
    for _ in range(3):
        page = auditlog.events(boss, Filter(label="l1"), after=after, deps=town.deps)
        seen += [row.id for row in page.rows]
        after = page.next
    assert seen == [f"e{n:03d}" for n in reversed(range(120))]
    assert after == ""


def test_only_admins_see_it(town):
    with pytest.raises(NotAdmin):
        auditlog.events(town.caller("maya"), Filter(), deps=town.deps)
    with pytest.raises(NotAdmin):
        auditlog.export(town.caller("maya"), Filter(), form="csv", deps=town.deps)


def test_the_files_hold_the_same_as_the_page_whatever_things_are_called(town):
    maya = town.hand("maya")
    maya.rename_label("Finance", '=HYPERLINK("http://evil.example","x"),\n"Ω"')
    group = maya.labels()[0]["resourceName"]
    form = sharing.ShareForm(typed="anna@maple.example")
    sharing.share(town.caller("maya"), group=group, form=form, deps=town.deps)
    rows = auditlog.events(town.boss, Filter(what="shared"), deps=town.deps).rows
    text = "".join(auditlog.export(town.boss, Filter(what="shared"), form="csv", deps=town.deps))
    (line,) = csv.DictReader(io.StringIO(text, newline=""))
    assert line["label_name"] == "'" + rows[0].label_name
    assert line["label_name"].startswith("'=")
    (found,) = auditlog.export(town.boss, Filter(what="shared"), form="jsonl", deps=town.deps)
    assert json.loads(found)["label_name"] == rows[0].label_name
    assert found.endswith("\n")
    assert "exported" in whats(town)


def test_an_export_reads_as_it_goes(town):
    boss = town.boss
    start = town.clock.now()
    scope = town.scope()
    for n in range(0, 2000, 500):
        scope.put(
            *(Event(f"e{i:05d}", start + timedelta(seconds=i), "x", "shared") for i in range(n, n + 500))
        )
    town.store.counts.clear()
    lines = auditlog.export(boss, Filter(), form="jsonl", deps=town.deps)
    next(lines)
    first = town.store.counts.reads
    assert sum(1 for _ in lines) > 1990
    assert town.store.counts.reads > 3 * first


def test_another_form_is_refused(town):
    with pytest.raises(BadInput):
        auditlog.export(town.boss, Filter(), form="exe", deps=town.deps)

"""Mails: grouped, once, stopped from the mail itself, and never to someone without access."""

from dataclasses import replace
from email.utils import parsedate_to_datetime

import pytest

from services import digesting, mailing, members, sharing, subscribing
from services.backends.mime import message_of
from services.core.facts import ShareForm
from services.core.levels import Level
from services.core.records import Account, MailRecord
from services.ports import AccountSuspended, NotSent, QuotaExhausted, Unavailable
from tests.stateful.crashing import Crashes
from tests.town import Town, contact


@pytest.fixture
def town():
    town = Town("maya", "anna", "bruno")
    maya = town.hand("maya")
    for name in ("A", "B", "C", "D", "E"):
        maya.add_label(name)
        maya.add(contact(f"in {name}"), [name])
    return town


def why(town):
    return sorted(mail.why for mail in town.scope().find(MailRecord) if mail.state == "unsent")


def test_five_labels_within_a_minute_are_one_mail(town):
    for name in ("A", "B", "C", "D", "E"):
        town.share("maya", name, "anna", settle=False)
        town.later(seconds=11)
        town.run()
    town.settle()
    assert town.mailer.to("anna@maple.example") == ["shared: A, B, C, D, E"]


def test_a_mail_does_not_wait_for_ever(town):
    for name in "FGHI":
        town.hand("maya").add_label(name)
    for name in "ABCDEFGHI":
        town.share("maya", name, "anna", settle=False)
        town.later(seconds=14)
        town.run()
    town.settle()
    sent = town.mailer.to("anna@maple.example")
    assert len(sent) == 2
    assert sorted("".join(sent).replace("shared: ", "").replace(", ", "")) == list("ABCDEFGHI")


def test_every_person_gets_her_own(town):
    town.share("maya", "A", "anna", "bruno")
    assert {m.to for m in town.mailer.mails} == {"anna@maple.example", "bruno@maple.example"}


def test_nobody_without_access_is_told_of_it(town):
    label = town.share("maya", "A", "anna", settle=False)
    members.end(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert town.mailer.to("anna@maple.example") == ["ended: A"]
    assert why(town) == ["access-ended"]


def test_a_lost_answer_is_no_second_mail(town):
    town.mailer.fails.append(Unavailable("lost"))
    town.share("maya", "A", "anna")
    assert town.mailer.to("anna@maple.example") == []
    assert why(town) == ["unknown"]


@pytest.mark.parametrize("fault", [QuotaExhausted(), NotSent("no token")])
@pytest.mark.parametrize("when", ["unready", "fails"])
def test_what_was_never_sent_is_a_later_mail(town, when, fault):
    getattr(town.mailer, when).append(fault)
    town.share("maya", "A", "anna")
    assert town.mailer.to("anna@maple.example") == ["shared: A"]


@pytest.mark.parametrize("when", ["unready", "fails"])
def test_what_cannot_be_sent_says_why(town, when):
    getattr(town.mailer, when).append(AccountSuspended())
    town.share("maya", "A", "anna")
    assert town.mailer.to("anna@maple.example") == []
    assert why(town) == ["suspended"]


def test_a_process_that_dies_loses_no_mail_but_one_that_may_have_gone_out():
    def sent(dying_at):
        """How many mails come of one; the process dies at this of the calls that it makes for it."""
        town = Town("maya", "anna")
        town.hand("maya").add_label("A")
        town.share("maya", "A", "anna", settle=False)
        town.run()
        town.deps = replace(town.deps, mailer=town.gmail)
        crashes = Crashes()
        town.before_call = crashes.call
        crashes.after(dying_at)
        town.later(seconds=15)
        town.run_crashing(rng=None)
        town.later(minutes=10)
        town.settle()
        assert crashes.count > dying_at
        return len(town.world.account("anna@maple.example").mailbox.inbox)

    # Before and after each of three: the assertion is signed, the token given, the mail sent.
    assert [sent(call) for call in range(6)] == [1, 1, 1, 1, 0, 1]


def test_two_workers_that_get_ready_for_one_mail_send_it_once(town):
    class Slow:
        """While this one gets ready, another worker does the same and is quicker."""

        def ready(self, mail):
            deps = replace(town.deps, mailer=town.mailer)
            (owed,) = (one for one in town.scope().find(MailRecord) if one.state == "owed")
            mailing.send(town.tenant_id, owed.id, deps=deps)
            return town.mailer.ready(mail)

    town.share("maya", "A", "anna", settle=False)
    town.deps = replace(town.deps, mailer=Slow())
    town.settle()
    assert town.mailer.to("anna@maple.example") == ["shared: A"]


def test_the_mail_itself_stops_mails(town):
    town.share("maya", "A", "anna")
    (mail,) = town.mailer.mails
    link = mail.headers["List-Unsubscribe"].strip("<>")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsedate_to_datetime(str(message_of(mail, town.now())["Date"])) == town.now()
    tenant, account, key = link.rsplit("/", 3)[1:]
    assert not subscribing.unsubscribe(tenant, account, key[:-1] + "x", deps=town.deps)
    assert not subscribing.unsubscribe(tenant, town.id("bruno"), key, deps=town.deps)
    assert not subscribing.unsubscribe(tenant, "nobody", key, deps=town.deps)
    assert town.scope().get(Account, account).mails
    assert subscribing.unsubscribe(tenant, account, key, deps=town.deps)
    town.share("maya", "B", "anna")
    assert town.mailer.to("anna@maple.example") == ["shared: A"]
    assert why(town) == ["mails-off"]


def test_an_account_that_is_full_is_told_to_the_one_who_can_mend_it_once_a_week(town):
    town.world.account("anna@maple.example").book.trouble.cap = 1
    town.hand("anna").add(contact("Hers"))
    town.share("maya", "A", "anna", "bruno")
    for _ in range(3):
        town.later(hours=7)
        town.sweep()
        town.settle()
    assert town.mailer.to("anna@maple.example").count("attention: A") == 1
    assert "attention: A" not in town.mailer.to("bruno@maple.example")


def test_the_weekly_summary_is_for_those_who_asked_and_comes_once(town):
    town.share("maya", "A", "anna", "bruno")
    scope = town.scope()
    scope.put(replace(scope.get(Account, town.id("anna")), digest=True))
    town.hand("maya").edit(town.hand("maya").find("in A"), names=[{"givenName": "in A, edited"}])
    town.pull()
    for _ in range(2):
        digesting.owe_all(deps=town.deps)
        town.settle()
    assert [m.subject for m in town.mailer.mails if m.subject.startswith("digest")] == ["digest: A"]
    assert town.mailer.to("anna@maple.example")[-1] == "digest: A"
    town.later(days=8)
    digesting.owe_all(deps=town.deps)
    town.settle()
    assert town.mailer.to("anna@maple.example").count("digest: A") == 1


def test_messages_of_several_labels_are_all_there(town):
    for name, said in (("A", "first"), ("B", "second"), ("C", "first")):
        group = next(g["resourceName"] for g in town.hand("maya").labels() if g["name"] == name)
        form = ShareForm(typed="anna@maple.example", level=Level.EDITOR, message=said)
        sharing.share(town.caller("maya"), group=group, form=form, deps=town.deps)
    town.settle()
    (mail,) = town.mailer.mails
    assert mail.text == "first\n\nsecond"

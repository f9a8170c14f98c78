"""What went wrong and what to do: one sentence each for every refusal, and an id for the rest."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.refusals import (
    AlreadyDecided,
    BadInput,
    BeingErased,
    ConsumerAccount,
    FieldHidden,
    LabelGone,
    LabelStopped,
    LevelTooHigh,
    NameInUse,
    NobodyChosen,
    NoCopyYet,
    NoSuchContact,
    NoSuchLabel,
    NoSuchMember,
    NotAdmin,
    NotAllowed,
    NotReady,
    OwnerStays,
    PolicyForbids,
    Refusal,
    TooMany,
)

from .actions import press
from .card import Card, Section
from .chrome import Offer, offers
from .fields import field_name
from .onboarding import consumer_view, not_ready_view, onboarding_card
from .text import Words
from .widgets import Paragraph, Widget


@dataclass(frozen=True, slots=True)
class ErrorView:
    """What happened, what to do, and ways on. `incident` finds it in the log."""

    title: str
    text: str
    mend: str
    incident: str
    offers: tuple[Offer, ...]


def refusal_view(refusal: Refusal, words: Words) -> ErrorView:
    """The words for an expected refusal; one that we do not know gets the plainest."""
    title, text, mend = _said(refusal, words)
    return ErrorView(title, text, mend, "", _ways(words))


def _ways(words: Words) -> tuple[Offer, ...]:
    return (
        Offer(words.gettext("Back"), press("back")),
        Offer(words.gettext("My labels"), press("home.open")),
    )


def _said(refusal: Refusal, words: Words) -> tuple[str, str, str]:
    match refusal:
        case NoSuchLabel():
            return (
                words.gettext("This label is not here"),
                words.gettext("It does not exist any more, or it is not shared with you."),
                words.gettext("Ask its owner to share it with you."),
            )
        case NoSuchContact():
            return (
                words.gettext("This contact is not here"),
                words.gettext("It was deleted, or it is in no label of yours."),
                words.gettext("Refresh the label to see what is in it now."),
            )
        case NoSuchMember():
            return (
                words.gettext("Not a member"),
                words.gettext("This person does not have the label, or not any more."),
                words.gettext("Refresh the label to see who has it now."),
            )
        case NotAllowed():
            return (
                words.gettext("Your level does not allow this"),
                words.gettext("Nothing was changed."),
                words.gettext("Ask the owner of the label for a higher level."),
            )
        case NoCopyYet():
            return (
                words.gettext("This member cannot be the owner yet"),
                words.gettext("The copy has not been made, or it is paused. Nothing was changed."),
                words.gettext("Try again when the member is up to date."),
            )
        case LevelTooHigh():
            return (
                words.gettext("You cannot give this level"),
                words.gettext("Nobody can give more than their own level. Nothing was changed."),
                words.gettext("Choose a lower level, or ask the owner of the label."),
            )
        case NameInUse():
            return (
                words.gettext("You have a label of this name"),
                words.gettext("Google Contacts takes every name once. Nothing was changed."),
                words.gettext("Choose another name."),
            )
        case LabelStopped():
            return (
                words.gettext("No longer shared"),
                words.gettext("Sharing of this label was stopped."),
                words.gettext("Its owner can share it again."),
            )
        case LabelGone():
            return (
                words.gettext("The label was deleted"),
                words.gettext("It is no longer in its owner's Google Contacts."),
                words.gettext("Make the label again in Google Contacts, then share it."),
            )
        case NobodyChosen():
            return (
                words.gettext("Nobody to share with"),
                words.gettext("Nobody was named who can have this label. Nothing was changed."),
                words.gettext("Go back and name at least one person of your company."),
            )
        case OwnerStays():
            return (
                words.gettext("The owner stays"),
                words.gettext("The owner of a label can neither leave it nor lose the level."),
                words.gettext("Hand the label over to somebody else first, or stop sharing it."),
            )
        case FieldHidden():
            return (
                words.gettext("{field} is hidden from you", field=field_name(refusal.field, words))
                if refusal.field
                else words.gettext("This field is hidden from you"),
                words.gettext("The owner of the label hides it, so it cannot be changed by you."),
                words.gettext("Ask the owner to change it or to show it to you."),
            )
        case AlreadyDecided():
            return (
                words.gettext("Already decided"),
                words.gettext("Somebody else decided about these deletions before you."),
                words.gettext("Refresh the label to see what became of them."),
            )
        case PolicyForbids():
            return (
                words.gettext("Not allowed in your company"),
                words.gettext("The admins of your company do not allow this. Nothing was changed."),
                words.gettext("Ask an admin of your Google Workspace."),
            )
        case TooMany():
            return (
                words.gettext("Too much at once"),
                words.gettext("You have shared very much in a short time. Nothing was changed."),
                words.gettext("Try again after {time}.", time=words.date_time(refusal.until)),
            )
        case NotAdmin():
            return (
                words.gettext("Only for admins"),
                words.gettext("Admins of your Google Workspace can do this. Nothing was changed."),
                words.gettext("Ask an admin of your Google Workspace."),
            )
        case BeingErased():
            return (
                words.gettext("Everything is being deleted"),
                words.gettext("An admin of your company asked for all its data here to be deleted."),
                words.gettext("Contacts of your own stay in Google Contacts."),
            )
        case BadInput():
            return (
                words.gettext("Something is missing"),
                words.gettext("What was sent could not be understood. Nothing was changed."),
                words.gettext("Open the label again and repeat the step."),
            )
        case _:
            return (
                words.gettext("This is not possible"),
                words.gettext("Nothing was changed."),
                words.gettext("Open the label again and repeat the step."),
            )


def incident_view(incident: str, words: Words) -> ErrorView:
    """The words for something unexpected; it was logged under the id."""
    return ErrorView(
        words.gettext("Something went wrong"),
        words.gettext("This is our fault, not yours. Your contacts are safe."),
        words.gettext("Try again. If it stays, give this number to your admin:"),
        incident,
        _ways(words),
    )


def error_card(view: ErrorView) -> Card:
    """The sentence, the mend, the ways on."""
    lines: tuple[Widget, ...] = tuple(
        Paragraph(text) for text in (view.text, view.mend, view.incident) if text
    )
    return Card("error", view.title, sections=(Section((*lines, *offers(*view.offers))),))


def refusal_card(refusal: Refusal, words: Words) -> Card:
    """The card for an expected refusal; people who cannot be served yet get steps instead."""
    match refusal:
        case NotReady():
            return onboarding_card(not_ready_view(refusal, words))
        case ConsumerAccount():
            return onboarding_card(consumer_view(words))
        case _:
            return error_card(refusal_view(refusal, words))


def incident_card(incident: str, words: Words) -> Card:
    """The card for something unexpected, with the id under which it is logged."""
    return error_card(incident_view(incident, words))

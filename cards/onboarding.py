"""Cards for people whom the add-on cannot serve yet: what is missing, and who can mend it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.core.outcome import Fault
from services.core.refusals import NotReady

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, offers, rows
from .text import Words
from .widgets import Link, Paragraph

ADMIN_DELEGATION = "https://admin.google.com/ac/owl/domainwidedelegation"
"""The Admin console's page for domain-wide delegation."""


@dataclass(frozen=True, slots=True)
class OnboardingView:
    """Why it does not work yet, in words, and the steps that mend it."""

    title: str
    subtitle: str
    text: str
    steps: tuple[Line, ...]
    offers: tuple[Offer, ...]


def not_ready_view(refusal: NotReady, words: Words) -> OnboardingView:
    """The words for a company or an account that Google does not let us at."""
    view = _why(refusal.fault, words)
    if refusal.fault not in {Fault.DELEGATION, Fault.SCOPE} or not refusal.scopes:
        return view
    paste = paste_lines(refusal.client_id, refusal.account, refusal.scopes, words)
    return replace(view, steps=(*view.steps, *paste))


def paste_lines(client_id: str, account: str, scopes: tuple[str, ...], words: Words) -> tuple[Line, ...]:
    """What an admin gives to *Add new* on the console's page, or where to find it."""
    if client_id:
        who = Line(client_id, top=words.gettext("Client ID"))
    else:
        who = Line(
            words.gettext("The number of {account}", account=account),
            top=words.gettext("Client ID"),
            bottom=words.gettext(
                "Whoever runs this service finds it with: {command}",
                command=f"gcloud iam service-accounts describe {account} --format='value(uniqueId)'",
            ),
        )
    return who, Line(",".join(scopes), top=words.gettext("OAuth scopes"))


def _why(fault: Fault, words: Words) -> OnboardingView:
    again = Offer(words.gettext("Try again"), press("home.show"))
    console = Offer(words.gettext("Open the Admin console"), Link(ADMIN_DELEGATION, reload=True))
    title = words.gettext("Almost ready")
    match fault:
        case Fault.DELEGATION:
            return OnboardingView(
                title,
                words.gettext("An admin has to allow Shared Labels"),
                words.gettext(
                    "Shared Labels may not work with your company's contacts yet. Show this card to "
                    "an admin of your Google Workspace."
                ),
                _steps(
                    words,
                    words.gettext(
                        "Open Domain-wide delegation in the Admin console, under Security, API controls."
                    ),
                    words.gettext("Add Shared Labels by its client ID, or install it from the Marketplace."),
                    words.gettext("Wait a few minutes, then press Try again."),
                ),
                (console, again),
            )
        case Fault.SCOPE:
            return OnboardingView(
                title,
                words.gettext("A permission is missing"),
                words.gettext(
                    "An admin allowed Shared Labels, but not everything that it needs. Show this card "
                    "to an admin of your Google Workspace."
                ),
                _steps(
                    words,
                    words.gettext(
                        "Open Domain-wide delegation in the Admin console, under Security, API controls."
                    ),
                    words.gettext("Edit Shared Labels and add the missing permissions."),
                    words.gettext("Wait a few minutes, then press Try again."),
                ),
                (console, again),
            )
        case Fault.QUOTA | Fault.UNAVAILABLE:
            return OnboardingView(
                words.gettext("One moment"),
                words.gettext("Google does not answer"),
                words.gettext("Nothing is lost. Try again in a minute."),
                (),
                (again,),
            )
        case Fault.SUSPENDED | Fault.GONE:
            return OnboardingView(
                words.gettext("This account is not active"),
                "",
                words.gettext(
                    "Google says that this account is suspended or deleted. An admin of your company "
                    "can reactivate it."
                ),
                (),
                (again,),
            )
        case _:
            return OnboardingView(
                title,
                "",
                words.gettext(
                    "Google does not let Shared Labels work with this account. Ask an admin of your "
                    "company to look at it."
                ),
                (),
                (again,),
            )


def consumer_view(words: Words) -> OnboardingView:
    """The words for somebody who is in no company."""
    return OnboardingView(
        words.gettext("Shared Labels is for companies"),
        words.gettext("This is a personal Google account"),
        words.gettext(
            "Labels are shared between people of one Google Workspace. Switch to your work account "
            "and open Shared Labels there."
        ),
        (),
        (Offer(words.gettext("Try again"), press("home.show")),),
    )


def _steps(words: Words, *steps: str) -> tuple[Line, ...]:
    return tuple(
        Line(text, top=words.gettext("Step {number}", number=words.number(number)))
        for number, text in enumerate(steps, start=1)
    )


def onboarding_card(view: OnboardingView) -> Card:
    """What is missing, step by step."""
    return Card(
        "onboarding",
        view.title,
        view.subtitle,
        sections=(
            Section((Paragraph(view.text),)),
            Section(rows(view.steps)),
            Section(offers(*view.offers)),
        ),
    )

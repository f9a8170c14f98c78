"""IAM credentials: signJwt, and nothing else of it."""

from __future__ import annotations

import json
from typing import Any

from .discovery import Call
from .errors import invalid, not_found
from .oauth import sign_jwt
from .routes import handles


@handles("iamcredentials.projects.serviceAccounts.signJwt")
def sign(call: Call) -> dict[str, Any]:
    """POST v1/projects/-/serviceAccounts/{e-mail}:signJwt; the payload is a JSON object as a string."""
    email = call.path["serviceAccountsId"]
    if call.path["projectsId"] != "-":
        raise invalid("The project must be given as '-'.")
    if email not in call.world.service_accounts:
        raise not_found(f"Not found; Gaia id not found for email {email}")
    try:
        claims = json.loads(call.body.get("payload") or "")
    except ValueError:
        raise invalid("Payload is not a valid JSON object.") from None
    if not isinstance(claims, dict):
        raise invalid("Payload is not a valid JSON object.")
    return dict(sign_jwt(email, call.body["payload"]))

"""The Delegation port: what the admins of a company have authorised, asked for one of its people."""

from __future__ import annotations

from collections.abc import Mapping

from ...ports import PortError
from .delegation import ALL_SCOPES, Delegation
from .errors import SigningRefused


class GrantedScopes:
    """`ports.Delegation`. `scopes` are those that this service uses."""

    def __init__(self, delegation: Delegation, scopes: tuple[str, ...] = ALL_SCOPES) -> None:
        self.scopes = scopes
        self._delegation = delegation

    @property
    def account(self) -> str:
        return self._delegation.account

    @property
    def client_id(self) -> str:
        return self._delegation.client_id

    def granted(self, email: str, /) -> Mapping[str, PortError | None]:
        return self._delegation.probe(email, *self.scopes)

    def is_ours(self, trouble: PortError, /) -> bool:
        return isinstance(trouble, SigningRefused)

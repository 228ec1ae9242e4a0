"""The operating system's own safe place for small secrets, and no other one."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from ikanda_case.domain.errors import EnvironmentFault

SERVICE = "ikanda-case"


class SystemKeyring:
    """Secret Service, Windows Credential Manager or macOS Keychain (`store.keys.SecretStore`).

    The back end is named here: left to choose for itself, the library takes one that keeps
    secrets as plain text when it finds one, or one that keeps nothing (threats T6). Every call:
    EnvironmentFault("no_safe_keyring") when there is none, or when it stays locked.
    """

    def __init__(self, service: str = SERVICE) -> None:
        self._service = service

    def available(self) -> bool:
        """Say whether this computer has a safe place at all."""
        try:
            with _refusing():
                _backend()
        except EnvironmentFault:
            return False
        return True

    def get(self, name: str) -> str | None:
        """Return a secret, None when there is none of that name."""
        with _refusing():
            return _backend().get_password(self._service, name)

    def put(self, name: str, secret: str) -> None:
        """Keep a secret in place of an earlier one; it counts when it could be read back."""
        with _refusing():
            backend = _backend()
            backend.set_password(self._service, name, secret)
            if backend.get_password(self._service, name) != secret:
                raise EnvironmentFault("no_safe_keyring")

    def delete(self, name: str) -> None:
        """Forget a secret; one that is not there is forgotten already."""
        with _refusing():
            try:
                _backend().delete_password(self._service, name)
            except PasswordDeleteError:
                return


def _backend() -> KeyringBackend:
    backend: KeyringBackend
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring

        backend = WinVaultKeyring()
    elif sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as Keychain

        backend = Keychain()
    else:
        from keyring.backends.SecretService import Keyring as SecretService

        backend = SecretService()  # type: ignore[no-untyped-call]
    if not backend.priority > 0:
        raise EnvironmentFault("no_safe_keyring")
    return backend


@contextmanager
def _refusing() -> Generator[None, None, None]:
    try:
        yield
    except _failures() as error:
        raise EnvironmentFault("no_safe_keyring") from error


def _failures() -> tuple[type[Exception], ...]:
    """Return what the library and the back ends under it raise when they cannot."""
    usual = (KeyringError, RuntimeError, OSError, ImportError)
    if sys.platform in ("win32", "darwin"):
        return usual
    from jeepney.wrappers import DBusErrorResponse  # type: ignore[import-untyped]
    from secretstorage.exceptions import SecretStorageException

    return (*usual, DBusErrorResponse, SecretStorageException)

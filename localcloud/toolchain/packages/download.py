"""Fetches one file the way this machine's package tools would."""

from __future__ import annotations

import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from functools import cached_property
from http.client import HTTPException
from typing import Final
from urllib.parse import urlsplit

from localcloud.toolchain.packages.missing import NotThereError, UnreachableError
from localcloud.toolchain.packages.package_sources import PackageSources

_SECONDS: Final = 120
_GONE: Final = frozenset({401, 403, 404, 405, 410})
_PAUSES: Final = (0.5, 2.0)
"""Seconds before each further attempt. Package tools try again as well, but they are told here what was fetched before,
and take it for everything that there is."""


_NOBODY: Final = (ConnectionRefusedError, socket.gaierror, ssl.SSLError)
"""What another attempt would end with as well: no network, or no trust."""


class _InterruptedError(UnreachableError):
    """The registry is busy, or the connection broke: what another attempt may mend."""


class Download:
    """Fetches with the proxies and the trusted authorities of a machine's settings. Thread-safe."""

    def __init__(self, sources: PackageSources, *, pauses: Sequence[float] = _PAUSES) -> None:
        self._sources = sources
        self._pauses = pauses
        self._answered = False  # whether the last attempt at anything found somebody

    def fetch(self, address: str, *, headers: Mapping[str, str] | None = None) -> tuple[bytes, str]:
        """The content and its media type.

        Raises:
            NotThereError: there is no such file.
            UnreachableError: nobody answers.
        """
        for pause in self._pauses:
            try:
                return self._fetch_once(address, headers or {})
            except _InterruptedError:
                time.sleep(pause)
        try:
            return self._fetch_once(address, headers or {})
        except UnreachableError:
            self._answered = False
            raise

    def _fetch_once(self, address: str, headers: Mapping[str, str]) -> tuple[bytes, str]:
        try:
            request = urllib.request.Request(address, headers=dict(headers))  # noqa: S310 - a package tool's own
            with self._opener(address).open(request, timeout=_SECONDS) as answer:
                self._answered = True
                return answer.read(), str(answer.headers.get("content-type", ""))
        except urllib.error.HTTPError as error:
            if error.code in _GONE:
                raise NotThereError(f"{address} answers {error.code}") from error
            raise _InterruptedError(f"{address} answers {error.code}") from error
        except urllib.error.URLError as error:
            if urlsplit(address).scheme == "file":
                raise NotThereError(f"{address} is not there") from error
            nobody = isinstance(error.reason, _NOBODY) and not self._is_momentary(error.reason)
            kind = UnreachableError if nobody else _InterruptedError
            raise kind(f"{_place(address)} cannot be reached: {error.reason}") from error
        except (OSError, HTTPException) as error:
            raise _InterruptedError(f"{_place(address)} cannot be reached: {error}") from error
        except ValueError as error:
            raise UnreachableError(f"{_place(address)} cannot be reached: {error}") from error

    def _is_momentary(self, reason: object) -> bool:
        """Whether a name was not resolved while others answer: a busy resolver says the same as no network at all."""
        return isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_AGAIN and self._answered

    def _opener(self, address: str) -> urllib.request.OpenerDirector:
        host = urlsplit(address).hostname or ""
        exceptions = {"no": self._sources.proxy_exceptions}
        direct = bool(exceptions["no"]) and urllib.request.proxy_bypass_environment(  # type: ignore[attr-defined]
            host, exceptions
        )
        return urllib.request.build_opener(
            urllib.request.ProxyHandler({} if direct else self._sources.proxies),
            urllib.request.HTTPSHandler(context=self._context),
            urllib.request.FileHandler(),
        )

    @cached_property
    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        for authority in self._sources.authorities:
            context.load_verify_locations(cafile=str(authority))
        if self._sources.npm_settings.get("strict-ssl") is False:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def _place(address: str) -> str:
    """An address without the name and password that may stand in it, and without its path."""
    split = urlsplit(address)
    return f"{split.scheme}://{split.hostname or ''}"

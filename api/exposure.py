"""Whether the service may listen where its settings say."""

from __future__ import annotations

import ipaddress

from domain.errors import SettingsError
from settings import Settings


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine seen from itself."""
    bare = host.strip("[]")
    if bare.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def check_exposure(settings: Settings) -> None:
    """Refuse to listen beyond this machine without a key.

    Raises:
        SettingsError: ``host`` is not a loopback address and no ``api_key`` is set, or it is too short.
    """
    if is_loopback(settings.host):
        return
    if settings.api_key is None:
        raise SettingsError(
            f"Le service refuse d'écouter sur {settings.host} sans clé : tout le réseau pourrait lire les documents.",
            remedy="Donnez une clé (BIOLLM_API_KEY), ou gardez l'adresse 127.0.0.1.",
        )
    if len(settings.api_key.get_secret_value()) < 16:
        raise SettingsError("La clé (BIOLLM_API_KEY) est trop courte.", remedy="Il en faut au moins 16 caractères.")

"""Content security policy and permissions policy: one strict default, the admin's editor named apart.

The public site and the admin share the policy below; no page may hold a script anywhere. What the rich text field of
Wagtail needs is in EDITOR_DIRECTIVES and is applied per view by `portal.middleware`; a browser test fails when one is
missing or no longer needed.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE

# The map of the Kadaster; a visitor's browser asks for it only after a click on "Toon de kaart".
MAP_HOST = "https://service.pdok.nl"
MAP_TILES = f"{MAP_HOST}/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{{z}}/{{x}}/{{y}}.png"

DIRECTIVES: dict[str, list[str]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, MAP_HOST],
    "media-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "manifest-src": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "frame-ancestors": [NONE],
}

CONTENT_SECURITY_POLICY = {"DIRECTIVES": DIRECTIVES}

ADMIN_DIRECTIVES: dict[str, list[str]] = {
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "img-src": [SELF, MAP_HOST, "blob:", "data:"],
}

EDITOR_DIRECTIVES: dict[str, list[str]] = {"style-src-elem": [SELF, UNSAFE_INLINE]}

PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"

"""Outside the usual files of a slice: the signed address of the picture beside a shared link. Pure."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

SIGNER = Signer(salt="portal.pages.share")


def share_image_path(title: str) -> str:
    """The same for the same title, so that other sites keep it; nobody else can have a text drawn in our colours."""
    return reverse("pages:share_image", args=[SIGNER.sign_object([title[:160]])])


def signed_title(token: str) -> str | None:
    try:
        (title,) = SIGNER.unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return str(title)

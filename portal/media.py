"""Pictures of editors, for everybody. Other uploads go through Wagtail's documents, which ask who may see them."""

from __future__ import annotations

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

# Wagtail writes a new name for every new rendition, so a picture under one name stays the same.
PICTURE_SECONDS = 30 * 24 * 60 * 60
FOLDERS = ("images/", "original_images/")
PART = 1024 * 1024


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition or an original in the media folder; 404 for whatever else lies there."""
    if not path.startswith(FOLDERS) or posixpath.normpath(path) != path:
        raise Http404("no picture")
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = f"public, max-age={PICTURE_SECONDS}, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def in_parts(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    """A file of which a browser may ask a part ("Range: bytes=0-"), as players of films do. 416 beyond its end."""
    size = len(content)
    wanted = request.headers.get("Range", "")
    if not wanted.startswith("bytes=") or "," in wanted:
        response = HttpResponse(content, content_type=content_type)
    else:
        first, _dash, last = wanted.removeprefix("bytes=").partition("-")
        start = int(first) if first.isdigit() else max(0, size - int(last)) if last.isdigit() else size
        end = min(size - 1, int(last) if first.isdigit() and last.isdigit() else size - 1, start + PART - 1)
        if start > end:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        response = HttpResponse(content[start : end + 1], status=206, content_type=content_type)
        response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    response.headers["Accept-Ranges"] = "bytes"
    return response

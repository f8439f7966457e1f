"""Outside the usual files of a slice: throwing pictures and documents away and putting them back, within thirty days.

What lies in the bin is not served under any address: its bytes move to CLOSED, a folder that no view reads, and the
sizes that were made of a picture are deleted. Blocks leave out what is closed (`is_open`).
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Collection, Site

from portal.history import changed
from portal.history.actions import record_change
from portal.pages.binning import BIN_DAYS
from portal.pages.enums import BinReason
from portal.pages.exceptions import AlreadyBinned, NoConsent, NoPlaceLeft, NotAllowed
from portal.pages.models import BinnedFile, FileBin
from portal.pages.pictures import belongs_to_ended_consent
from portal.pages.rules import CLOSED, can_bin_file, can_restore_file, is_open


def bin_file(*, file: Any, by: Any, site: Site) -> BinnedFile:
    """Take a picture or a document off every page and keep it for BIN_DAYS days. Raises NotAllowed, AlreadyBinned."""
    if not can_bin_file(by, file):
        raise NotAllowed
    return put_in_bin(file=file, site=site, by=by)


def put_in_bin(*, file: Any, site: Site, by: Any = None, reason: BinReason = BinReason.THROWN_AWAY) -> BinnedFile:
    """The same for what has no person to ask: a picture whose consent ended. Raises AlreadyBinned."""
    which = {"image" if isinstance(file, get_image_model()) else "document": file}
    with transaction.atomic():
        if not is_open(type(file).objects.select_for_update().get(pk=file.pk)):
            raise AlreadyBinned
        was = file.file.name
        row = BinnedFile.objects.create(site=site, collection=file.collection, name=was, reason=reason, by=by, **which)
        move(file, f"{CLOSED}/{uuid4().hex}{PurePosixPath(was).suffix[:10]}", collection=the_file_bin())
        if "image" in which:
            forget_sizes(file)
        record_change(obj=row, by=by, from_state="", to_state="binned")
        changed.send(BinnedFile, ids=[row.pk])
    return row


def restore_file(*, row: BinnedFile, by: Any) -> Any:
    """Put a picture or a document back where it lay, under its own name. Raises NotAllowed, NoPlaceLeft, NoConsent."""
    if not can_restore_file(by, row):
        raise NotAllowed
    if row.collection is None:
        raise NoPlaceLeft
    if row.image is not None and belongs_to_ended_consent(row.image):
        raise NoConsent
    with transaction.atomic():
        file: Any = row.file
        move(file, row.name, collection=row.collection)
        record_change(obj=row, by=by, from_state="binned", to_state="restored")
        changed.send(BinnedFile, ids=[row.pk])
        row.delete()
    return file


def empty_file_bin() -> int:
    """Delete for good what lies in the bin for longer than BIN_DAYS days, bytes and all; the schedule calls it."""
    old = BinnedFile.objects.filter(binned_at__lt=timezone.now() - timedelta(days=BIN_DAYS))
    files: list[Any] = [row.file for row in old.select_related("image", "document")]
    for file in files:
        storage, name = file.file.storage, file.file.name
        file.delete()
        transaction.on_commit(partial(storage.delete, name))
    return len(files)


def the_file_bin() -> Collection:
    """The one bin, made at its first use."""
    found = FileBin.objects.select_related("collection").first()
    if found is None:
        collection = Collection.get_first_root_node().add_child(instance=Collection(name="Prullenbak"))
        found = FileBin.objects.create(collection=collection)
    return found.collection


def move(file: Any, name: str, *, collection: Collection) -> None:
    """Bytes first, then the row, and the old bytes when both are certain: a failure on the way loses nothing."""
    storage, was = file.file.storage, file.file.name
    if storage.exists(was):
        with storage.open(was) as content:
            name = storage.save(name, content, max_length=file._meta.get_field("file").max_length)
        transaction.on_commit(partial(storage.delete, was))
    type(file).objects.filter(pk=file.pk).update(file=name, collection=collection)
    file.file.name, file.collection = name, collection


def forget_sizes(image: Any) -> None:
    """Every size that was made of a picture, at once; they are made again when it comes back."""
    for size in image.renditions.all():
        transaction.on_commit(partial(size.file.storage.delete, size.file.name))
        size.delete()

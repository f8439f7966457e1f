"""Outside the usual files of a slice: who may see and change pictures and documents in the admin.

Wagtail's rule of collections, with one thing more: what lies in the bin is nobody's, not even an administrator's. So
it is in no list and no chooser, and its own screens refuse; the list of the bin alone puts it back.
"""

from __future__ import annotations

from typing import Any

from wagtail.documents import get_document_model, get_document_model_string
from wagtail.images import get_image_model, get_image_model_string
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.pages.models import FileBin


def collections_of_bin() -> list[int]:
    return list(FileBin.objects.values_list("collection_id", flat=True))


class FilePolicy(CollectionOwnershipPermissionPolicy):
    """As Wagtail's own, without the bin."""

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        if instance.collection_id in collections_of_bin():
            return False
        return bool(super().user_has_any_permission_for_instance(user, actions, instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        found = super().instances_user_has_any_permission_for(user, actions)
        return found.exclude(collection__in=collections_of_bin())

    def collections_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        found = super().collections_user_has_any_permission_for(user, actions)
        return found.exclude(pk__in=collections_of_bin())


def keep_the_bin_closed() -> None:
    """Take the place of Wagtail's own policies; called when the admin is put together."""
    models = ((get_image_model(), get_image_model_string()), (get_document_model(), get_document_model_string()))
    for model, name in models:
        policy = FilePolicy(model, auth_model=name, owner_field_name="uploaded_by_user")
        # By the exact class, which goes before what Wagtail registers, whichever comes first.
        register_permission_policy(model, policy, exact_class=True)

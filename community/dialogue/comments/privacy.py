from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from community.dialogue.comments.enums import CommentState
from portal.privacy.records import Erase, Record

RECORDS = [
    Record(
        model="comments.Comment",
        users=("user",),
        emails=("email",),
        fields=("written_at", "published_at", "name", "email", "text", "state", "reason"),
        ground=_("Wat u onder een pagina schreef. Het staat er tot u het weghaalt."),
        erase=Erase.BLANK,
        blank={
            "state": CommentState.WITHDRAWN.value,
            "text": "",
            "name": "",
            "email": "",
            "reason": "",
            "user": None,
        },
        elsewhere="comments: forget unconfirmed",
    )
]

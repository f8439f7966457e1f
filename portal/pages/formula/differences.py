"""What a proposal changes, per block, and the page that comes of the answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from portal.pages.formula.travel import WORDS, Content

Block = dict[str, Any]
NEW, CHANGED, GONE = "new", "changed", "gone"


@dataclass(frozen=True)
class Difference:
    """One block or line that the formula made, changed or took away since the last answer.

    `key` names it in the form. `before` and `after` are of the formula; `own` is what the member has, when that is
    something else than `before`.
    """

    key: str
    field: str
    kind: str
    before: Any = None
    after: Any = None
    own: Any = None
    is_own: bool = False


def differences(base: Content, proposed: Content, local: Content) -> list[Difference]:
    """In the order of the page: first the words, then the blocks of each field."""
    found = [each for name in WORDS if (each := word_difference(name, base, proposed, local)) is not None]
    for field in proposed.get("streams", {}):
        found += block_differences(field, *(stream_of(content, field) for content in (base, proposed, local)))
    return found


def word_difference(name: str, base: Content, proposed: Content, local: Content) -> Difference | None:
    before, after, own = (content.get("words", {}).get(name, "") for content in (base, proposed, local))
    if before == after or (own == after and local):
        return None
    differs = bool(local) and own != before
    return Difference(f"words.{name}", name, CHANGED if before else NEW, before, after, own, differs)


def block_differences(field: str, base: list[Block], proposed: list[Block], local: list[Block]) -> list[Difference]:
    old, new, own = ({block["id"]: block for block in blocks} for blocks in (base, proposed, local))
    found = []
    for number, after in new.items():
        before, mine = old.get(number), own.get(number)
        if same(before, after) or same(mine, after):
            continue
        kind = CHANGED if before is not None and mine is not None else NEW
        is_own = before is not None and not same(mine, before)
        found.append(Difference(f"{field}.{number}", field, kind, before, after, mine, is_own))
    for number, before in old.items():
        if number not in new and number in own:
            mine = own[number]
            found.append(
                Difference(f"{field}.{number}", field, GONE, before, None, mine, is_own=not same(mine, before))
            )
    return found


def stream_of(content: Content, field: str) -> list[Block]:
    blocks: list[Block] = content.get("streams", {}).get(field, [])
    return blocks


def same(one: Block | None, other: Block | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool(one["type"] == other["type"] and one["value"] == other["value"])


def merged(local: Content, proposed: Content, accepted: list[Difference]) -> Content:
    """The member's content with what was accepted. Everything else stays as the member has it."""
    words = dict(local.get("words", {}))
    streams = {field: list(blocks) for field, blocks in local.get("streams", {}).items()}
    for each in accepted:
        if each.key.startswith("words."):
            words[each.field] = each.after
        else:
            streams[each.field] = with_block(streams.get(each.field, []), stream_of(proposed, each.field), each)
    return {"words": words, "streams": streams}


def with_block(own: list[Block], proposed: list[Block], each: Difference) -> list[Block]:
    """A block put in place of the member's, taken away, or put behind the block that it follows at the formula."""
    number = each.key.split(".", 1)[1]
    if each.after is None:
        return [block for block in own if block["id"] != number]
    if any(block["id"] == number for block in own):
        return [each.after if block["id"] == number else block for block in own]
    order = [block["id"] for block in proposed]
    before = set(order[: order.index(number)])
    place = max((place for place, block in enumerate(own, start=1) if block["id"] in before), default=0)
    return [*own[:place], each.after, *own[place:]]


def word_steps(before: str, after: str) -> list[tuple[str, str]]:
    """How one text became the other: pieces that stayed ("same"), went ("gone") or came ("new")."""
    old, new = before.split(), after.split()
    steps: list[tuple[str, str]] = []
    for step, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            steps.append(("same", " ".join(old[a:b])))
            continue
        steps += [("gone", " ".join(old[a:b]))] if b > a else []
        steps += [("new", " ".join(new[c:d]))] if d > c else []
    return steps

"""What a client knows: it begins with a snapshot, and changes by messages alone. Written from the protocol, not from
the code, so that both can be wrong in different ways."""

from __future__ import annotations

import copy
from typing import Any


class Mirror:
    def __init__(self, snapshot: dict[str, Any]) -> None:
        known = copy.deepcopy(snapshot)
        moderators = known.get("m", {})
        self.room = known["room"]
        self.questions = {q["id"]: q for q in known["questions"]}
        self.polls = {p["id"]: p for p in known["polls"]}
        self.notes = {n["id"]: n for n in known["notes"]}
        self.says = {s["id"]: s for s in known["say"]}
        self.tips = {t["id"]: t for t in known["tips"]}
        self.m_questions = {q["id"]: q for q in moderators.get("questions", [])}
        self.m_polls = {p["id"]: p for p in moderators.get("polls", [])}
        self.m_tips = {t["id"]: t for t in moderators.get("tips", [])}
        self.phone = moderators.get("phone")

    def apply(self, kind: str, d: dict[str, Any]) -> None:
        getattr(self, "on_" + kind.replace(".", "_"))(copy.deepcopy(d))

    def on_q_add(self, d: dict[str, Any]) -> None:
        self.questions[d["question"]["id"]] = d["question"]

    def on_q_edit(self, d: dict[str, Any]) -> None:
        self.questions[d["id"]] |= {"text": d["text"], "edited": True}

    def on_q_state(self, d: dict[str, Any]) -> None:
        self.questions[d["id"]] |= {"state": d["state"], "answer": d["answer"], "into": None}

    def on_q_merge(self, d: dict[str, Any]) -> None:
        self.questions[d["id"]] |= {"state": "samengevoegd", "into": d["into"]}

    def on_q_gone(self, d: dict[str, Any]) -> None:
        self.questions.pop(d["id"], None)

    def on_tip_show(self, d: dict[str, Any]) -> None:
        self.tips[d["tip"]["id"]] = d["tip"]
        self.m_tips.pop(d["tip"]["id"], None)

    def on_note_add(self, d: dict[str, Any]) -> None:
        self.notes[d["note"]["id"]] = d["note"]

    def on_note_edit(self, d: dict[str, Any]) -> None:
        self.notes[d["id"]] |= d

    def on_note_gone(self, d: dict[str, Any]) -> None:
        self.notes.pop(d["id"], None)

    def on_poll_open(self, d: dict[str, Any]) -> None:
        self.polls[d["poll"]["id"]] = d["poll"]
        self.m_polls.pop(d["poll"]["id"], None)

    def on_poll_close(self, d: dict[str, Any]) -> None:
        self.polls[d["id"]] |= {"open": False, "results": d["results"], "phone": d["phone"]}

    def on_room_state(self, d: dict[str, Any]) -> None:
        self.room = d

    def on_say(self, d: dict[str, Any]) -> None:
        self.says[d["id"]] = d

    def on_m_add(self, d: dict[str, Any]) -> None:
        self.m_questions[d["question"]["id"]] = d["question"]

    def on_m_state(self, d: dict[str, Any]) -> None:
        self.m_questions[d["id"]] |= {name: d[name] for name in ("state", "reason", "answer")}

    def on_m_lock(self, d: dict[str, Any]) -> None:
        lock = {"by": d["by"], "until": d["until"]} if d["by"] else None
        self.m_questions[d["id"]]["lock"] = lock

    def on_m_flag(self, d: dict[str, Any]) -> None:
        self.m_questions[d["id"]]["flag"] = d["flag"]

    def on_m_ready(self, d: dict[str, Any]) -> None:
        self.m_polls = {p["id"]: p for p in d["polls"]}
        self.m_tips = {t["id"]: t for t in d["tips"]}

    def on_m_phone(self, d: dict[str, Any]) -> None:
        self.phone = d

    def tick(self, d: dict[str, Any]) -> None:
        for uuid, n in d.get("votes", {}).items():
            self.questions[uuid]["votes"] = n
            if uuid in self.m_questions:
                self.m_questions[uuid]["votes"] = n
        for poll in self.polls.values():
            if poll["open"] and poll["results"] is not None:
                poll["results"] |= {o: n for o, n in d.get("poll", {}).items() if o in poll["results"]}
                poll["phone"] = None  # told when it closes, never in a tick

    def view(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value is not None}

from events.live.models.calls import Call
from events.live.models.log import Command, LogEvent, Presence, Step
from events.live.models.notes import Line, Note, Say, Tip
from events.live.models.polls import Poll, PollAnswer, PollOption
from events.live.models.questions import Participant, Question, Vote
from events.live.models.room import Room
from events.live.models.tips import TipRequest

__all__ = [
    "Call",
    "Command",
    "Line",
    "LogEvent",
    "Note",
    "Participant",
    "Poll",
    "PollAnswer",
    "PollOption",
    "Presence",
    "Question",
    "Room",
    "Say",
    "Step",
    "Tip",
    "TipRequest",
    "Vote",
]

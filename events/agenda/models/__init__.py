from events.agenda.models.events import Event, EventTheme, Limited, Series
from events.agenda.models.registrations import CalendarKey, Call, Introduction, Registration

__all__ = ["CalendarKey", "Call", "Event", "EventTheme", "Introduction", "Limited", "Registration", "Series"]

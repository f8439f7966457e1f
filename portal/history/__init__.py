"""The state history, and the one signal of the portal.

An action ends with ``changed.send(Model, ids=[...])`` inside its transaction. Search listens and writes its outbox in
the same transaction; nobody else needs to know who listens.
"""

from django.dispatch import Signal

changed = Signal()

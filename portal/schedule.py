"""What the worker does by the clock. Wiring: each line names a function of a department."""

from portal.background.schedule import Job

MINUTE = 60
HOUR = 60 * MINUTE

JOBS = [
    Job("limits: forget full buckets", 6 * HOUR, "portal.limits.actions.forget_full_buckets"),
]

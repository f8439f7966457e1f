"""Backup and restore: a copy of the whole portal that does not depend on the database it was made from.

`tables` says which tables go along and how a value is written; `manifest` what a backup says about itself and how
damage is seen; `backing_up` and `restoring` do the work; `again` repeats what was taken back after the backup.
"""

"""Public pages kept for visitors without an account, until something changes that they may show.

What is kept carries the number of a generation; every change that visitors can see makes a new one. The number is a row
of the database, so that all processes see the change at once, with Redis or without.
"""

"""The services of a site as open data, after Open Referral's HSDS 3.0: an API to read, and a package of CSV files.

Only what the service's own page shows is told. Every part has a UUID that stays the same as long as the part does.
"""

"""`manage.py import_help_offers FILE.jsonl`: one offer or request a line; read as `import_vacancies` reads."""

from __future__ import annotations

from community.help.importing import HelpImporter, HelpLine
from portal.management.commands.import_vacancies import Command as ImportVacancies


class Command(ImportVacancies):
    help = "Import help offers and requests from a JSON Lines file; bad lines are named as “line N: field: reason”."
    line_form, importer = HelpLine, HelpImporter

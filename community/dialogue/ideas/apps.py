from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "community.dialogue.ideas"
    label = "ideas"
    verbose_name = "Ideeën"

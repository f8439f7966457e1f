from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "community.dialogue.comments"
    label = "comments"
    verbose_name = "Reacties"

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "community.dialogue.feedback"
    label = "feedback"
    verbose_name = "Klachten en complimenten"

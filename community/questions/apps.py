from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "community.questions"
    label = "questions"
    verbose_name = "Vragen"

    def ready(self) -> None:
        from community.questions.doors import address_of_code  # models exist only now
        from portal.pages.codes import know_codes

        know_codes("questions", address_of_code)

from django.urls import path

from portal.pages import form_views

app_name = "forms"
urlpatterns = [
    path("formulier/<int:page_id>/", form_views.answer_form, name="answer"),
    path("formulier/<int:page_id>/dank/", form_views.thanks_for_form, name="thanks"),
]

from django.urls import path

from community.dialogue.feedback import views

app_name = "feedback"
urlpatterns = [
    path("laat-het-weten/<slug:kind>/", views.tell, name="tell"),
    path("laat-het-weten/<slug:kind>/dank/", views.thanks, name="thanks"),
    path("werk/meldingen/", views.desk, name="desk"),
    path("werk/meldingen/<uuid:uuid>/", views.one, name="one"),
]

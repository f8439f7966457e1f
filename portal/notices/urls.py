from django.urls import path

from portal.notices import views

app_name = "notices"
urlpatterns = [path("berichten/stop/<uuid:token>/", views.stop, name="stop")]

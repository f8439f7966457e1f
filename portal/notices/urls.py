from django.urls import path

from portal.notices import views

app_name = "notices"
urlpatterns = [
    path("mijn/berichten/", views.mine, name="mine"),
    path("berichten/stop/<uuid:token>/", views.stop, name="stop"),
]

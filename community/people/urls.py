from django.urls import path

from community.people import views

app_name = "people"
urlpatterns = [
    path("mijn/", views.mine, name="mine"),
    path("account/beheer/", views.admin_door, name="admin_door"),
    path("account/tweede-sleutel/", views.second_factor, name="second_factor"),
]

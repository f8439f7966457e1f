from django.urls import path

from community.dialogue.networks import views

app_name = "networks"
urlpatterns = [
    path("leernetwerk/<int:page_id>/meedoen/", views.join, name="join"),
    path("leernetwerk/<int:page_id>/binnen/", views.inside, name="inside"),
    path("leernetwerk/<int:page_id>/binnen/<slug:name>/", views.act, name="act"),
]

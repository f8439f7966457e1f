from django.urls import path

from portal.pages import reader_views as views

app_name = "reader"
urlpatterns = [
    path("lezen/", views.reading, name="reading"),
    path("film/<int:page_id>/<uuid:block_id>/", views.film, name="film"),
    path("peiling/<int:page_id>/<uuid:block_id>/", views.poll, name="poll"),
]

from django.urls import path

from portal.pages import views

app_name = "pages"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security"),
    path("favicon.ico", views.favicon, name="favicon"),
]

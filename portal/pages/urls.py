from django.urls import path

from portal.pages import feeds, views

app_name = "pages"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security"),
    path("feeds/blog.atom", feeds.blog_feed, name="blog_feed"),
    path("feeds/verhalen.atom", feeds.story_feed, name="story_feed"),
    path("feeds/blog/<slug:slug>.atom", feeds.blog_feed, name="author_feed"),
    path("favicon.ico", views.favicon, name="favicon"),
]

"""Routes of the releases app."""

from django.urls import path

from releases.views import detail, embedding, feeds, listing, public

app_name = "releases"

urlpatterns = [
    path("sets/", listing.set_list, name="set_list"),
    path("sets/<slug:claim_set>/", detail.set_detail, name="set_detail"),
    path("sets/<slug:claim_set>/releases/<int:release>/", detail.release_detail, name="release"),
]

# Outside any workspace, for everybody.
public_sets = [
    path("sets/<slug:slug>/", public.set_page, name="set"),
    path("sets/<slug:slug>/releases.atom", feeds.releases_feed, name="feed"),
    path("sets/<slug:slug>/releases/<int:number>/", public.release_page, name="release"),
    path("sets/<slug:slug>/claims/<int:number>/", public.claim_page, name="claim"),
    path("embed/claims/<uuid:claim_id>", embedding.claim_card, name="card"),
    path("embed/oembed.json", embedding.oembed, name="oembed"),
]

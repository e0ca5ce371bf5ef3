"""Routes of the releases app."""

from django.urls import path

from releases.views import changes, detail, editing, embedding, feeds, gathering, listing, public, releasing

app_name = "releases"

urlpatterns = [
    path("sets/", listing.set_list, name="set_list"),
    path("sets/new/", editing.set_create, name="set_create"),
    path("sets/new/preview/", editing.filter_preview, name="filter_preview"),
    path("sets/gather/", gathering.claims_gather, name="claims_gather"),
    path("sets/<slug:claim_set>/", detail.set_detail, name="set_detail"),
    path("sets/<slug:claim_set>/edit/", editing.set_edit, name="set_edit"),
    path("sets/<slug:claim_set>/audience/", editing.set_audience, name="set_audience"),
    path("sets/<slug:claim_set>/delete/", editing.set_delete, name="set_delete"),
    path("sets/<slug:claim_set>/claims/choices/", gathering.claim_choices, name="claim_choices"),
    path("sets/<slug:claim_set>/claims/add/", gathering.claims_add, name="claims_add"),
    path("sets/<slug:claim_set>/claims/remove/", gathering.claims_remove, name="claims_remove"),
    path("sets/<slug:claim_set>/changes/", changes.changes_since, name="changes_since"),
    path("sets/<slug:claim_set>/compare/", changes.release_compare, name="compare"),
    path("sets/<slug:claim_set>/releases/", releasing.release_list, name="release_list"),
    path("sets/<slug:claim_set>/releases/<int:release>/", detail.release_detail, name="release"),
    path("sets/<slug:claim_set>/releases/<int:release>/notice/", releasing.notice_create, name="notice_create"),
    path("claims/<int:number>/sets/", gathering.claim_sets, name="claim_sets"),
]

# Outside any workspace, for everybody.
public_sets = [
    path("sets/<slug:slug>/", public.set_page, name="set"),
    path("sets/<slug:slug>/releases.atom", feeds.releases_feed, name="feed"),
    path("sets/<slug:slug>/releases/<int:number>/", public.release_page, name="release"),
    path("sets/<slug:slug>/compare/", changes.public_compare, name="compare"),
    path("sets/<slug:slug>/claims/<int:number>/", public.claim_page, name="claim"),
    path("embed/claims/<uuid:claim_id>", embedding.claim_card, name="card"),
    path("embed/oembed.json", embedding.oembed, name="oembed"),
]

"""Pages of webhooks: who is told, and whether it arrived."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.forms import blame
from common.errors import ParallaxError
from feeds import services
from feeds.enums import WebhookState
from feeds.forms import WebhookForm
from feeds.models import Delivery, Webhook
from feeds.queries.webhooks import list_deliveries, list_webhooks
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_edit, can_read

DELIVERIES_A_PAGE = 25
NEW_SECRET = "feeds.new_secret"  # noqa: S105 - the name of a place in the session


@member_page(can_read)
@require_GET
def webhook_list(request: MemberRequest) -> HttpResponse:
    """Show the workspace's webhooks."""
    return render(request, "feeds/webhook_list.html", {"webhooks": list_webhooks(request.workspace)})


@member_page(can_edit)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_create(request: MemberRequest) -> HttpResponse:
    """Show the form of a new webhook; make it and show its secret once."""
    form = WebhookForm(request.POST or None, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_webhook(workspace=request.workspace, by=request.user, **form.cleaned_data)
        except ParallaxError as error:
            blame(form, error)
        else:
            return _with_secret(request, made)
    context = {"form": form}
    return render(request, "feeds/webhook_create.html", context, status=422 if form.errors else 200)


@member_page(can_read, writing=can_edit)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_detail(request: MemberRequest, webhook_id: UUID) -> HttpResponse:
    """Show a webhook with what went to it; change where it is and what it tells of."""
    webhook = get_object_or_404(list_webhooks(request.workspace), pk=webhook_id)
    initial = {"url": webhook.url, "claim_set": webhook.claim_set_id, "event_types": webhook.event_types}
    form = WebhookForm(request.POST or None, initial=initial, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_webhook(webhook=webhook, by=request.user, **form.cleaned_data)
        except ParallaxError as error:
            blame(form, error)
        else:
            messages.success(request, "The webhook is changed.")
            return _back(request, webhook)
    page = Paginator(list_deliveries(webhook), DELIVERIES_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "webhook": webhook, "page": page, "secret": _secret_of(request, webhook)}
    return render(request, "feeds/webhook_detail.html", context, status=422 if form.errors else 200)


@member_page(can_edit)
@require_POST
def webhook_state(request: MemberRequest, webhook_id: UUID) -> HttpResponse:
    """Pause a webhook or make it active again."""
    webhook = _webhook(request, webhook_id)
    state = WebhookState.PAUSED if request.POST.get("state") == WebhookState.PAUSED else WebhookState.ACTIVE
    services.set_webhook_state(webhook=webhook, state=state, by=request.user)
    is_paused = state == WebhookState.PAUSED
    messages.success(request, "Paused: nothing is written for it now." if is_paused else "Active: what waited is sent.")
    return _back(request, webhook)


@member_page(can_edit)
@require_POST
def webhook_test(request: MemberRequest, webhook_id: UUID) -> HttpResponse:
    """Send a message to try the webhook."""
    webhook = _webhook(request, webhook_id)
    services.send_test(webhook=webhook, by=request.user)
    messages.success(request, "The test is on its way: it stands first below, with the answer once there is one.")
    return _back(request, webhook)


@member_page(can_edit)
@never_cache
@require_POST
def webhook_secret(request: MemberRequest, webhook_id: UUID) -> HttpResponse:
    """Give a webhook a new secret and show it once."""
    webhook = services.rotate_secret(webhook=_webhook(request, webhook_id), by=request.user)
    return _with_secret(request, webhook)


@member_page(can_edit)
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_delete(request: MemberRequest, webhook_id: UUID) -> HttpResponse:
    """Say what is lost with a webhook, then delete it."""
    webhook = get_object_or_404(list_webhooks(request.workspace), pk=webhook_id)
    if request.method != "POST":
        return render(request, "feeds/webhook_delete.html", {"webhook": webhook})
    services.delete_webhook(webhook=webhook, by=request.user)
    messages.success(request, f"{webhook.url} is told nothing more.")
    return redirect("feeds:webhooks", request.workspace.slug)


@member_page(can_edit)
@require_POST
def delivery_replay(request: MemberRequest, delivery_id: UUID) -> HttpResponse:
    """Send a message again."""
    delivery = get_object_or_404(
        Delivery.objects.select_related("webhook"), pk=delivery_id, workspace=request.workspace
    )
    services.replay_delivery(delivery=delivery)
    messages.success(request, "The message is sent again, under the same identifier.")
    return _back(request, delivery.webhook)


def _webhook(request: MemberRequest, webhook_id: UUID) -> Webhook:
    return get_object_or_404(Webhook, pk=webhook_id, workspace=request.workspace)


def _back(request: MemberRequest, webhook: Webhook) -> HttpResponse:
    return redirect("feeds:webhook", request.workspace.slug, webhook.pk)


def _with_secret(request: MemberRequest, webhook: Webhook) -> HttpResponse:
    """Go to the webhook's page, which shows the secret the next time it is opened and never again."""
    request.session[NEW_SECRET] = str(webhook.pk)
    return _back(request, webhook)


def _secret_of(request: MemberRequest, webhook: Webhook) -> str:
    if request.session.get(NEW_SECRET) != str(webhook.pk):
        return ""
    del request.session[NEW_SECRET]
    return webhook.secret

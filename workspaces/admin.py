"""The admin site, for whoever runs the server: people, teams and who is in them."""

from typing import ClassVar

from django.contrib import admin

from workspaces.models import Membership, User, Workspace


class MembershipInline(admin.TabularInline):
    """Members of a workspace, on its page."""

    model = Membership
    autocomplete_fields: ClassVar = ["user"]
    extra = 0


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People who log in. Passwords are set by `manage.py changepassword`, never shown here."""

    list_display: ClassVar = ["email", "name", "is_active", "is_staff"]
    search_fields: ClassVar = ["email", "name"]
    fields: ClassVar = ["email", "name", "is_active", "is_staff", "is_superuser"]


@admin.register(Workspace)
class WorkspaceAdmin(admin.ModelAdmin):
    """Teams and their members."""

    list_display: ClassVar = ["name", "slug", "created_at"]
    search_fields: ClassVar = ["name", "slug"]
    inlines: ClassVar = [MembershipInline]

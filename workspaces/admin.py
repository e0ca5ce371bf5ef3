"""The admin site, for whoever runs the server: people, teams and who is in them."""

from django.contrib import admin

from workspaces.models import Membership, User, Workspace


class MembershipInline(admin.TabularInline):
    """Members of a workspace, on its page."""

    model = Membership
    autocomplete_fields = ("user",)
    extra = 0


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People who log in. Passwords are set by `manage.py changepassword`, never shown here."""

    list_display = ("email", "name", "is_active", "is_staff")
    search_fields = ("email", "name")
    fields = ("email", "name", "is_active", "is_staff", "is_superuser")


@admin.register(Workspace)
class WorkspaceAdmin(admin.ModelAdmin):
    """Teams and their members."""

    list_display = ("name", "slug", "created_at")
    search_fields = ("name", "slug")
    inlines = (MembershipInline,)

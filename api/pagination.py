"""Pages of lists, by key and never by offset."""

from rest_framework.pagination import CursorPagination


class KeysetPagination(CursorPagination):
    """Pages that continue after the last row seen, so that page 20,000 costs what page 1 costs."""

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 1000
    ordering = ("-id",)

"""The site's own screens in Wagtail's admin."""

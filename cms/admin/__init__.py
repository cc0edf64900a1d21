"""What the site adds to the admin."""

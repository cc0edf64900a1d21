"""`make run`: one process that starts the database, the web server and the worker, and ends them again."""

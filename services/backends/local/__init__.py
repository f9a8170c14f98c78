"""One machine: SQLite store, durable queue, mailbox, SMTP."""

"""Tables → expectations, quarantine and Data Docs: what may be published, and what not."""

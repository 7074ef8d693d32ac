"""Tables to expectations, quarantine and data docs."""

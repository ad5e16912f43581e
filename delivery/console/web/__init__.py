"""What HTTP asks of the console: who may, forms, text of others made safe, templates, events."""

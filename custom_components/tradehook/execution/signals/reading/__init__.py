"""Messages as their bot reads them: of other systems, of its group, passed on as a text."""

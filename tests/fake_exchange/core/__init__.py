"""What all the imitated venues share: markets, accounts, matching. Knows no wire format."""

"""From the text of a request to a matter or department: by a lexicon, or learned from examples."""

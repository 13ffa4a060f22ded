"""What pages are built of: labels, buttons, choosers, layouts, cards, progress."""

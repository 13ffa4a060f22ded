"""The main page: the list with search and filters, today, and the page of a drill or routine."""

"""A session as a film: which picture shows which moment, and what a player is told beside them."""

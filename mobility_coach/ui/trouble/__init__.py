"""When something is wrong: errors, a crash, what is not saved, and the diagnostics."""

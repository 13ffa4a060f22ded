"""The rest of the machine: terminal, screen, clock, packages, the files that come along."""

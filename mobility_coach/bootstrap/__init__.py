"""The only place where adapters are made and handed on."""

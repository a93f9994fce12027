"""Who may reach what (docs/privacy.md): a table of every address, and random requests of everyone for everything."""

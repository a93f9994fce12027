"""`manage.py up`: the whole product on one machine, with a demo person and a local inbox."""

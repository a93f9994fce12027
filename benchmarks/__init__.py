"""What the figures of docs/performance.md come from; run by `make bench`."""

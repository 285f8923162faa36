"""What the views ask of a snapshot: plain functions from filters to rows, used by the routes and by the benchmark."""

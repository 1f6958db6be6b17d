"""Reports: one neutral model, and one small file per format that shows it."""

"""Everything stored: the only folder with SQL, the only import of duckdb."""

"""Contents of files in an S3 store."""

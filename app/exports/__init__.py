"""What leaves the counter with personal data in it: files in one sealed container; on errors and files alone."""

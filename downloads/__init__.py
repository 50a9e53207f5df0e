"""Files that readers take away: of each list and page, and of all the content at once."""

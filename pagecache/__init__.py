"""The page cache in front of Django. Knows no content, only addresses and a content version.

Two doors, and other packages import nothing else (import-linter checks it):

- in: `pagecache.decorators`. A view says with `@page` that its page may be cached, with
  `prevent_caching` that this response may not, with `count_view` that its views count.
- out: `pagecache.application`. `PageCache` is a WSGI application around Django's;
  `connect_shared_pages` gives it the cache that several machines share.
"""

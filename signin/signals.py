"""What others may listen to, beside the signals of Django and of allauth.

- `locked`: an attempt was the last one. `request`, `account` as it was typed, `scope`
- `second_factor_reset`: somebody's second factors were taken away by a command. `user`
"""

from django.dispatch import Signal

locked = Signal()
second_factor_reset = Signal()

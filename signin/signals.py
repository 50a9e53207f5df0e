"""What others may listen to, beside the signals of Django and of allauth.

- `failed`: a wrong password or code. `request`, `account` as it was typed
- `locked`: an attempt was the last one. `request`, `account` as it was typed, `scope`
- `reset_asked`: a link for a new password is wanted. `request`, `account`: the address as typed
- `second_factor_reset`: somebody's second factors were taken away by a command. `user`
"""

from django.dispatch import Signal

failed = Signal()
locked = Signal()
reset_asked = Signal()
second_factor_reset = Signal()

"""The database's own trouble, named for the layers that must not import its library."""

from sqlalchemy.exc import OperationalError

DatabaseAway = OperationalError  # locked for too long, full, read-only or gone: nothing was changed

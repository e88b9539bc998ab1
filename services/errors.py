"""What a service can refuse, each with a `code`; the sentences stand in words/*/errors.yml.

ServiceError
├── PermissionDenied   the role may not do this
├── NotFound           it is not there, or may not be seen: nobody is told which
├── Duplicate          the same bytes are a call already
├── Invalid            something that was entered cannot be right
├── Refused            what is there does not allow this now
├── SignInRefused      user name or password, nobody is told which
└── SlowDown           too many failed sign-ins; `wait_s` until the next
"""

from qa.errors import Param


class ServiceError(Exception):
    """`code` names the sentence, `params` fill it."""

    code = "service_error"

    def __init__(self, code: str | None = None, **params: Param) -> None:
        self.code = code or self.code
        self.params = params
        super().__init__(f"{self.code} {params}" if params else self.code)


class PermissionDenied(ServiceError):
    code = "not_allowed"


class NotFound(ServiceError):
    code = "not_found"


class Duplicate(ServiceError):
    """`call_id` and `reference` are those of the first call."""

    code = "duplicate"

    def __init__(self, call_id: int, reference: str) -> None:
        self.call_id = call_id
        self.reference = reference
        super().__init__(reference=reference)


class Invalid(ServiceError):
    code = "invalid"


class Refused(ServiceError):
    code = "refused"


class SignInRefused(ServiceError):
    code = "sign_in_refused"


class SlowDown(ServiceError):
    code = "slow_down"

    def __init__(self, wait_s: int) -> None:
        super().__init__(wait_s=wait_s)

"""Who may do what, written out from the rule book and the issue; not read from the program.

Rules 7.2 (role rights), S3 (the last rung of identity is the approver's), S10 (approval), section
8 (a manager's orders and reports), GDPR Art. 32(4) (nobody acts but on instructions).
"""


def _roles(said: str) -> frozenset[str]:
    return frozenset(said.split())


EVERYBODY = "intake handler approver reader manager administrator"
EXPECTED: dict[str, frozenset[str]] = {
    "read": _roles(EVERYBODY),
    "in_hand": _roles(EVERYBODY),
    "verify": _roles(EVERYBODY),
    "back_up": _roles(EVERYBODY),
    "own_way": _roles(EVERYBODY),
    "make_ready": _roles(EVERYBODY),
    "report": _roles("handler approver reader manager administrator"),
    "export": _roles("intake handler approver manager"),
    "take_in": _roles("intake handler"),
    "open_case": _roles("intake handler"),
    "set_aside": _roles("intake handler"),
    "attach": _roles("intake handler"),
    "evidence": _roles("intake handler"),
    "rights": _roles("intake handler"),
    "identity": _roles("handler approver"),
    "search": _roles("handler"),
    "review": _roles("handler approver"),
    "hold": _roles("handler approver manager"),
    "complaint": _roles("intake handler approver manager"),
    "defect": _roles("handler approver manager"),
    "breach": _roles("intake handler approver manager"),
    "decide_breach": _roles("handler approver manager"),
    "remove_contents": _roles("approver"),
    "extend": _roles("handler"),
    "decide": _roles("handler"),
    "execute": _roles("handler"),
    "close": _roles("handler"),
    "reopen": _roles("handler manager"),
    "assign": _roles("handler manager"),
    "order": _roles("manager"),
    "note": _roles("intake handler approver manager"),
    "correct": _roles("intake handler approver manager"),
    "draft": _roles("handler"),
    "ask_approval": _roles("handler"),
    "approve": _roles("approver"),
    "send_back": _roles("approver"),
    "sign": _roles("approver"),
    "send": _roles("intake handler"),
    "describe": _roles("administrator"),
    "people": _roles("administrator"),
    "policy": _roles("administrator"),
    "letter_texts": _roles("manager administrator"),
    "ways": _roles("administrator"),
    "recovery_sheet": _roles("administrator"),
    "new_key": _roles("administrator"),
    "restore": _roles("administrator"),
}

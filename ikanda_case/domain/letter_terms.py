"""The closed lists of what a letter text may name: fields, listings, conditions."""

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "reference": "our reference, such as AVG-2026-0136",
    "received_on": "the day the request arrived",
    "channel": "how it arrived, as words that follow 'we received your message'",
    "rights": "the rights asked, joined in one text",
    "due_on": "the last day for the answer; in L17 the day it should have been answered",
    "effect_on": "the last day on which advertising stops",
    "paper_on": "the last day printed advertising may still arrive",
    "doubt": "why there is reasonable doubt, as recorded",
    "asked": "what exactly is asked of the requester",
    "asked_until": "until when we wait before closing",
    "extension_until": "the last day for the answer after the extension",
    "extension_reason": "why it takes longer: complexity or number, in concrete words",
    "facts": "the facts of this case that the letter rests on",
    "right_name": "the right this letter is about, article included",
    "ground_title": "the ground in words",
    "ground_article": "the article of the ground, as cited in a letter",
    "searched_systems": "which systems were searched",
    "identifiers": "with which identifiers",
    "done_on": "the day it was done: carried out, registered, withdrawn, passed on",
    "what_done": "what was done, and where",
    "competent": "who is competent instead of us",
    "competent_contact": "how to reach them",
    "legal_name": "our legal name",
    "department": "our department",
    "contact": "our telephone and hours",
    "address": "our postal address on one line",
    "mailbox": "our privacy mailbox",
    "authority_name": "the supervisory authority",
    "authority_address": "its address on one line",
    "authority_contact": "its telephone and site",
    "requester_name": "who wrote to us",
    "subject_name": "whose data it is about, when someone wrote for her",
    "today": "the date of the letter",
    "copy": "what annex A holds: number of pieces and pages",
    "left_out": "what is not given or not done, and why",
    "answer_on": "the day on which a late answer will be sent",
}
"""Every field a letter text may name, and what it means. Values are words, dates included."""

LISTINGS: Mapping[str, str] = {
    "rights": "one line for each right: its name and its own last day",
    "items": "one line for each part: what was decided about it, and why",
}
"""Every listing a letter text may name; in a sentence its lines are joined by semicolons."""

CONDITIONS: Mapping[str, str] = {
    "has_name": "the requester's name is filled in (true by itself)",
    "date_promised": "answer_on says when the late answer comes (true by itself)",
    "search_listed": "searched_systems is filled in (true by itself)",
    "competent_named": "competent is filled in (true by itself)",
    "represented": "somebody wrote for the person the data are about",
    "by_email": "the letter goes by e-mail",
    "optout": "the request stops advertising; effect_on says by when",
    "profile_stopped": "the request stops a profile; effect_on says by when",
    "no_paper": "no printed advertising was prepared: no paper_on is told",
    "extendable": "the time for the answer can be extended",
    "identity_asked": "identity is being asked about, or may still be",
    "suspends": "the question is one that suspends the time for the answer",
    "asks_card": "the question asks for a masked copy of an identity card (rung L5)",
    "no_response": "no answer came to the question about identity",
    "evidence_received": "something was sent as proof of identity",
    "in_part": "something asked is not given or not done; left_out or facts says what and why",
    "criterion_only": "no period is known yet: the retention criterion is printed",
    "rectified": "data were corrected or completed",
    "erased": "data were erased",
    "restricted": "processing was restricted",
    "objected": "an objection was granted",
    "consent_withdrawn": "consent was withdrawn",
    "suppressed": "the suppression list keeps an entry",
    "recipients_informed": "the notices of Art. 19 went out",
    "recipients_to_inform": "the notices of Art. 19 will go out",
}
"""Every condition a clause may depend on, and what it means."""

CONDITION_OF_RIGHT: Mapping[str, str] = {
    "RECTIFY": "rectified",
    "ERASE": "erased",
    "RESTRICT": "restricted",
    "OBJECT": "objected",
    "CONSENT_WD": "consent_withdrawn",
    "OPTOUT_DM": "optout",
    "OPTOUT_PROFILE": "profile_stopped",
}
"""What a granted right of that type makes true in L07 and L12."""

TRUE_WHEN_FILLED: Mapping[str, str] = {
    "has_name": "requester_name",
    "date_promised": "answer_on",
    "search_listed": "searched_systems",
    "competent_named": "competent",
}
"""Conditions that are true by themselves when the field is filled in."""

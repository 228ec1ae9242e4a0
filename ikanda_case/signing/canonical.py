"""The one way in which the bytes of a signature may be written, so that none can be altered.

A signature protects the letter and its own signed attributes, but not every byte around them.
Rebuilding the container from the protected pieces, and asking for exactly those bytes, closes
what is left.
"""

from asn1crypto import algos, cms

_SEQUENCE, _SET, _OCTETS, _INNER_0, _INNER_1 = 0x30, 0x31, 0x04, 0xA0, 0xA1
_NULL = b"\x05\x00"


class NotCanonical(Exception):
    """A container that is written, or filled, otherwise than it need be."""


def canonical_container(content: bytes) -> bytes:
    """Return the canonical form of the signature container at the beginning of `content`.

    NotCanonical for a container with anything that neither the signature protects nor its
    form demands: revocation lists, more than one signer, unsigned attributes other than one
    time stamp. ValueError when it cannot be read.
    """
    return _container(cms.ContentInfo.load(content))


def _container(info: cms.ContentInfo) -> bytes:
    if info["content_type"].native != "signed_data":
        raise NotCanonical
    signed = info["content"]
    if len(signed["signer_infos"]) != 1 or signed["crls"].native:
        raise NotCanonical
    signer = signed["signer_infos"][0]
    inner = signed["encap_content_info"]
    plain = inner["content_type"].native == "data"
    if plain and inner["content"].native is not None:
        raise NotCanonical
    certificates = [_certificate(choice) for choice in signed["certificates"]]
    body = _der(
        _SEQUENCE,
        b"\x02\x01\x01" if plain else b"\x02\x01\x03",
        _der(_SET, _digest_algorithm(signer["digest_algorithm"])),
        _content(inner, plain=plain),
        _der(_INNER_0, *sorted(certificates)),
        _der(_SET, _signer_info(signer, signed)),
    )
    return _der(_SEQUENCE, cms.ContentType("signed_data").dump(), _der(_INNER_0, body))


def _content(inner: cms.ContentInfo, *, plain: bool) -> bytes:
    kind = inner["content_type"].dump()
    if plain:
        return _der(_SEQUENCE, kind)
    return _der(_SEQUENCE, kind, _der(_INNER_0, _der(_OCTETS, inner["content"].contents)))


def _signer_info(signer: cms.SignerInfo, signed: cms.SignedData) -> bytes:
    certificate = _signer_certificate(signer, signed)
    tbs = certificate["tbs_certificate"]
    pieces = [
        b"\x02\x01\x01",
        _der(_SEQUENCE, tbs["issuer"].dump(), tbs["serial_number"].dump()),
        _digest_algorithm(signer["digest_algorithm"]),
        _der(_INNER_0, signer["signed_attrs"].contents),
        _signature_algorithm(signer["signature_algorithm"]),
        _der(_OCTETS, signer["signature"].contents),
    ]
    if signer["unsigned_attrs"].native:
        pieces.append(_der(_INNER_1, _time_stamp(signer["unsigned_attrs"])))
    return _der(_SEQUENCE, *pieces)


def _time_stamp(attributes: cms.CMSAttributes) -> bytes:
    kinds = [attribute["type"].native for attribute in attributes]
    if kinds != ["signature_time_stamp_token"] or len(attributes[0]["values"]) != 1:
        raise NotCanonical
    attribute = attributes[0]
    token = _container(cms.ContentInfo.load(attribute["values"][0].dump()))
    return _der(_SEQUENCE, attribute["type"].dump(), _der(_SET, token))


def _signer_certificate(signer: cms.SignerInfo, signed: cms.SignedData) -> cms.Certificate:
    if signer["sid"].name != "issuer_and_serial_number":
        raise NotCanonical
    sid = signer["sid"].chosen
    for choice in signed["certificates"]:
        tbs = choice.chosen["tbs_certificate"]
        if (tbs["issuer"].dump(), tbs["serial_number"].native) == (
            sid["issuer"].dump(),
            sid["serial_number"].native,
        ):
            return choice.chosen
    raise NotCanonical


def _certificate(choice: cms.CertificateChoices) -> bytes:
    if choice.name != "certificate":
        raise NotCanonical
    return bytes(choice.chosen.dump())


def _digest_algorithm(algorithm: algos.DigestAlgorithm) -> bytes:
    """Return the algorithm without parameters, or with the NULL that older software writes."""
    oid = algorithm["algorithm"].dump()
    written = bytes(algorithm.dump())
    return written if written == _der(_SEQUENCE, oid, _NULL) else _der(_SEQUENCE, oid)


def _signature_algorithm(algorithm: algos.SignedDigestAlgorithm) -> bytes:
    written = bytes(algorithm.dump())
    again = algos.SignedDigestAlgorithm.load(written).dump(force=True)
    return bytes(again)


def _der(tag: int, *contents: bytes) -> bytes:
    joined = b"".join(contents)
    size = len(joined)
    if size < 0x80:
        return bytes([tag, size]) + joined
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + joined

"""Shapes of what goes between phone and server; what may stand in a visit is decided by its form alone."""

import datetime
import uuid

from ninja import Schema


class Refusal(Schema):
    marker: str
    code: str
    words: str = ""


class Officer(Schema):
    id: int
    name: str
    area: str


class OwnDevice(Schema):
    id: uuid.UUID
    state: str


class Hello(Schema):
    marker: str
    now: datetime.datetime
    user: Officer
    csrf: str
    device: OwnDevice
    stamp: str
    seal: dict


class Result(Schema):
    op_id: str
    status: str
    code: str = ""
    errors: dict[str, list[str]] = {}
    words: str = ""


class Synced(Schema):
    marker: str
    received_at: datetime.datetime
    results: list[Result]


class PhotosBrought(Schema):
    kept: int
    refused: int


class Transferred(Synced):
    photos: PhotosBrought

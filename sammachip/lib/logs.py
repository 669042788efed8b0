"""Log lines in UTC from which what looks like a citizen id, opens a calendar or says where someone is has been taken out."""

import logging
import re
import time

THIRTEEN_DIGITS = re.compile(r"(?<![0-9๐-๙])(?:[0-9๐-๙](?:%20|[ \-.])?){12}[0-9๐-๙](?![0-9๐-๙])")

FEED = re.compile(r"(/calendar/)[^/\s?]{20,}(\.ics)")

POSITION = re.compile(r"([?&](?:lat|lon)=)[^&\s\"]*")


def redact(text):
    told = POSITION.sub(r"\1[position]", THIRTEEN_DIGITS.sub("[13 digits]", text))
    told = FEED.sub(r"\1[token]\2", told)
    return told.replace("\r", "\\r").replace("\n", "\\n")


class RedactingFormatter(logging.Formatter):
    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record):
        record.message = redact(record.message)
        return super().formatMessage(record)

    def formatException(self, info):
        return "\n".join(redact(line) for line in super().formatException(info).splitlines())

"""What a reading function answers: a value, or the sentence of its refusal."""


def answer(read, raw):
    try:
        return read(raw), ""
    except ValueError as refusal:
        return None, str(refusal)

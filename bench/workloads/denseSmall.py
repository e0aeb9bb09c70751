from mirrored import Mirrored


def model():
    return Mirrored(30, 14, 7)

from mirrored import Mirrored


def model():
    return Mirrored(784, 128, 32)

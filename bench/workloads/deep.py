from mirrored import Mirrored


def model():
    return Mirrored(784, 1000, 500, 250, 30)

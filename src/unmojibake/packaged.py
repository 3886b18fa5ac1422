"""The data files that come with the package."""

from pkgutil import get_data


def packaged(package: str, name: str) -> bytes:
    """Read a data file.

    Args:
        package: The package it stands in.
        name: Its name.

    Raises:
        FileNotFoundError: It is not there; the message says what to do.
    """
    data = get_data(package, name)
    if data is None:  # a loader without data: what pkgutil promises no more about
        message = f"{package.replace('.', '/')}/{name} is missing: install the package again"
        raise FileNotFoundError(message)
    return data

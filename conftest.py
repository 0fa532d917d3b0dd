"""What nbval needs to find the committed outputs again: `pytest --nbval chapters`."""

import os

import pytest

from book.execute import ENVIRONMENT

os.environ.update(ENVIRONMENT)  # before any test starts a kernel or imports numpy
# nbval ignores PNG images by itself; these are the other parts of a figure, which are not committed either.
PICTURES = ("image/svg+xml", "application/vnd.plotly.v1+json", "application/vnd.landscapes.figure+json")


def pytest_configure(config):
    if not (config.getoption("nbval", False) or config.getoption("nbval_lax", False)):
        return
    from nbval.kernel import RunningKernel

    def execute_cell_input(self, cell_input, allow_stdin=None):
        # With history, as Jupyter does; without it, IPython would show the value of a last line that ends with `;`.
        return self.kc.execute(cell_input, allow_stdin=allow_stdin, store_history=True, stop_on_error=False)

    RunningKernel.execute_cell_input = execute_cell_input


def pytest_collectstart(collector):
    if type(collector).__name__ == "IPyNbFile":
        collector.skip_compare += PICTURES


@pytest.fixture(scope="session")
def book_html():
    """The folder of the built book; brought up to date first.  Why it does not build, test_book_builds says once."""
    from book.build import BuildError, build

    try:
        return build().parent
    except BuildError:
        pytest.fail("the book does not build", pytrace=False)

"""Which loops over cells are there compiled? scipy's, once a process has made some lists.

To copy the cells of 200 rows takes numpy .46 ms, row by row, and scipy .04; to multiply them with a vector .09 and .03.
These functions of scipy's are not public, so what numpy does is kept beside, for a scipy that has others; the results
are the same to the bit. And since scipy takes as long to import as a dozen lists to make, a command that makes one does
without.
"""

from contextlib import AbstractContextManager
from functools import lru_cache
from itertools import count
from typing import Any

MOST_CELLS = 2**31 - 1  # numbers of 32 bits tell where rows begin
CALLS_WITHOUT = 300  # some ten lists; not swept
_called = count()


def sparse_tools() -> Any:
    """scipy's functions, None for as long as they are not worth their import or where there are none."""
    return _imported() if next(_called) >= CALLS_WITHOUT else None


def one_thread() -> AbstractContextManager[Any]:
    """Within it a product of matrices runs in one thread: those of BLAS wait for each other by spinning, and how they
    part the sums shows in the last bits."""
    limited: AbstractContextManager[Any] = _threads().limit(limits=1, user_api="blas")
    return limited


@lru_cache(maxsize=1)
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController  # 15 ms, and few need it

    return ThreadpoolController()


@lru_cache(maxsize=1)
def _imported() -> Any:
    try:
        from scipy.sparse import _sparsetools
    except ImportError:
        return None
    wanted = ("csr_row_index", "csr_matvec")
    return _sparsetools if all(hasattr(_sparsetools, name) for name in wanted) else None

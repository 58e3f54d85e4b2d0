# The names that the package hands on, each from its module.
from .find import (
    find as find,
)
from .load import (
    bundled_grids as bundled_grids,
    check_grid as check_grid,
    load_grid as load_grid,
)
from .queries import (
    queries_for as queries_for,
    queries_for_question as queries_for_question,
)
from .schema import (
    ExpectedValue as ExpectedValue,
    Grid as Grid,
    Indicator as Indicator,
    Rubric as Rubric,
    SubQuestion as SubQuestion,
)

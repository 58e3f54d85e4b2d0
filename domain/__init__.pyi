# The names that the package hands on, each from its module.
from .answers import (
    Answer as Answer,
    AskedQuestion as AskedQuestion,
    Citation as Citation,
    CitedPart as CitedPart,
    Comparator as Comparator,
    Conversation as Conversation,
    Outcome as Outcome,
    Run as Run,
    Searched as Searched,
    Value as Value,
)
from .cells import (
    Cell as Cell,
)
from .composed_answers import (
    AnswerForm as AnswerForm,
    ComposedAnswer as ComposedAnswer,
    ComposedLine as ComposedLine,
    LineRole as LineRole,
)
from .documents import (
    DocumentInfo as DocumentInfo,
    PieceInfo as PieceInfo,
    PlacedSentence as PlacedSentence,
    StoredPage as StoredPage,
    StoredPassage as StoredPassage,
    StoredRest as StoredRest,
    StoredSentence as StoredSentence,
)
from .enums import (
    BINDING as BINDING,
    LOW_CONFIDENCE as LOW_CONFIDENCE,
    NOT_OF_THE_PLAN as NOT_OF_THE_PLAN,
    CellStatus as CellStatus,
    ChangeNature as ChangeNature,
    DecisionStanding as DecisionStanding,
    DocumentKind as DocumentKind,
    JobStatus as JobStatus,
    PageKind as PageKind,
    PageStatus as PageStatus,
    PieceKind as PieceKind,
    Procedure as Procedure,
    Stage as Stage,
    Verdict as Verdict,
)
from .geography import (
    Geography as Geography,
    LayerSource as LayerSource,
    PrescriptionArea as PrescriptionArea,
    TextFigure as TextFigure,
    ZoneArea as ZoneArea,
    ZoneOverlap as ZoneOverlap,
    same_figure as same_figure,
    table_source as table_source,
)
from .intake import (
    DossierFacts as DossierFacts,
    DossierIntake as DossierIntake,
    Guessed as Guessed,
    PieceGuess as PieceGuess,
)
from .job_results import (
    AnswersResult as AnswersResult,
    EvaluationResult as EvaluationResult,
    HeldDecisions as HeldDecisions,
    IngestedFile as IngestedFile,
    IngestResult as IngestResult,
    JobFailure as JobFailure,
    JobResult as JobResult,
    LearnResult as LearnResult,
    PieceState as PieceState,
    StudyResult as StudyResult,
)
from .jobs import (
    AnswerRequest as AnswerRequest,
    EvaluateRequest as EvaluateRequest,
    IngestRequest as IngestRequest,
    Job as Job,
    JobRequest as JobRequest,
    LearnRequest as LearnRequest,
    SampleRequest as SampleRequest,
    StudyRequest as StudyRequest,
    UnreadableRequest as UnreadableRequest,
)
from .packets import (
    STRONGEST_FIRST as STRONGEST_FIRST,
    CriterionReading as CriterionReading,
    CriterionState as CriterionState,
    Packet as Packet,
    PacketSentence as PacketSentence,
    QuestionReading as QuestionReading,
    Reading as Reading,
    ReadLine as ReadLine,
    ReadValue as ReadValue,
    ScoredSentence as ScoredSentence,
    render_sentences as render_sentences,
)
from .pieces import (
    Box as Box,
    Page as Page,
    PageTable as PageTable,
    PassageDraft as PassageDraft,
    Provision as Provision,
    ProvisionKind as ProvisionKind,
    ReadPiece as ReadPiece,
    RecognisedWord as RecognisedWord,
    Sentence as Sentence,
    SentenceRest as SentenceRest,
    TableRow as TableRow,
)
from .provenance import (
    PROTOCOL_WORDS as PROTOCOL_WORDS,
    CriteriaOdds as CriteriaOdds,
    MadeWith as MadeWith,
    NearSentence as NearSentence,
    PacketRecord as PacketRecord,
    Provenance as Provenance,
    ReadingProtocol as ReadingProtocol,
    ReadingRecord as ReadingRecord,
    ScoredVerdict as ScoredVerdict,
    SentencePlace as SentencePlace,
    TracedPassage as TracedPassage,
    TraceReason as TraceReason,
)
from .reviews import (
    AnnotatedValue as AnnotatedValue,
    Annotation as Annotation,
    Clock as Clock,
    ClockMode as ClockMode,
    ClockState as ClockState,
    Decision as Decision,
    DecisionEvidence as DecisionEvidence,
    GoldDetails as GoldDetails,
    GoldVersion as GoldVersion,
    NotedEvidence as NotedEvidence,
    Review as Review,
    ReviewAct as ReviewAct,
)
from .search import (
    CRITERION as CRITERION,
    SUB_QUESTION as SUB_QUESTION,
    VOCABULARY as VOCABULARY,
    Hit as Hit,
    Query as Query,
    QueryTrace as QueryTrace,
    Side as Side,
)
from .text_changes import (
    TextChange as TextChange,
    WordRun as WordRun,
)
from .understood_questions import (
    QuestionKind as QuestionKind,
    QuestionScope as QuestionScope,
    UnderstoodQuestion as UnderstoodQuestion,
)
from .users import (
    CurrentUser as CurrentUser,
)
from .warnings import (
    AnswerWarning as AnswerWarning,
    WarningCode as WarningCode,
)

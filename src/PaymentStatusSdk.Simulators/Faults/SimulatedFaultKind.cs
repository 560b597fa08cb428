namespace PaymentStatusSdk.Simulators.Faults;

/// <summary>The kinds of <see cref="SimulatedFault"/>. See its factory members for the details.</summary>
public enum SimulatedFaultKind
{
    /// <summary>Not a fault.</summary>
    Unknown = 0,

    /// <summary>The correct answer, after a delay or a release.</summary>
    Delay,

    /// <summary>The connection is cut before any byte of the answer.</summary>
    ResetBeforeAnswer,

    /// <summary>The connection is cut after half of the body.</summary>
    ResetHalfway,

    /// <summary>A complete HTTP answer with half of the body.</summary>
    TruncatedBody,

    /// <summary>The answer, and then endless bytes.</summary>
    EndlessBody,

    /// <summary>A body of a given size.</summary>
    HugeBody,

    /// <summary>One byte of the answer per interval.</summary>
    SlowDrip,

    /// <summary>Status 200 without a body.</summary>
    EmptyBody,

    /// <summary>Status 200 with an HTML page.</summary>
    HtmlPage,

    /// <summary>Another HTTP status.</summary>
    Status,

    /// <summary>Status 429 with <c>Retry-After</c>.</summary>
    TooManyRequests,

    /// <summary>The given bytes instead of the answer.</summary>
    Body,

    /// <summary>A charset other than UTF-8.</summary>
    WrongCharset,

    /// <summary>A byte that is not UTF-8, in a free text.</summary>
    InvalidUtf8,

    /// <summary>A UTF-8 byte order mark before the answer.</summary>
    ByteOrderMark,

    /// <summary>A line break before the answer.</summary>
    LeadingNewline,

    /// <summary>The ids of another transaction.</summary>
    WrongId,

    /// <summary>No ids.</summary>
    NoId,

    /// <summary>Another amount.</summary>
    WrongAmount,

    /// <summary>Another currency.</summary>
    WrongCurrency,

    /// <summary>A field twice, with the same value.</summary>
    DuplicateField,

    /// <summary>A field twice, with different values.</summary>
    ConflictingField,

    /// <summary>An undocumented state.</summary>
    UnknownState,

    /// <summary>A result value of another command.</summary>
    ForeignResult,

    /// <summary>Success, without a state.</summary>
    SuccessWithoutState,

    /// <summary>Not found, with a state.</summary>
    NotFoundWithState,

    /// <summary>An error, with a state.</summary>
    ErrorWithState,

    /// <summary>ConvergeGate: the broken sample of the provider's page.</summary>
    PrintedSample,

    /// <summary>ConvergeGate: the nested node is never closed.</summary>
    UnclosedNode,

    /// <summary>ConvergeGate: <c>&lt;?xmlversion</c>.</summary>
    DeclarationTypo,

    /// <summary>ConvergeGate: no XML declaration.</summary>
    NoDeclaration,

    /// <summary>ConvergeGate: empty elements contain one blank.</summary>
    BlankValues,

    /// <summary>ConvergeGate: empty elements are omitted.</summary>
    OmittedEmpties,

    /// <summary>ConvergeGate: the nested fields are children of the root.</summary>
    FlatLayout,

    /// <summary>ConvergeGate: <c>&amp;</c> unescaped in free text.</summary>
    RawAmpersand,

    /// <summary>ConvergeGate: <c>&lt;</c> unescaped in free text.</summary>
    RawLessThan,

    /// <summary>ConvergeGate: free text escaped twice.</summary>
    DoubleEscaped,

    /// <summary>ConvergeGate: values in CDATA sections.</summary>
    CData,

    /// <summary>ConvergeGate: many nested elements.</summary>
    DeepNesting,

    /// <summary>ConvergeGate: a document type with exponentially growing entities.</summary>
    EntityBomb,

    /// <summary>ConvergeGate: a document type with an external entity.</summary>
    ExternalEntity,

    /// <summary>PPRO: a line break before every <c>&amp;</c>.</summary>
    PrettyLineBreaks,

    /// <summary>PPRO: <c>not&amp;20found</c>.</summary>
    BareAmpersand,

    /// <summary>PPRO: a RAND value of 41 characters.</summary>
    LongRand,

    /// <summary>PPRO: two RAND fields.</summary>
    TwoRands,

    /// <summary>PPRO: malformed percent escapes in ERRMSG.</summary>
    BadEscapes,

    /// <summary>PPRO: a non-ASCII ERRMSG.</summary>
    NonAsciiMessage,

    /// <summary>PPRO: an ERRMSG of 128 characters.</summary>
    LongMessage,

    /// <summary>Desjardins: an error document instead of the answer to step 1 or 3.</summary>
    ErrorDocument,

    /// <summary>Desjardins: step 4 is never sent.</summary>
    NoCallback,

    /// <summary>Desjardins: step 4 is sent twice.</summary>
    CallbackTwice,

    /// <summary>Desjardins: step 4 is sent again with the opposite outcome.</summary>
    ContradictingCallback,

    /// <summary>Desjardins: step 4 contains the id of another merchant.</summary>
    ForeignMerchant,

    /// <summary>Desjardins: step 4 also contains a transaction that was not requested.</summary>
    UnrequestedTransactions,

    /// <summary>Desjardins: each transaction of step 4 contains an error.</summary>
    TransactionError,

    /// <summary>Desjardins: a form-style prefix before the declaration of step 4.</summary>
    FormPrefix,

    /// <summary>Desjardins: all fields of step 4 are empty.</summary>
    EmptyFields,

    /// <summary>Desjardins: step 4 has no fields.</summary>
    NoFields,

    /// <summary>Desjardins: all fields of step 4 contain a dash.</summary>
    DashFields,
}

using System.Diagnostics.CodeAnalysis;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Settings of one merchant account at Desjardins.</summary>
/// <remarks>
/// The public sources do not show a Status request: the settings from <see cref="StatusType"/> to <see cref="AcknowledgeWithXml"/> are where the
/// real one could differ from what was inferred. <c>PROTOCOL.md, request</c>
/// </remarks>
[SuppressMessage("Usage", "CA2227", Justification = "Keys of a section can only be settable properties.")]
public sealed class DesjardinsOptions : GatewayOptions
{
    /// <summary>Sets the adapter's defaults.</summary>
    public DesjardinsOptions()
    {
        AttemptTimeout = DesjardinsDefaults.AttemptTimeout;
        TotalTimeout = DesjardinsDefaults.TotalTimeout;
        MaxRetries = DesjardinsDefaults.MaxRetries;
        MaxConcurrentExchanges = 1;
    }

    /// <summary>The merchant's number.</summary>
    /// <value>Required; at most 64 printable ASCII characters.</value>
    public string MerchantId { get; set; } = string.Empty;

    /// <summary>The key that Desjardins issued. It is sent with every request, and signs the addresses that the gateway posts to.</summary>
    /// <value>Required. A secret.</value>
    public string MerchantKey { get; set; } = string.Empty;

    /// <summary>Further keys by which an address may be signed: the one before, or after, a rotation that other instances have not seen yet.</summary>
    /// <value>Default empty. Secrets.</value>
    public IList<string> OtherMerchantKeys { get; set; } = [];

    /// <summary>Where the gateway reaches this host: <c>/payment-status/{name}/</c> and a token are appended.</summary>
    /// <value>Required; an absolute https address (http on loopback) without query and fragment.</value>
    public Uri? PublicCallbackBaseUrl { get; set; }

    /// <summary>The kind of transactions whose query tells none.</summary>
    /// <value>Default Unknown: an approval then reads Approved, which is neither paid nor unpaid. No answer tells the kind.</value>
    public TransactionKind DefaultKind { get; set; } = TransactionKind.Unknown;

    /// <summary>How long the login, and then the reply to the request, may take.</summary>
    /// <value>Default 30 seconds; 1 second to 5 minutes.</value>
    public TimeSpan StepTimeout { get; set; } = DesjardinsDefaults.StepTimeout;

    /// <summary>How long to wait for the gateway's POST, from the moment the request is written. Beyond it the query fails as CallbackTimeout.</summary>
    /// <value>Default 60 seconds; 1 second to 8 minutes. Together with <see cref="StepTimeout"/> not longer than <see cref="GatewayOptions.AttemptTimeout"/>.</value>
    public TimeSpan CallbackTimeout { get; set; } = DesjardinsDefaults.CallbackTimeout;

    /// <summary>How long to wait, after a POST that lacks transactions, for another one that brings them. What is missing then is NotFound.</summary>
    /// <value>Default 2 seconds; zero to 1 minute.</value>
    public TimeSpan MissingTargetsGrace { get; set; } = DesjardinsDefaults.MissingTargetsGrace;

    /// <summary>What condition codes mean beside <c>approved="no"</c>. A code that is not here decides nothing; the ISO code does then.</summary>
    /// <value>Default 103 Canceled, 117 Failed. Possible are Unknown, Pending, Declined, Failed, Canceled and Expired.</value>
    public IDictionary<string, PaymentState> ConditionCodes { get; set; } =
        new Dictionary<string, PaymentState>(DesjardinsDefaults.ConditionCodes, StringComparer.Ordinal);

    /// <summary>Codes of an error beside a single transaction that mean: there is no such transaction.</summary>
    /// <value>Default empty: no such code is public.</value>
    public IList<string> NotFoundCodes { get; set; } = [];

    /// <summary>The language of the gateway's texts.</summary>
    /// <value><c>fr</c> or <c>en</c>, in the case in which it is to be sent; default null: the merchant's configured one.</value>
    public string? Language { get; set; }

    /// <summary>The encoding that requests declare. Their bytes are ASCII in either case.</summary>
    /// <value>Default <c>ISO-8859-15</c>; or <c>UTF-8</c>.</value>
    public string RequestEncoding { get; set; } = DesjardinsDefaults.RequestEncoding;

    /// <summary>The word for a Status request. Inferred.</summary>
    /// <value>Default <c>status</c>.</value>
    public string StatusType { get; set; } = "status";

    /// <summary>The element around the transactions that are asked for. Inferred.</summary>
    /// <value>Default <c>transactions</c>; blank: they have no element around them.</value>
    public string TargetContainer { get; set; } = "transactions";

    /// <summary>The element that names a transaction that is asked for. Inferred.</summary>
    /// <value>Default <c>transaction</c>.</value>
    public string TargetElement { get; set; } = "transaction";

    /// <summary>The attribute with its id. Inferred.</summary>
    /// <value>Default <c>id</c>.</value>
    public string TargetIdAttribute { get; set; } = "id";

    /// <summary>The element with the language.</summary>
    /// <value>Default <c>language</c>.</value>
    public string LanguageElement { get; set; } = "language";

    /// <summary>Send <c>currency</c> and <c>currencyText</c> with a Status request, as a purchase does?</summary>
    /// <value>Default false.</value>
    public bool IncludeCurrency { get; set; }

    /// <summary>Give the token of the callback address as a parameter, which comes back in the query string, instead of in the path?</summary>
    /// <value>Default false. Both are understood when they come back.</value>
    public bool TokenAsParameter { get; set; }

    /// <summary>Acknowledge the gateway's POST with the XML of the sibling protocols? If not, with an empty answer.</summary>
    /// <value>Default true.</value>
    public bool AcknowledgeWithXml { get; set; } = true;
}

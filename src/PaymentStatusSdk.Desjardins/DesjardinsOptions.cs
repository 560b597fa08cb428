using System.Diagnostics.CodeAnalysis;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>The options of one merchant account at Desjardins.</summary>
/// <remarks>
/// No public source shows a Status request. The options from <see cref="StatusType"/> to <see cref="AcknowledgeWithXml"/> cover the parts
/// in which the real request could differ from the inferred one. See <c>PROTOCOL.md</c>, section Request.
/// </remarks>
[SuppressMessage("Usage", "CA2227", Justification = "The keys of a configuration section can only be settable properties.")]
public sealed class DesjardinsOptions : GatewayOptions
{
    /// <summary>Creates options with the adapter's defaults.</summary>
    public DesjardinsOptions()
    {
        AttemptTimeout = DesjardinsDefaults.AttemptTimeout;
        TotalTimeout = DesjardinsDefaults.TotalTimeout;
        MaxRetries = DesjardinsDefaults.MaxRetries;
        MaxConcurrentExchanges = 1;
    }

    /// <summary>The number of the merchant account.</summary>
    /// <value>Required; at most 64 printable ASCII characters.</value>
    public string MerchantId { get; set; } = string.Empty;

    /// <summary>The key that Desjardins issued. It is sent with every request, and signs the callback addresses.</summary>
    /// <value>Required. A secret.</value>
    public string MerchantKey { get; set; } = string.Empty;

    /// <summary>
    /// Additional keys that are accepted in signed callback addresses: the previous or next key during a rotation that not all instances
    /// have completed.
    /// </summary>
    /// <value>The default is empty. Secrets.</value>
    public IList<string> OtherMerchantKeys { get; set; } = [];

    /// <summary>The address at which the gateway reaches this host. <c>/payment-status/{name}/</c> and a token are appended.</summary>
    /// <value>Required; an absolute https address (http is allowed on loopback) without query and fragment.</value>
    public Uri? PublicCallbackBaseUrl { get; set; }

    /// <summary>The kind of a transaction whose query does not specify one.</summary>
    /// <value>
    /// The default is Unknown: an approval is then reported as Approved, which is neither paid nor unpaid. No answer contains the kind.
    /// </value>
    public TransactionKind DefaultKind { get; set; } = TransactionKind.Unknown;

    /// <summary>The maximum duration of the login, and also of the reply to the request.</summary>
    /// <value>The default is 30 seconds; allowed are 1 second to 5 minutes.</value>
    public TimeSpan StepTimeout { get; set; } = DesjardinsDefaults.StepTimeout;

    /// <summary>
    /// The maximum wait for the gateway's POST, from the moment the request is written. After that the query fails as CallbackTimeout.
    /// </summary>
    /// <value>
    /// The default is 60 seconds; allowed are 1 second to 8 minutes. The sum with <see cref="StepTimeout"/> must not exceed
    /// <see cref="GatewayOptions.AttemptTimeout"/>.
    /// </value>
    public TimeSpan CallbackTimeout { get; set; } = DesjardinsDefaults.CallbackTimeout;

    /// <summary>
    /// How long to wait for another POST after one that lacks queried transactions. A transaction that is still missing then is NotFound.
    /// </summary>
    /// <value>The default is 2 seconds; allowed are zero to 1 minute.</value>
    public TimeSpan MissingTransactionsGrace { get; set; } = DesjardinsDefaults.MissingTransactionsGrace;

    /// <summary>The meaning of condition codes with <c>approved="no"</c>. For a code that is not listed, the ISO code decides.</summary>
    /// <value>The default is 103 Canceled, 117 Failed. Allowed are Unknown, Pending, Declined, Failed, Canceled and Expired.</value>
    public IDictionary<string, PaymentState> ConditionCodes { get; set; } =
        new Dictionary<string, PaymentState>(DesjardinsDefaults.ConditionCodes, StringComparer.Ordinal);

    /// <summary>The error codes of a single transaction that mean that the transaction does not exist.</summary>
    /// <value>The default is empty: no such code is public.</value>
    public IList<string> NotFoundCodes { get; set; } = [];

    /// <summary>The language of the gateway's texts.</summary>
    /// <value>
    /// The default is null: the language that is configured for the merchant. Otherwise <c>fr</c> or <c>en</c>, sent in the given case.
    /// </value>
    public string? Language { get; set; }

    /// <summary>The encoding that requests declare. Their content is always ASCII.</summary>
    /// <value>The default is <c>ISO-8859-15</c>; <c>UTF-8</c> is also allowed.</value>
    public string RequestEncoding { get; set; } = DesjardinsDefaults.RequestEncoding;

    /// <summary>The transaction type of a Status request. Inferred.</summary>
    /// <value>The default is <c>status</c>.</value>
    public string StatusType { get; set; } = "status";

    /// <summary>The element that contains the queried transactions. Inferred.</summary>
    /// <value>The default is <c>transactions</c>; an empty text omits the element.</value>
    public string TransactionContainer { get; set; } = "transactions";

    /// <summary>The element that names one queried transaction. Inferred.</summary>
    /// <value>The default is <c>transaction</c>.</value>
    public string TransactionElement { get; set; } = "transaction";

    /// <summary>The attribute with the id of a queried transaction. Inferred.</summary>
    /// <value>The default is <c>id</c>.</value>
    public string TransactionIdAttribute { get; set; } = "id";

    /// <summary>The element with the language.</summary>
    /// <value>The default is <c>language</c>.</value>
    public string LanguageElement { get; set; } = "language";

    /// <summary>Whether a Status request contains <c>currency</c> and <c>currencyText</c>, as a purchase does.</summary>
    /// <value>The default is false.</value>
    public bool IncludeCurrency { get; set; }

    /// <summary>
    /// Whether the token of the callback address is a parameter, which the gateway returns in the query string, instead of a part of the
    /// path.
    /// </summary>
    /// <value>The default is false. Both forms are accepted in a callback.</value>
    public bool TokenAsParameter { get; set; }

    /// <summary>
    /// Whether the gateway's POST is acknowledged with the XML of the related protocols. Otherwise the acknowledgement is empty.
    /// </summary>
    /// <value>The default is true.</value>
    public bool AcknowledgeWithXml { get; set; } = true;
}

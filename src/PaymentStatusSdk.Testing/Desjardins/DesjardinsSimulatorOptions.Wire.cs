using System.Xml;

namespace PaymentStatusSdk.Testing;

// Names and shapes of the Status messages. All inferred: an adapter must make the same names configurable.
public sealed partial class DesjardinsSimulatorOptions
{
    /// <summary>The value of <c>transaction/@type</c> in step 3.</summary>
    /// <value>Default <c>status</c>. Inferred.</value>
    public string StatusType { get; set; } = "status";

    /// <summary>The element below <c>merchant</c> that holds the Status transaction.</summary>
    /// <value>Default <c>transactions</c>, as in the sibling protocols; a verb such as <c>status</c> is the rival.</value>
    public string Envelope { get; set; } = "transactions";

    /// <summary>The element inside the Status transaction that holds the targets; null: they stand there directly.</summary>
    /// <value>Default <c>transactions</c>. Inferred.</value>
    public string? TargetContainer { get; set; } = "transactions";

    /// <summary>The element that names one target.</summary>
    /// <value>Default <c>transaction</c>. Inferred; <c>trx</c> is the rival.</value>
    public string TargetElement { get; set; } = "transaction";

    /// <summary>Its attribute that holds the target's id.</summary>
    /// <value>Default <c>id</c>. Inferred.</value>
    public string TargetIdAttribute { get; set; } = "id";

    /// <summary>The optional element with the language of the answer.</summary>
    /// <value>Default <c>language</c>. Inferred from the sibling protocols; its values are <c>fr</c> and <c>en</c>, in any case here.</value>
    public string LanguageElement { get; set; } = "language";

    /// <summary>Whether the Status transaction needs <c>currency</c> and <c>currencyText</c>.</summary>
    /// <value>Default false. Inferred.</value>
    public bool RequireCurrency { get; set; }

    /// <summary>Where the results stand in step 4.</summary>
    /// <value>Default <see cref="DipsLayout.Flat"/>. Inferred.</value>
    public DipsLayout Layout { get; set; }

    /// <summary>Whether the root of step 4 is <c>response</c> instead of <c>request</c>.</summary>
    /// <value>Default false.</value>
    public bool ResponseRoot { get; set; }

    /// <summary>Whether the root of a result says <c>input="xml"</c>.</summary>
    /// <value>Default true, as seen.</value>
    public bool InputAttribute { get; set; } = true;

    /// <summary>Whether step 4 is UTF-8 instead of ISO-8859-15.</summary>
    /// <value>Default false.</value>
    public bool Utf8 { get; set; }

    /// <summary>The content type of step 4.</summary>
    /// <value>Default <c>text/xml</c> without a charset, as seen.</value>
    public string CallbackContentType { get; set; } = "text/xml";

    /// <summary>Whether each result repeats the response URL, with its parameters and <c>TrxId</c>, in <c>urls</c>.</summary>
    /// <value>Default true, as seen with redirection.</value>
    public bool EchoUrls { get; set; } = true;

    private void ValidateNames()
    {
        ArgumentException.ThrowIfNullOrEmpty(StatusType);
        ArgumentException.ThrowIfNullOrEmpty(CallbackContentType);
        CheckName(Envelope, nameof(Envelope));
        if (TargetContainer is not null) CheckName(TargetContainer, nameof(TargetContainer));
        CheckName(TargetElement, nameof(TargetElement));
        CheckName(TargetIdAttribute, nameof(TargetIdAttribute));
        CheckName(LanguageElement, nameof(LanguageElement));
    }

    private static void CheckName(string name, string option)
    {
        try
        {
            XmlConvert.VerifyNCName(name);
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException)
        {
            throw Wrong(option, "an XML name");
        }
    }
}

using System.Xml;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Desjardins;

// Names and shapes of the Status messages. All are inferred, so an adapter must make the same names configurable.
public sealed partial class DesjardinsSimulatorOptions
{
    /// <summary>The value of <c>transaction/@type</c> in step 3.</summary>
    /// <value>Default <c>status</c>. Inferred.</value>
    public string StatusType { get; set; } = "status";

    /// <summary>The child element of <c>merchant</c> that contains the Status transaction.</summary>
    /// <value>Default <c>transactions</c>, as in the sibling protocols; the alternative is a verb such as <c>status</c>.</value>
    public string Envelope { get; set; } = "transactions";

    /// <summary>The element inside the Status transaction that contains the queried transactions; null means that the Status transaction
    /// contains them directly.</summary>
    /// <value>Default <c>transactions</c>. Inferred.</value>
    public string? TransactionContainer { get; set; } = "transactions";

    /// <summary>The element that identifies one queried transaction.</summary>
    /// <value>Default <c>transaction</c>. Inferred; the alternative is <c>trx</c>.</value>
    public string TransactionElement { get; set; } = "transaction";

    /// <summary>The attribute of <see cref="TransactionElement"/> with the id of the queried transaction.</summary>
    /// <value>Default <c>id</c>. Inferred.</value>
    public string TransactionIdAttribute { get; set; } = "id";

    /// <summary>The optional element with the language of the answer.</summary>
    /// <value>Default <c>language</c>. Inferred from the sibling protocols; the values are <c>fr</c> and <c>en</c>, case-insensitive in
    /// this simulator.</value>
    public string LanguageElement { get; set; } = "language";

    /// <summary>Whether the Status transaction must have <c>currency</c> and <c>currencyText</c>.</summary>
    /// <value>Default false. Inferred.</value>
    public bool RequireCurrency { get; set; }

    /// <summary>The position of the results in step 4.</summary>
    /// <value>Default <see cref="DipsLayout.Flat"/>. Inferred.</value>
    public DipsLayout Layout { get; set; }

    /// <summary>Whether the root of step 4 is <c>response</c> instead of <c>request</c>.</summary>
    /// <value>Default false.</value>
    public bool ResponseRoot { get; set; }

    /// <summary>Whether the root of a result has <c>input="xml"</c>.</summary>
    /// <value>Default true, as seen.</value>
    public bool InputAttribute { get; set; } = true;

    /// <summary>Whether step 4 is encoded as UTF-8 instead of ISO-8859-15.</summary>
    /// <value>Default false.</value>
    public bool Utf8 { get; set; }

    /// <summary>The content type of step 4.</summary>
    /// <value>Default <c>text/xml</c> without a charset, as seen.</value>
    public string CallbackContentType { get; set; } = "text/xml";

    /// <summary>Whether each result repeats the response URL, with its parameters and <c>TrxId</c>, in <c>urls</c>.</summary>
    /// <value>Default true, as seen with redirection.</value>
    public bool EchoUrls { get; set; } = true;

    private void AddErrorsOfNames(SimulatorOptionErrors errors)
    {
        errors.RequireText(nameof(StatusType), StatusType);
        errors.RequireText(nameof(CallbackContentType), CallbackContentType);
        RequireName(nameof(Envelope), Envelope);
        if (TransactionContainer is not null) RequireName(nameof(TransactionContainer), TransactionContainer);
        RequireName(nameof(TransactionElement), TransactionElement);
        RequireName(nameof(TransactionIdAttribute), TransactionIdAttribute);
        RequireName(nameof(LanguageElement), LanguageElement);

        void RequireName(string option, string name) => errors.Require(IsName(name), option, "an XML name");
    }

    private static bool IsName(string name)
    {
        try
        {
            XmlConvert.VerifyNCName(name);
            return true;
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException)
        {
            return false;
        }
    }
}

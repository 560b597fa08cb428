using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using static System.FormattableString;

namespace PaymentStatusSdk.ConvergeGate.Protocol;

/// <summary>The fields of one answer to command 709 as received, read at their exact paths.</summary>
internal struct ConvergeGateFields
{
    private const int MerchantSpecifics = 5;

    private const int MerchantSpecific1 = 5;

    private static readonly string[] Outer = ["transaction", "result", "errorcode", "errormessage", "description"];

    private static readonly string[] Nested =
    [
        "gatetransid", "merchanttransid", "amount", "curcode", "state",
        "merchantspecific1", "merchantspecific2", "merchantspecific3", "merchantspecific4", "merchantspecific5",
    ];

    // The names of the nested section's fields, and other names that a state may have. Outside of the section, they are no fields.
    private static readonly string[] Misplaced = [.. Nested, "status", "statuscode"];

    private TransactionQuery? _query;
    private string?[]? _merchantSpecific;
    private bool _hasSection;
    private bool _hasOtherSection;
    private bool _hasMisplaced;
    private bool _hasUnknownText;
    private int _likely;

    public string? Result { get; private set; }

    public string? GatewayReference { get; private set; }

    public string? MerchantReference { get; private set; }

    public string? Amount { get; private set; }

    public string? Currency { get; private set; }

    public string? State { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public string? Description { get; private set; }

    public int Unknown { get; private set; }

    /// <summary>
    /// Whether the answer describes a transaction: with more than references in the nested section, in known or unknown fields, or with
    /// any field or section of a transaction at another place.
    /// </summary>
    public readonly bool DescribesTransaction =>
        State is not null || Amount is not null || Currency is not null || _merchantSpecific is not null || _hasUnknownText
        || _hasOtherSection;

    /// <summary>Reads an answer.</summary>
    /// <param name="body">The body as received.</param>
    /// <param name="charset">The charset of the HTTP content type; null when there is none.</param>
    /// <param name="repairAmpersands">The value of <see cref="ConvergeGateOptions.RepairAmpersands"/>.</param>
    /// <param name="query">The query that is answered; null when it is not known.</param>
    /// <param name="anomalies">Receives one anomaly for each kind of repair.</param>
    /// <exception cref="TransactionStatusException">
    /// The document is not an answer to command 709, or a deciding field is contradictory or damaged (InvalidResponse).
    /// </exception>
    public static ConvergeGateFields Read(
        ReadOnlyMemory<byte> body, string? charset, bool repairAmpersands, TransactionQuery? query, ref AnomalyList anomalies)
    {
        using var xml = new GatewayXmlReader(body, charset, repairAmpersands);
        xml.NoteRepairs(ref anomalies);
        if (!xml.ReadElement()) throw ProtocolErrors.Invalid("The answer is empty.");
        if (!xml.Is("transaction")) throw ProtocolErrors.Invalid("The answer's root element is not 'transaction'.");
        var fields = new ConvergeGateFields { _query = query };
        var isNested = false;
        while (xml.ReadElement())
        {
            fields.NotePassedText(xml, isNested);
            if (xml.Depth == 1) isNested = fields.ReadOuter(xml);
            else if (xml.Depth == 2 && isNested) fields.ReadNested(xml);
            else fields.NoteUnknown(xml);
        }

        fields.NotePassedText(xml, isNested);
        return fields;
    }

    /// <summary>Returns the merchant's own fields. They are kept in memory only.</summary>
    public readonly GatewayFields Sensitive()
    {
        if (_merchantSpecific is not { } values) return GatewayFields.Empty;
        var fields = new List<KeyValuePair<string, string>>(MerchantSpecifics);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value) fields.Add(new(Invariant($"merchantspecific{i + 1}"), value));
        }

        return new GatewayFields([.. fields]);
    }

    // Returns true for the nested transaction section, whose fields follow.
    private bool ReadOuter(GatewayXmlReader xml)
    {
        switch (xml.IndexIn(Outer))
        {
            case 0:
                // Merging two sections could combine the reference of one transaction with the state of another.
                if (_hasSection) throw ProtocolErrors.Invalid("The answer has two 'transaction' sections.");
                return _hasSection = true;
            case 1: Result = Once(Result, xml, "'result'"); break;
            case 2: ErrorCode = Once(ErrorCode, xml, "'errorcode'"); break;
            case 3: ErrorMessage ??= xml.ReadFreeText(); break;
            case 4: Description ??= xml.ReadFreeText(); break;
            default: NoteUnknown(xml); break;
        }

        return false;
    }

    private void ReadNested(GatewayXmlReader xml)
    {
        var index = xml.IndexIn(Nested, _likely);
        _likely = index + 1;
        switch (index)
        {
            case 0:
                GatewayReference = OnceId(
                    GatewayReference, xml, "'gatetransid'", _query?.GatewayReference ?? _query?.ExpectedGatewayReference);
                break;
            case 1:
                MerchantReference = OnceId(
                    MerchantReference, xml, "'merchanttransid'", _query?.MerchantReference ?? _query?.ExpectedMerchantReference);
                break;
            case 2: Amount = Once(Amount, xml, "'amount'"); break;
            case 3: Currency = Once(Currency, xml, "'curcode'"); break;
            case 4: State = Once(State, xml, "'state'"); break;
            case >= MerchantSpecific1: KeepMerchantSpecific(index - MerchantSpecific1, xml.ReadFreeText()); break;
            default: NoteUnknown(xml); break;
        }
    }

    // The text of an element of unknown meaning is not read but passed. Behind a misplaced field, no such text is overlooked.
    private void NotePassedText(GatewayXmlReader xml, bool isNested) =>
        _hasUnknownText |= (isNested || _hasMisplaced) && xml.PassedTextDepth >= 0;

    // At another place, a state decides nothing, but its transaction exists: the flat layout of notifications, or a section in a wrapper.
    private void NoteUnknown(GatewayXmlReader xml)
    {
        Unknown++;
        _hasOtherSection |= xml.IsLocal("transaction");
        foreach (var name in Misplaced) _hasMisplaced |= xml.IsLocal(name);
    }

    private void KeepMerchantSpecific(int index, string? value)
    {
        if (value is not null) (_merchantSpecific ??= new string?[MerchantSpecifics])[index] ??= value;
    }

    private static string? Once(string? before, GatewayXmlReader xml, string name) => DecidingField.Once(before, xml.ReadText(), name);

    // Merchants send references with an unescaped '&'. The repair is correct when the result equals the expected reference.
    private static string? OnceId(string? before, GatewayXmlReader xml, string name, string? expected)
    {
        var isSound = xml.TryReadRawText(out var text);
        if (!isSound && (text.Contains('\uFFFD', StringComparison.Ordinal) || text.Trim() != expected))
            throw ProtocolErrors.Invalid(
                $"The answer's {name} has characters that are invalid in its encoding or in XML, and is not the expected reference.");
        return DecidingField.Once(before, string.IsNullOrWhiteSpace(text) ? null : text.Trim(), name);
    }
}

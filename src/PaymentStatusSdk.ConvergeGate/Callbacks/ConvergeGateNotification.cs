using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.ConvergeGate.Protocol;

namespace PaymentStatusSdk.ConvergeGate.Callbacks;

/// <summary>The fields of one notification exactly as received, including blanks, because the checksum covers them in this form.</summary>
/// <remarks>
/// A missing field counts as empty. The checksum does not cover the state, which only distinguishes one message from the next.
/// </remarks>
internal sealed class ConvergeGateNotification
{
    // The documentation of command 756 allows ids of up to 100 characters.
    private const int MaxReferenceLength = 100;

    private const int GatewayReferenceField = 3;
    private const int MerchantReferenceField = 4;

    private static readonly string[] Names =
    [
        "apiUser", "apiPassword", "apiCmd", "gatetransid", "merchanttransid", "amount", "curcode", "status", "gaterebillid", "checksum",
        "state",
    ];

    private const int State = 10;

    private readonly string?[] _values = new string?[Names.Length];
    private int _damaged;

    private ConvergeGateNotification()
    {
    }

    public string ApiUser => _values[0] ?? string.Empty;

    public string ApiPassword => _values[1] ?? string.Empty;

    public string Command => _values[2] ?? string.Empty;

    public string? GatewayReference => Id(GatewayReferenceField);

    public string? MerchantReference => Id(MerchantReferenceField);

    public string? Checksum => _values[9];

    /// <summary>
    /// The signed amount of an 850. Null for other messages: their signatures cover no amount, or an amount without its currency.
    /// </summary>
    public Money? SignedAmount { get; private set; }

    /// <summary>
    /// A text that distinguishes messages with the same checksum: the length of the signed reference, and the known state of a charge.
    /// </summary>
    /// <remarks>
    /// The state is not signed. Only known states are distinguished, which limits the number of variants that an attacker can create.
    /// </remarks>
    public string Content => Command == "850"
        ? FormattableString.Invariant($"{MerchantReference?.Length} {ConvergeGateSignedText.KnownState(_values[State])}")
        : FormattableString.Invariant($"{GatewayReference?.Length}");

    /// <summary>
    /// Returns the text that the checksum covers between the command and the key; null for a command whose checksum rule is not known.
    /// </summary>
    /// <remarks>See <c>PROTOCOL.md</c>, section Notifications.</remarks>
    public string? SignedFields() =>
        Covered() is var covered && covered.Length != 0 ? string.Concat(covered.Select(index => _values[index])) : null;

    /// <summary>Reads a notification.</summary>
    /// <param name="document">The document as received.</param>
    /// <param name="charset">The charset of the HTTP content type; null when there is none.</param>
    /// <param name="repairAmpersands">The value of <see cref="ConvergeGateOptions.RepairAmpersands"/>.</param>
    /// <exception cref="TransactionStatusException">
    /// The document is not a notification, or it contains a field twice (InvalidResponse).
    /// </exception>
    public static ConvergeGateNotification Read(ReadOnlyMemory<byte> document, string? charset, bool repairAmpersands)
    {
        using var xml = new GatewayXmlReader(document, charset, repairAmpersands);
        // A document without an element is malformed.
        xml.ReadElement();
        if (!xml.Is("transaction")) throw ProtocolErrors.Invalid("The message's root element is not 'transaction'.");
        var notification = new ConvergeGateNotification();
        while (xml.ReadElement())
        {
            if (xml.Depth != 1) continue;
            var index = xml.IndexIn(Names);
            if (index < 0) continue;
            if (notification._values[index] is not null && index == State) continue;
            if (notification._values[index] is not null) throw ProtocolErrors.Invalid($"The message has '{Names[index]}' twice.");
            if (!xml.TryReadRawText(out var text)) notification._damaged |= 1 << index;
            notification._values[index] = text;
        }

        if (!notification.HasSoundIds) throw ProtocolErrors.Invalid("The message has an id of more than 100 characters.");
        if (!notification.ReadSignedFormats())
            throw ProtocolErrors.Invalid("The message has an amount, currency or status that is not in the protocol's format.");
        return notification;
    }

    private bool HasSoundIds =>
        (GatewayReference ?? string.Empty).Length <= MaxReferenceLength && (MerchantReference ?? string.Empty).Length <= MaxReferenceLength;

    // Signed fields are joined without separators. Strict formats prevent text from moving from one field into the next.
    private bool ReadSignedFormats() => Command switch
    {
        "850" => ReadSignedAmount(),
        "860" => ConvergeGateSignedText.IsAmount(_values[5]) && ConvergeGateSignedText.IsStatus(_values[7]),
        "880" => ConvergeGateSignedText.IsStatus(_values[7]),
        _ => true,
    };

    private bool ReadSignedAmount()
    {
        var isRead = ConvergeGateSignedText.TryReadAmount(_values[5], _values[6], out var amount);
        SignedAmount = amount;
        return isRead;
    }

    private int[] Covered() => Command switch
    {
        "850" => [MerchantReferenceField, 5, 6],
        "860" => [GatewayReferenceField, 5, 7],
        "870" => [8, GatewayReferenceField, 7],
        "880" => [GatewayReferenceField, 7],
        _ => [],
    };

    // The checksum confirms a repaired id that it covers; a repaired id that it does not cover is ignored.
    private string? Id(int index)
    {
        var value = _values[index];
        var isCertain = (_damaged & (1 << index)) == 0 || Covered().Contains(index);
        return isCertain && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }
}

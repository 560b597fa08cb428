using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate.Protocol;

/// <summary>Maps the gateway's states and codes to their meaning. See <c>PROTOCOL.md</c>, sections States and Codes.</summary>
internal static class ConvergeGateStatusMap
{
    private const string NoError = "000";
    private const string BankError = "901";

    // Each state in its normalized spelling: REFUND_PENDING is documented as REFUND PENDING.
#pragma warning disable format // aligned columns keep the table readable
    private static readonly GatewayValueMap<StateMeaning> States = new("state", new Dictionary<string, StateMeaning>
    {
        ["AUTHORIZED"]      = new(PaymentState.Authorized,    Finality.Open),
        ["CAPTURED"]        = new(PaymentState.Captured,      Finality.Final),
        ["DECLINED"]        = new(PaymentState.Declined,      Finality.Final, FailureReason.Unspecified),
        ["PENDING"]         = new(PaymentState.Pending,       Finality.Open),
        ["CANCELED"]        = new(PaymentState.Canceled,      Finality.Final, FailureReason.MerchantCanceled),
        ["CANCELED_AUTO"]   = new(PaymentState.Canceled,      Finality.Final, FailureReason.MerchantCanceled),
        ["ERROR"]           = new(PaymentState.Failed,        Finality.Provisional, FailureReason.GatewayError),
        ["REVERSED"]        = new(PaymentState.Reversed,      Finality.Final),
        ["REFUNDED"]        = new(PaymentState.Refunded,      Finality.Final),
        ["REFUND_PENDING"]  = new(PaymentState.RefundPending, Finality.Open),
        ["CHARGEBACK"]      = new(PaymentState.ChargedBack,   Finality.Open),
        ["CREDITED"]        = new(PaymentState.Credited,      Finality.Final),
        ["PARTIAL_SUCCESS"] = new(PaymentState.Unknown,       Finality.Unknown, FailureReason.Unknown),
    });
#pragma warning restore format

    // Undocumented spellings with only one possible meaning.
    private static readonly Dictionary<string, string> Variants = new()
    {
        ["CANCELLED"] = "CANCELED",
        ["CANCELLED_AUTO"] = "CANCELED_AUTO",
        ["AUTHORISED"] = "AUTHORIZED",
    };

    // Status codes explain a state and never replace it.
#pragma warning disable format // aligned columns keep the table readable
    private static readonly Dictionary<string, CodeMeaning> Codes = new()
    {
        ["101"]     = new(PaymentState.Captured),
        ["102"]     = new(PaymentState.Authorized),
        ["103"]     = new(PaymentState.Pending),
        ["107"]     = new(PaymentState.Pending),
        ["108"]     = new(PaymentState.Pending),
        ["190"]     = new(PaymentState.Unknown),
        ["201"]     = new(PaymentState.Declined, FailureReason.RemoteDeclined),
        ["202"]     = new(PaymentState.Declined, FailureReason.GatewayDeclined),
        ["203"]     = new(PaymentState.Declined, FailureReason.GatewayDeclined),
        ["204"]     = new(PaymentState.Declined, FailureReason.GatewayDeclined),
        ["211"]     = new(PaymentState.Declined, FailureReason.TimedOut),
        ["251"]     = new(PaymentState.Canceled, FailureReason.MerchantCanceled),
        ["252"]     = new(PaymentState.Pending),
        ["253"]     = new(PaymentState.Pending),
        ["254"]     = new(PaymentState.Canceled, FailureReason.MerchantCanceled),
        ["301"]     = new(PaymentState.Refunded),
        ["302"]     = new(PaymentState.RefundPending),
        ["304"]     = new(PaymentState.PartiallyRefunded),
        ["306"]     = new(PaymentState.RefundPending),
        ["350"]     = new(PaymentState.ChargedBack),
        ["351"]     = new(PaymentState.ChargedBack),
        ["400"]     = new(PaymentState.Credited),
        ["450"]     = new(PaymentState.Declined, FailureReason.GatewayDeclined),
        ["451"]     = new(PaymentState.Declined, FailureReason.RemoteDeclined),
        ["501"]     = new(PaymentState.Declined, FailureReason.RemoteDeclined),
        ["502"]     = new(PaymentState.Declined, FailureReason.RemoteDeclined),
        ["503"]     = new(PaymentState.Declined, FailureReason.RemoteDeclined),
        ["504"]     = new(PaymentState.Declined, FailureReason.RemoteDeclined),
        ["505"]     = new(PaymentState.Declined, FailureReason.RemoteDeclined),
        [BankError] = new(PaymentState.Failed,   FailureReason.RemoteError),
    };
#pragma warning restore format

    /// <summary>The states that this version knows, in their normalized spelling.</summary>
    public static IReadOnlyCollection<string> KnownStates => States.Values;

    /// <summary>Returns the meaning of a state, with the reason from the error code where it has one.</summary>
    /// <param name="state">The state as received.</param>
    /// <param name="shownState">The state with secrets redacted, for texts.</param>
    /// <param name="errorCode">The error code as received; null when there is none.</param>
    /// <param name="anomalies">Receives the anomalies.</param>
    public static StateMeaning Read(string state, string shownState, string? errorCode, ref AnomalyList anomalies)
    {
        var meaning = ReadState(state, shownState, ref anomalies);
        // No code replaces or contradicts an unknown state.
        if (errorCode is null or NoError || meaning.State == PaymentState.Unknown) return meaning;
        if (!Codes.TryGetValue(errorCode, out var code))
        {
            // Most codes are not public. An unknown code explains a failure, but contradicts any other state.
            if (meaning.State is PaymentState.Declined or PaymentState.Failed or PaymentState.Canceled) return meaning;
        }
        else if (code.State == meaning.State)
        {
            return meaning with { Reason = code.Reason };
        }

        anomalies.Add(StatusAnomalyKind.ContradictoryFields, "The errorcode contradicts the state; the state is used.");
        return meaning;
    }

    /// <summary>Flags a state that a transaction of this kind cannot have.</summary>
    public static ParsedStatus CheckKind(ParsedStatus parsed, TransactionKind kind)
    {
        var isUnexpected = parsed.State switch
        {
            PaymentState.Credited => kind is not (TransactionKind.Payout or TransactionKind.Unknown),
            PaymentState.Authorized or PaymentState.Captured => kind is TransactionKind.Payout,
            _ => false,
        };
        if (!isUnexpected) return parsed;
        var anomalies = default(AnomalyList);
        anomalies.AddRange(parsed.Anomalies);
        anomalies.Add(StatusAnomalyKind.UnexpectedState, $"A transaction of kind {kind} cannot be {parsed.State}.");
        return parsed with { Anomalies = anomalies.ToList() };
    }

    /// <summary>
    /// Whether a rejected query may succeed later: only with code 901 (bank error), which public notes recommend to retry.
    /// </summary>
    public static bool IsTransient(string? errorCode) => errorCode == BankError;

    /// <summary>Whether the text is a code in the documented format: three letters or digits.</summary>
    public static bool IsCode(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetterOrDigit);

    private static StateMeaning ReadState(string state, string shownState, ref AnomalyList anomalies)
    {
        var value = ConvergeGateValues.Normalize(state);
        if (Variants.TryGetValue(value, out var documented))
        {
            anomalies.Add(StatusAnomalyKind.SpellingVariant, $"state has the undocumented spelling '{value}' of {documented}.");
            value = documented;
        }

        return States.TryRead(value, out var meaning) ? meaning : States.Read(shownState, ref anomalies);
    }

    private readonly record struct CodeMeaning(PaymentState State, FailureReason Reason = FailureReason.None);
}

using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>What the gateway's words mean. <c>PROTOCOL.md, states</c></summary>
internal static class PproStatusMap
{
    private const string FundsArrived = "RECEIVED";
    private const string NoFundsExpected = "NOT_EXPECTED";

#pragma warning disable format // a table is read by its columns
    private static readonly GatewayValueMap<StateMeaning> States = new("STATUS", new Dictionary<string, StateMeaning>
    {
        ["PENDING"]   = new(PaymentState.Pending,  Finality.Open),
        ["SUCCEEDED"] = new(PaymentState.Captured, Finality.Final),
        ["FAILED"]    = new(PaymentState.Failed,   Finality.Provisional, FailureReason.Unspecified),
    });

    // Provisional without exception: some schemes turn a FAILED into a SUCCEEDED later.
    private static readonly GatewayValueMap<StateMeaning> FailReasons = new("FAILREASON", new Dictionary<string, StateMeaning>
    {
        ["USER_ABORT"]     = new(PaymentState.Canceled, Finality.Provisional, FailureReason.CustomerAborted),
        ["CANCELED"]       = new(PaymentState.Canceled, Finality.Provisional, FailureReason.MerchantCanceled),
        ["TIMEOUT"]        = new(PaymentState.Expired,  Finality.Provisional, FailureReason.TimedOut),
        ["LOCAL_DECLINE"]  = new(PaymentState.Declined, Finality.Provisional, FailureReason.GatewayDeclined),
        ["REMOTE_DECLINE"] = new(PaymentState.Declined, Finality.Provisional, FailureReason.RemoteDeclined),
        ["INPUT_DATA"]     = new(PaymentState.Failed,   Finality.Provisional, FailureReason.InvalidInput),
        ["LOCAL_ERROR"]    = new(PaymentState.Failed,   Finality.Provisional, FailureReason.GatewayError),
        ["REMOTE_ERROR"]   = new(PaymentState.Failed,   Finality.Provisional, FailureReason.RemoteError),
        ["UNKNOWN"]        = new(PaymentState.Failed,   Finality.Provisional, FailureReason.Unspecified),
    });

    private static readonly GatewayValueMap<FundsState> FundsValues = new("FUNDSSTATUS", new Dictionary<string, FundsState>
    {
        [NoFundsExpected] = FundsState.NotExpected,
        ["WAITING"]       = FundsState.Awaited,
        [FundsArrived]    = FundsState.Received,
        ["MISSING"]       = FundsState.Missing,
    });
#pragma warning restore format

    /// <summary>The words of STATUS that this version knows.</summary>
    public static IReadOnlyCollection<string> KnownStates => States.Values;

    /// <summary>What STATUS means, with what explains it beside.</summary>
    public static StateMeaning Read(string status, in PproFields fields, SecretRedactor scrubber, ref AnomalyList anomalies)
    {
        var meaning = Known(States, status, scrubber, ref anomalies);
        return meaning.State switch
        {
            PaymentState.Pending when fields.RedirectUrl is not null => meaning with { State = PaymentState.ActionRequired },
            PaymentState.Failed when fields.FailReason is { } reason => Explain(reason, meaning, scrubber, ref anomalies),
            _ => meaning,
        };
    }

    /// <summary>Where the money is, given what STATUS means.</summary>
    public static FundsState Funds(in StateMeaning meaning, string? value, SecretRedactor scrubber, ref AnomalyList anomalies)
    {
        switch (meaning.State)
        {
            case PaymentState.Unknown:
                return FundsState.Unknown;
            // PPRO's own samples show one transaction pending with NOT_EXPECTED and succeeded with RECEIVED.
            case PaymentState.Pending or PaymentState.ActionRequired:
                if (value == FundsArrived) anomalies.Add(StatusAnomalyKind.UnexpectedFunds, "FUNDSSTATUS is RECEIVED while STATUS is PENDING.");
                return value is null or NoFundsExpected ? FundsState.NotReported : Known(FundsValues, value, scrubber, ref anomalies);
            case PaymentState.Captured:
                return value is null ? FundsState.Unknown : Known(FundsValues, value, scrubber, ref anomalies);
            default:
                if (value == FundsArrived) anomalies.Add(StatusAnomalyKind.UnexpectedFunds, "FUNDSSTATUS is RECEIVED although STATUS is FAILED: look again soon.");
                return value is null ? FundsState.NotReported : Known(FundsValues, value, scrubber, ref anomalies);
        }
    }

    private static StateMeaning Explain(string reason, in StateMeaning failed, SecretRedactor scrubber, ref AnomalyList anomalies)
    {
        var meaning = Known(FailReasons, reason, scrubber, ref anomalies);
        return meaning.State == PaymentState.Unknown ? failed with { Reason = FailureReason.Unknown } : meaning;
    }

    // An unknown word is quoted in an anomaly, and so in the log; it may be what the request had in it.
    private static TMeaning Known<TMeaning>(
        GatewayValueMap<TMeaning> values, string value, SecretRedactor scrubber, ref AnomalyList anomalies)
        where TMeaning : struct =>
        values.TryRead(value, out var meaning) ? meaning : values.Read(scrubber.Redact(value)!, ref anomalies);
}

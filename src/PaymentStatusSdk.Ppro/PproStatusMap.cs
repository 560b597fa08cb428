using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>What the gateway's words mean. <c>PROTOCOL.md, states</c></summary>
internal static class PproStatusMap
{
    private const string FundsArrived = "RECEIVED";
    private const string NoFundsExpected = "NOT_EXPECTED";

#pragma warning disable format // a table is read by its columns
    private static readonly GatewayWordMap<StateMeaning> States = new("STATUS", new Dictionary<string, StateMeaning>
    {
        ["PENDING"]   = new(PaymentState.Pending,  Finality.Open),
        ["SUCCEEDED"] = new(PaymentState.Captured, Finality.Final),
        ["FAILED"]    = new(PaymentState.Failed,   Finality.Provisional, FailureReason.Unspecified),
    });

    // Provisional without exception: some schemes turn a FAILED into a SUCCEEDED later.
    private static readonly GatewayWordMap<StateMeaning> FailReasons = new("FAILREASON", new Dictionary<string, StateMeaning>
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

    private static readonly GatewayWordMap<FundsState> FundsWords = new("FUNDSSTATUS", new Dictionary<string, FundsState>
    {
        [NoFundsExpected] = FundsState.NotExpected,
        ["WAITING"]       = FundsState.Awaited,
        [FundsArrived]    = FundsState.Received,
        ["MISSING"]       = FundsState.Missing,
    });
#pragma warning restore format

    /// <summary>The words of STATUS that this version knows.</summary>
    public static IReadOnlyCollection<string> KnownStates => States.Words;

    /// <summary>What STATUS means, with what explains it beside.</summary>
    public static StateMeaning Read(string status, in PproFields fields, SecretScrubber scrubber, ref AnomalyList anomalies)
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
    public static FundsState Funds(in StateMeaning meaning, string? word, SecretScrubber scrubber, ref AnomalyList anomalies)
    {
        switch (meaning.State)
        {
            case PaymentState.Unknown:
                return FundsState.Unknown;
            // PPRO's own samples show one transaction pending with NOT_EXPECTED and succeeded with RECEIVED.
            case PaymentState.Pending or PaymentState.ActionRequired:
                if (word == FundsArrived) anomalies.Add(StatusAnomalyKind.UnexpectedFunds, "FUNDSSTATUS is RECEIVED while STATUS is PENDING.");
                return word is null or NoFundsExpected ? FundsState.NotReported : Known(FundsWords, word, scrubber, ref anomalies);
            case PaymentState.Captured:
                return word is null ? FundsState.Unknown : Known(FundsWords, word, scrubber, ref anomalies);
            default:
                if (word == FundsArrived) anomalies.Add(StatusAnomalyKind.UnexpectedFunds, "FUNDSSTATUS is RECEIVED although STATUS is FAILED: look again soon.");
                return word is null ? FundsState.NotReported : Known(FundsWords, word, scrubber, ref anomalies);
        }
    }

    private static StateMeaning Explain(string reason, in StateMeaning failed, SecretScrubber scrubber, ref AnomalyList anomalies)
    {
        var meaning = Known(FailReasons, reason, scrubber, ref anomalies);
        return meaning.State == PaymentState.Unknown ? failed with { Reason = FailureReason.Unknown } : meaning;
    }

    // An unknown word is quoted in an anomaly, and so in the log; it may be what the request had in it.
    private static TMeaning Known<TMeaning>(
        GatewayWordMap<TMeaning> words, string word, SecretScrubber scrubber, ref AnomalyList anomalies)
        where TMeaning : struct =>
        words.TryRead(word, out var meaning) ? meaning : words.Read(scrubber.Scrub(word)!, ref anomalies);
}

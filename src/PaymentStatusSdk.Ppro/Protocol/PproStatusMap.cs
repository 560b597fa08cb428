using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Ppro.Protocol;

/// <summary>Maps the gateway's values to their meaning. See <c>PROTOCOL.md</c>, section States.</summary>
internal static class PproStatusMap
{
    private const string FundsArrived = "RECEIVED";
    private const string NoFundsExpected = "NOT_EXPECTED";

#pragma warning disable format // aligned columns keep the table readable
    private static readonly GatewayValueMap<StateMeaning> States = new("STATUS", new Dictionary<string, StateMeaning>
    {
        ["PENDING"]   = new(PaymentState.Pending,  Finality.Open),
        ["SUCCEEDED"] = new(PaymentState.Captured, Finality.Final),
        ["FAILED"]    = new(PaymentState.Failed,   Finality.Provisional, FailureReason.Unspecified),
    });

    // Every failure is provisional, because with some schemes FAILED changes to SUCCEEDED later.
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

    /// <summary>Returns the meaning of STATUS, together with the fields that explain it.</summary>
    public static StateMeaning Read(string status, in PproFields fields, SecretRedactor redactor, ref AnomalyList anomalies)
    {
        var meaning = Known(States, status, redactor, ref anomalies);
        return meaning.State switch
        {
            PaymentState.Pending when fields.RedirectUrl is not null => meaning with { State = PaymentState.ActionRequired },
            PaymentState.Failed when fields.FailReason is { } reason => Explain(reason, meaning, redactor, ref anomalies),
            _ => meaning,
        };
    }

    /// <summary>Returns where the money is, depending on the meaning of STATUS.</summary>
    public static FundsState Funds(in StateMeaning meaning, string? value, SecretRedactor redactor, ref AnomalyList anomalies)
    {
        switch (meaning.State)
        {
            case PaymentState.Unknown:
                return FundsState.Unknown;
            // PPRO's own samples show one transaction pending with NOT_EXPECTED and succeeded with RECEIVED.
            case PaymentState.Pending or PaymentState.ActionRequired:
                if (value == FundsArrived)
                    anomalies.Add(StatusAnomalyKind.UnexpectedFunds, "FUNDSSTATUS is RECEIVED while STATUS is PENDING.");
                return value is null or NoFundsExpected ? FundsState.NotReported : Known(FundsValues, value, redactor, ref anomalies);
            case PaymentState.Captured:
                return value is null ? FundsState.Unknown : Known(FundsValues, value, redactor, ref anomalies);
            default:
                if (value == FundsArrived)
                    anomalies.Add(
                        StatusAnomalyKind.UnexpectedFunds, "FUNDSSTATUS is RECEIVED although STATUS is FAILED: query again soon.");
                return value is null ? FundsState.NotReported : Known(FundsValues, value, redactor, ref anomalies);
        }
    }

    private static StateMeaning Explain(string reason, in StateMeaning failed, SecretRedactor redactor, ref AnomalyList anomalies)
    {
        var meaning = Known(FailReasons, reason, redactor, ref anomalies);
        return meaning.State == PaymentState.Unknown ? failed with { Reason = FailureReason.Unknown } : meaning;
    }

    // An anomaly, and so the log, quotes an unknown value, which may repeat a secret from the request.
    private static TMeaning Known<TMeaning>(
        GatewayValueMap<TMeaning> values, string value, SecretRedactor redactor, ref AnomalyList anomalies)
        where TMeaning : struct =>
        values.TryRead(value, out var meaning) ? meaning : values.Read(redactor.Redact(value)!, ref anomalies);
}

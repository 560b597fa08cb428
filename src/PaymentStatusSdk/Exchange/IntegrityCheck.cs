using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Belief;

namespace PaymentStatusSdk.Exchange;

/// <summary>
/// Compares an answer with the values that one caller queried and expects, and builds the caller's result. It cannot be switched off: an
/// answer for another transaction, amount or currency never becomes a state, and never means that the queried transaction is missing.
/// </summary>
internal static class IntegrityCheck
{
    public static TransactionStatusResult Apply(
        TransactionStatusClientMetadata metadata, TransactionKind defaultKind, bool acceptWithoutReference, TransactionQuery query,
        ParsedStatus parsed, PendingQuery pendingQuery)
    {
        var anomalies = default(AnomalyList);
        anomalies.AddRange(parsed.Anomalies);
        // With every outcome: that another transaction is missing does not mean that the queried one is.
        var outcome = AgreesOnReferences(metadata.Capabilities, query, parsed) ? parsed.Outcome : LookupOutcome.Mismatch;
        var amountCheck = AmountCheck.Unknown;
        var isBelieved = false;
        if (outcome == LookupOutcome.Answered)
        {
            isBelieved = IsNamed(query, parsed, ref anomalies) || acceptWithoutReference;
            amountCheck = CheckAmount(query.ExpectedAmount, parsed.Amount, ref anomalies, ref outcome);
            isBelieved &= outcome == LookupOutcome.Answered;
        }

        var kind = query.Kind != TransactionKind.Unknown ? query.Kind : defaultKind;
        if (isBelieved) CheckCompleteness(metadata.Capabilities, query, parsed, kind, ref anomalies);
        return new TransactionStatusResult
        {
            ClientName = metadata.ClientName,
            Kind = kind,
            Outcome = outcome,
            State = isBelieved ? parsed.State : PaymentState.Unknown,
            Finality = isBelieved ? parsed.Finality : Finality.Unknown,
            Funds = isBelieved ? FundsOf(parsed, metadata.Capabilities) : FundsState.Unknown,
            Reason = isBelieved ? parsed.Reason : FailureReason.Unknown,
            // A reference from an answer that may belong to another transaction must not be attached to this one.
            GatewayReference = query.GatewayReference ?? query.ExpectedGatewayReference ?? (isBelieved ? parsed.GatewayReference : null),
            MerchantReference = query.MerchantReference
                ?? query.ExpectedMerchantReference ?? (isBelieved ? parsed.MerchantReference : null),
            // A mismatch shows its amount, so that a person can compare it. It never becomes that of the transaction.
            Amount = isBelieved || outcome != LookupOutcome.Answered ? parsed.Amount.ToMoney() : null,
            RefundedAmount = isBelieved ? parsed.RefundedAmount.ToMoney() : null,
            AmountCheck = amountCheck,
            Answer = parsed.Answer,
            Anomalies = anomalies.ToList(),
            AskedAt = pendingQuery.AskedAt,
            ObservedAt = pendingQuery.ObservedAt,
        };
    }

    private static bool AgreesOnReferences(GatewayCapabilities capabilities, TransactionQuery query, ParsedStatus parsed) =>
        AgreesOnGatewayReference(query.GatewayReference, parsed.GatewayReference, capabilities)
        && AgreesOnGatewayReference(query.ExpectedGatewayReference, parsed.GatewayReference, capabilities)
        && Agrees(query.MerchantReference, parsed.MerchantReference, capabilities.MerchantReferenceComparison)
        && Agrees(query.ExpectedMerchantReference, parsed.MerchantReference, capabilities.MerchantReferenceComparison);

    private static bool IsNamed(TransactionQuery query, ParsedStatus parsed, ref AnomalyList anomalies)
    {
        if (!string.IsNullOrWhiteSpace(query.GatewayReference is null ? parsed.MerchantReference : parsed.GatewayReference)) return true;
        anomalies.Add(StatusAnomalyKind.MissingReference, "The answer does not name the queried transaction.");
        return false;
    }

    private static AmountCheck CheckAmount(Money? expected, ReportedAmount reported, ref AnomalyList anomalies, ref LookupOutcome outcome)
    {
        if (reported.IsUnreadable)
            anomalies.Add(StatusAnomalyKind.UnreadableAmount, "The amount or currency of the answer cannot be read.");
        if (expected is null) return AmountCheck.NotRequested;
        var isOther = reported.IsUnreadable
            || (reported.Value is { } value && value != expected.Amount)
            || (reported.Currency is { } currency && !currency.Equals(expected.Currency, StringComparison.OrdinalIgnoreCase));
        if (isOther)
        {
            outcome = LookupOutcome.Mismatch;
            return AmountCheck.Unknown;
        }

        return reported is { Value: not null, Currency: not null } ? AmountCheck.Matched : AmountCheck.NotReported;
    }

    // These checks do not change the result's state; they report what the reader of the result would otherwise have to guess.
    private static void CheckCompleteness(
        GatewayCapabilities capabilities, TransactionQuery query, ParsedStatus parsed, TransactionKind kind, ref AnomalyList anomalies)
    {
        if (parsed.RefundedAmount.IsUnreadable)
            anomalies.Add(StatusAnomalyKind.UnreadableAmount, "The refunded amount of the answer, or its currency, cannot be read.");
        if (query.ExpectedAmount is not null && capabilities.ReportsAmount && parsed.Amount.Value is null)
            anomalies.Add(
                StatusAnomalyKind.MissingAmount, "The query expects an amount, but the answer has none, so nothing was compared.");
        if (parsed.State == PaymentState.Unknown) return;
        if (kind == TransactionKind.Unknown && StatusRules.VerdictOf(parsed.State, kind) == PaymentVerdict.Unknown)
        {
            anomalies.Add(
                StatusAnomalyKind.MissingKind,
                "The meaning of the state depends on the kind of transaction, which is not set; set Kind on the query.");
        }

        // Without a kind, Approved is the only state left that says nothing about finality.
        if (parsed.Finality == Finality.Unknown && parsed.State != PaymentState.Approved)
            anomalies.Add(StatusAnomalyKind.MissingFinality, "The adapter does not report whether the state can still change.");
    }

    private static FundsState FundsOf(ParsedStatus parsed, GatewayCapabilities capabilities)
    {
        var isLeftOut = parsed.Funds == FundsState.Unknown && !capabilities.ReportsFunds && parsed.State != PaymentState.Unknown;
        return isLeftOut ? FundsState.NotReported : parsed.Funds;
    }

    // UUIDs are compared without case, even at a gateway whose other references are case-sensitive.
    private static bool AgreesOnGatewayReference(string? expected, string? reported, GatewayCapabilities capabilities) =>
        Agrees(expected, reported, capabilities.GatewayReferenceComparison)
        || TransactionIdentity.IsSameGatewayReference(expected!, reported!);

    private static bool Agrees(string? expected, string? reported, StringComparison comparison) =>
        expected is null || string.IsNullOrWhiteSpace(reported) || expected.Equals(reported, comparison);
}

namespace PaymentStatusSdk.Adapters;

/// <summary>
/// Compares an answer with what one caller asked and expected, and builds his result. It cannot be switched off: an answer for another
/// transaction, amount or currency never becomes a state.
/// </summary>
internal static class IntegrityCheck
{
    public static TransactionStatusResult Apply(
        GatewayInfo gateway, TransactionKind defaultKind, bool acceptWithoutId, TransactionQuery query, GatewayReading reading, Seat seat)
    {
        var anomalies = default(AnomalyList);
        anomalies.AddRange(reading.Anomalies);
        var outcome = reading.Outcome;
        var amountCheck = AmountCheck.Unknown;
        var isBelieved = false;
        if (outcome == LookupOutcome.Answered)
        {
            isBelieved = CheckIds(gateway.Capabilities, acceptWithoutId, query, reading, ref anomalies, ref outcome);
            if (outcome == LookupOutcome.Answered) amountCheck = CheckAmount(query.ExpectedAmount, reading.Amount, ref anomalies, ref outcome);
            isBelieved &= outcome == LookupOutcome.Answered;
        }

        return new TransactionStatusResult
        {
            Gateway = gateway.Name,
            Kind = query.Kind != TransactionKind.Unknown ? query.Kind : defaultKind,
            Outcome = outcome,
            State = isBelieved ? reading.State : PaymentState.Unknown,
            Finality = isBelieved ? reading.Finality : Finality.Unknown,
            Funds = isBelieved ? reading.Funds : FundsState.Unknown,
            Reason = isBelieved ? reading.Reason : FailureReason.Unknown,
            // An id out of an answer that may be another transaction's must not stick to this one.
            GatewayId = query.GatewayId ?? query.ExpectedGatewayId ?? (isBelieved ? reading.GatewayId : null),
            MerchantId = query.MerchantId ?? query.ExpectedMerchantId ?? (isBelieved ? reading.MerchantId : null),
            Amount = reading.Amount.ToMoney(),
            AmountCheck = amountCheck,
            Answer = reading.Answer,
            Anomalies = anomalies.ToList(),
            AskedAt = seat.AskedAt,
            ObservedAt = seat.ObservedAt,
        };
    }

    private static bool CheckIds(
        GatewayCapabilities capabilities, bool acceptWithoutId, TransactionQuery query, GatewayReading reading,
        ref AnomalyList anomalies, ref LookupOutcome outcome)
    {
        var isSame = AgreesOnGatewayId(query.GatewayId, reading.GatewayId, capabilities)
            && AgreesOnGatewayId(query.ExpectedGatewayId, reading.GatewayId, capabilities)
            && Agrees(query.MerchantId, reading.MerchantId, capabilities.MerchantIdComparison)
            && Agrees(query.ExpectedMerchantId, reading.MerchantId, capabilities.MerchantIdComparison);
        if (!isSame)
        {
            outcome = LookupOutcome.Mismatch;
            return false;
        }

        if ((query.GatewayId is null ? reading.MerchantId : reading.GatewayId) is not null) return true;
        anomalies.Add(StatusAnomalyKind.MissingId, "The answer does not name the transaction that was asked for.");
        return acceptWithoutId;
    }

    private static AmountCheck CheckAmount(Money? expected, ReportedAmount reported, ref AnomalyList anomalies, ref LookupOutcome outcome)
    {
        if (reported.IsUnreadable) anomalies.Add(StatusAnomalyKind.UnreadableAmount, "The amount or currency of the answer cannot be read.");
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

    // UUIDs are written in either case, whatever the gateway's other ids are like.
    private static bool AgreesOnGatewayId(string? expected, string? reported, GatewayCapabilities capabilities) =>
        Agrees(expected, reported, capabilities.GatewayIdComparison) || TransactionIdentity.IsSameGatewayId(expected!, reported!);

    private static bool Agrees(string? expected, string? reported, StringComparison comparison) =>
        expected is null || reported is null || expected.Equals(reported, comparison);
}

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

        var kind = query.Kind != TransactionKind.Unknown ? query.Kind : defaultKind;
        if (isBelieved) CheckCompleteness(gateway.Capabilities, query, reading, kind, ref anomalies);
        return new TransactionStatusResult
        {
            Gateway = gateway.Name,
            Kind = kind,
            Outcome = outcome,
            State = isBelieved ? reading.State : PaymentState.Unknown,
            Finality = isBelieved ? reading.Finality : Finality.Unknown,
            Funds = isBelieved ? FundsOf(reading, gateway.Capabilities) : FundsState.Unknown,
            Reason = isBelieved ? reading.Reason : FailureReason.Unknown,
            // An id out of an answer that may be another transaction's must not stick to this one.
            GatewayId = query.GatewayId ?? query.ExpectedGatewayId ?? (isBelieved ? reading.GatewayId : null),
            MerchantId = query.MerchantId ?? query.ExpectedMerchantId ?? (isBelieved ? reading.MerchantId : null),
            Amount = reading.Amount.ToMoney(),
            RefundedAmount = isBelieved ? reading.RefundedAmount.ToMoney() : null,
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

    // Nothing here changes what is believed: it makes visible what the reader of the result would otherwise have to guess.
    private static void CheckCompleteness(
        GatewayCapabilities capabilities, TransactionQuery query, GatewayReading reading, TransactionKind kind, ref AnomalyList anomalies)
    {
        if (reading.RefundedAmount.IsUnreadable)
            anomalies.Add(StatusAnomalyKind.UnreadableAmount, "The refunded amount of the answer, or its currency, cannot be read.");
        if (query.ExpectedAmount is not null && capabilities.ReportsAmount && reading.Amount is { Value: null, IsUnreadable: false })
            anomalies.Add(StatusAnomalyKind.MissingAmount, "The query expects an amount and the answer names none, so that nothing was compared.");
        if (reading.State == PaymentState.Unknown) return;
        if (kind == TransactionKind.Unknown && StatusRules.VerdictOf(reading.State, kind) == PaymentVerdict.Unknown)
        {
            anomalies.Add(
                StatusAnomalyKind.MissingKind, "What the state means depends on the kind of transaction, which was not given; set Kind on the query.");
        }

        // Approved is what is left where the kind is missing: nothing more can be said of it.
        if (reading.Finality == Finality.Unknown && reading.State != PaymentState.Approved)
            anomalies.Add(StatusAnomalyKind.MissingFinality, "The adapter does not say whether the state may still change.");
    }

    private static FundsState FundsOf(GatewayReading reading, GatewayCapabilities capabilities)
    {
        var isLeftOut = reading.Funds == FundsState.Unknown && !capabilities.ReportsFunds && reading.State != PaymentState.Unknown;
        return isLeftOut ? FundsState.NotReported : reading.Funds;
    }

    // UUIDs are written in either case, whatever the gateway's other ids are like.
    private static bool AgreesOnGatewayId(string? expected, string? reported, GatewayCapabilities capabilities) =>
        Agrees(expected, reported, capabilities.GatewayIdComparison) || TransactionIdentity.IsSameGatewayId(expected!, reported!);

    private static bool Agrees(string? expected, string? reported, StringComparison comparison) =>
        expected is null || reported is null || expected.Equals(reported, comparison);
}

using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>Missing values of an answer or a query are visible in the result and do not change the belief.</summary>
public sealed class CompletenessTests
{
    private static readonly TransactionQuery Query = TransactionQuery.ByGatewayReference("G1") with { Kind = TransactionKind.Purchase };

    [Theory]
    [InlineData(true, true, StatusAnomalyKind.MissingAmount)]
    [InlineData(true, false, null)]
    [InlineData(false, true, null)]
    public async Task Missing_expected_amount_of_a_reporting_gateway_is_an_anomaly_and_keeps_the_verdict(
        bool reports, bool expects, StatusAnomalyKind? anomaly)
    {
        var query = expects ? Query with { ExpectedAmount = new Money(12.50m, "EUR") } : Query;

        var result = await QueryAsync(
            Reading(), query, new GatewayCapabilities { SupportsGatewayReference = true, ReportsAmount = reports });

        Assert.Equal(
            (PaymentVerdict.Success, expects ? AmountCheck.NotReported : AmountCheck.NotRequested), (result.Verdict, result.AmountCheck));
        Assert.Equal(anomaly, result.Anomalies.SingleOrDefault()?.Kind);
    }

    [Fact]
    public async Task Present_or_unreadable_amount_is_not_missing()
    {
        var query = Query with { ExpectedAmount = new Money(12.50m, "EUR") };
        var capabilities = new GatewayCapabilities { SupportsGatewayReference = true, ReportsAmount = true };

        var matched = await QueryAsync(Reading() with { Amount = new(12.50m, "EUR", false) }, query, capabilities);
        var unreadable = await QueryAsync(Reading() with { Amount = new(null, "EUR", true) }, query, capabilities);

        Assert.Empty(matched.Anomalies);
        Assert.Equal(LookupOutcome.Mismatch, unreadable.Outcome);
        Assert.Equal([StatusAnomalyKind.UnreadableAmount], unreadable.Anomalies.Select(found => found.Kind));
    }

    public static TheoryData<PaymentState> AllStates => [.. Enum.GetValues<PaymentState>()];

    [Theory]
    [MemberData(nameof(AllStates))]
    public async Task Missing_kind_is_reported_exactly_when_it_makes_the_verdict_Unknown(PaymentState state)
    {
        var reading = Reading() with { State = state };
        var without = await QueryAsync(reading, Query with { Kind = TransactionKind.Unknown });
        var with = await QueryAsync(reading, Query);

        var expected = state != PaymentState.Unknown && without.Verdict == PaymentVerdict.Unknown;
        Assert.Equal(expected, Has(without, StatusAnomalyKind.MissingKind));
        Assert.False(Has(with, StatusAnomalyKind.MissingKind));
    }

    [Fact]
    public async Task Default_kind_of_the_client_counts_as_specified()
    {
        var adapter = new KitAdapter
        {
            DefaultKind = TransactionKind.Purchase,
            Run = Answering(Reading() with { State = PaymentState.Declined }),
        };
        using var host = new KitHost(adapter);

        var result = await host.QueryAsync("G1");

        Assert.Equal(PaymentVerdict.Failure, result.Verdict);
        Assert.Empty(result.Anomalies);
    }

    [Theory]
    [MemberData(nameof(AllStates))]
    public async Task State_without_finality_is_an_anomaly_and_stays_Unknown(PaymentState state)
    {
        var result = await QueryAsync(Reading() with { State = state, Finality = Finality.Unknown }, Query);

        Assert.Equal(Finality.Unknown, result.Finality);
        Assert.Equal(state is not (PaymentState.Unknown or PaymentState.Approved), Has(result, StatusAnomalyKind.MissingFinality));
    }

    [Theory]
    [InlineData(false, FundsState.Unknown, PaymentState.Captured, FundsState.NotReported)]
    [InlineData(false, FundsState.Unknown, PaymentState.Unknown, FundsState.Unknown)]
    [InlineData(true, FundsState.Unknown, PaymentState.Captured, FundsState.Unknown)]
    [InlineData(false, FundsState.Received, PaymentState.Captured, FundsState.Received)]
    [InlineData(true, FundsState.Awaited, PaymentState.Captured, FundsState.Awaited)]
    public async Task Missing_funds_are_NotReported_where_the_gateway_never_reports_them(
        bool reports, FundsState read, PaymentState state, FundsState expected)
    {
        var capabilities = new GatewayCapabilities { SupportsGatewayReference = true, ReportsFunds = reports };

        var result = await QueryAsync(Reading() with { Funds = read, State = state }, Query, capabilities);

        Assert.Equal(expected, result.Funds);
    }

    [Fact]
    public async Task Answer_that_is_not_believed_has_neither_anomalies_of_completeness_nor_a_refunded_amount()
    {
        var reading = Reading() with
        {
            GatewayReference = "G2",
            State = PaymentState.Declined,
            Finality = Finality.Unknown,
            RefundedAmount = new(5m, "EUR", false),
        };

        var result = await QueryAsync(reading, TransactionQuery.ByGatewayReference("G1"));

        Assert.Equal((LookupOutcome.Mismatch, FundsState.Unknown), (result.Outcome, result.Funds));
        Assert.Empty(result.Anomalies);
        Assert.Null(result.RefundedAmount);
    }

    [Fact]
    public async Task Refunded_amount_is_the_reported_one_and_never_inferred()
    {
        var partly = Reading() with { State = PaymentState.PartiallyRefunded, Amount = new(35.88m, "EUR", false) };
        var expecting = Query with { ExpectedAmount = new Money(35.88m, "EUR") };

        var reported = await QueryAsync(partly with { RefundedAmount = ReportedAmount.Parse("5.00", "EUR") }, expecting);
        var unreported = await QueryAsync(partly, expecting);
        var withoutCurrency = await QueryAsync(partly with { RefundedAmount = new(5m, null, false) }, expecting);
        var unreadable = await QueryAsync(partly with { RefundedAmount = ReportedAmount.Parse("5,00", "EUR") }, expecting);

        Assert.Equal(
            (new Money(5m, "EUR"), new Money(35.88m, "EUR"), AmountCheck.Matched),
                (reported.RefundedAmount, reported.Amount, reported.AmountCheck));
        Assert.Equal(new Money(5m, "EUR"), StatusRules.Advance(null, reported)!.Latest.RefundedAmount);
        Assert.Equal((null, null, null), (unreported.RefundedAmount, withoutCurrency.RefundedAmount, unreadable.RefundedAmount));
        Assert.True(Has(unreadable, StatusAnomalyKind.UnreadableAmount));
        Assert.Equal((PaymentVerdict.Returned, LookupOutcome.Answered), (unreadable.Verdict, unreadable.Outcome));
    }

    private static bool Has(TransactionStatusResult result, StatusAnomalyKind kind) =>
        result.Anomalies.Any(anomaly => anomaly.Kind == kind);

    private static ParsedStatus Reading() => new()
    {
        Outcome = LookupOutcome.Answered,
        State = PaymentState.Captured,
        Finality = Finality.Final,
        GatewayReference = "G1",
    };

    private static Func<GatewayExchange, CancellationToken, Task> Answering(ParsedStatus reading) => (exchange, _) =>
    {
        exchange.Seal()[0].Complete(reading);
        return Task.CompletedTask;
    };

    private static async Task<TransactionStatusResult> QueryAsync(
        ParsedStatus reading, TransactionQuery query, GatewayCapabilities? capabilities = null)
    {
        var adapter = new KitAdapter
        {
            Capabilities = capabilities ?? new GatewayCapabilities { SupportsGatewayReference = true, ReportsAmount = true },
            Run = Answering(reading),
        };
        using var host = new KitHost(adapter);
        return await host.Client.GetStatusAsync(query, TestContext.Current.CancellationToken);
    }
}

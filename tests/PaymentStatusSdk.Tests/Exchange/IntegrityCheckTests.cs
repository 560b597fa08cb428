using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Exchange;

public sealed class IntegrityCheckTests
{
    private const string Uuid = "5b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0";
    private static readonly TransactionQuery ByGateway = TransactionQuery.ByGatewayReference("G1");
    private static readonly TransactionQuery ByMerchant = TransactionQuery.ByMerchantReference("M1");

    public static TheoryData<string, TransactionQuery, string?, string?, bool, LookupOutcome, PaymentState> Ids => new()
    {
        { "echoed", ByGateway, "G1", null, false, LookupOutcome.Answered, PaymentState.Captured },
        { "echoed with the other id", ByGateway, "G1", "M9", false, LookupOutcome.Answered, PaymentState.Captured },
        { "other", ByGateway, "G2", null, false, LookupOutcome.Mismatch, PaymentState.Unknown },
        { "other, accepted without", ByGateway, "G2", null, true, LookupOutcome.Mismatch, PaymentState.Unknown },
        { "other case", ByGateway, "g1", null, false, LookupOutcome.Mismatch, PaymentState.Unknown },
        { "UUID in another spelling", TransactionQuery.ByGatewayReference(Uuid), $"{{{Uuid.ToUpperInvariant()}}}", null, false,
            LookupOutcome.Answered, PaymentState.Captured },
        { "other UUID", TransactionQuery.ByGatewayReference(Uuid), "5b1c2d3e-4f50-6172-8394-a5b6c7d8e9f1", null, false,
            LookupOutcome.Mismatch, PaymentState.Unknown },
        { "missing", ByGateway, null, "M1", false, LookupOutcome.Answered, PaymentState.Unknown },
        { "missing, accepted", ByGateway, null, null, true, LookupOutcome.Answered, PaymentState.Captured },
        { "blank", ByGateway, " ", "M1", false, LookupOutcome.Answered, PaymentState.Unknown },
        { "blank, accepted", ByGateway, "", null, true, LookupOutcome.Answered, PaymentState.Captured },
        { "merchant's echoed", ByMerchant, null, "M1", false, LookupOutcome.Answered, PaymentState.Captured },
        { "merchant's echoed with the other id", ByMerchant, "G9", "M1", false, LookupOutcome.Answered, PaymentState.Captured },
        { "merchant's in other case", ByMerchant, null, "m1", false, LookupOutcome.Answered, PaymentState.Captured },
        { "merchant's other", ByMerchant, "G1", "M2", false, LookupOutcome.Mismatch, PaymentState.Unknown },
        { "merchant's missing", ByMerchant, "G1", null, false, LookupOutcome.Answered, PaymentState.Unknown },
        { "expected shown", ByGateway with { ExpectedMerchantReference = "M1" }, "G1", "m1", false, LookupOutcome.Answered,
            PaymentState.Captured },
        { "expected other", ByGateway with { ExpectedMerchantReference = "M1" }, "G1", "M2", false, LookupOutcome.Mismatch,
            PaymentState.Unknown },
        { "expected missing", ByGateway with { ExpectedMerchantReference = "M1" }, "G1", null, false, LookupOutcome.Answered,
            PaymentState.Captured },
        { "expected gateway's other", ByMerchant with { ExpectedGatewayReference = "G1" }, "G2", "M1", false, LookupOutcome.Mismatch,
            PaymentState.Unknown },
        { "expected for the queried reference, queried one missing", ByGateway with { ExpectedMerchantReference = "M1" }, null, "M1", false,
            LookupOutcome.Answered, PaymentState.Unknown },
    };

    public static TheoryData<string, ReportedAmount, LookupOutcome, AmountCheck> Amounts => new()
    {
        { "matched", new(12.50m, "EUR", false), LookupOutcome.Answered, AmountCheck.Matched },
        { "matched as a number", new(12.5m, "eur", false), LookupOutcome.Answered, AmountCheck.Matched },
        { "differs", new(12.51m, "EUR", false), LookupOutcome.Mismatch, AmountCheck.Unknown },
        { "currency differs", new(12.50m, "USD", false), LookupOutcome.Mismatch, AmountCheck.Unknown },
        { "unreadable", new(null, "EUR", true), LookupOutcome.Mismatch, AmountCheck.Unknown },
        { "not reported", default, LookupOutcome.Answered, AmountCheck.NotReported },
        { "without currency", new(12.50m, null, false), LookupOutcome.Answered, AmountCheck.NotReported },
        { "without currency, differs", new(1m, null, false), LookupOutcome.Mismatch, AmountCheck.Unknown },
        { "currency alone", new(null, "EUR", false), LookupOutcome.Answered, AmountCheck.NotReported },
        { "currency alone, differs", new(null, "USD", false), LookupOutcome.Mismatch, AmountCheck.Unknown },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task References_are_compared_according_to_the_table(
        string caseName, TransactionQuery query, string? gatewayReference, string? merchantReference, bool accept, LookupOutcome outcome,
        PaymentState state)
    {
        var reading = Reading() with
        {
            GatewayReference = gatewayReference,
            MerchantReference = merchantReference,
            Amount = new ReportedAmount(12.5m, "EUR", false),
        };

        var result = await QueryAsync(reading, query, accept);

        Assert.True((outcome, state) == (result.Outcome, result.State), $"{caseName}: {result}");
        var isMissing = outcome == LookupOutcome.Answered
            && string.IsNullOrWhiteSpace(query.GatewayReference is null ? merchantReference : gatewayReference);
        Assert.Equal(isMissing, result.Anomalies.Any(anomaly => anomaly.Kind == StatusAnomalyKind.MissingReference));
        // An answer about another transaction says nothing about the amount of this one.
        Assert.Equal(outcome == LookupOutcome.Mismatch ? AmountCheck.Unknown : AmountCheck.NotRequested, result.AmountCheck);
        Assert.Equal("WORD", result.Answer.State);
        var isBelieved = state != PaymentState.Unknown;
        Assert.Equal(
            isBelieved
                ? (Finality.Final, FundsState.Received, FailureReason.None)
                : (Finality.Unknown, FundsState.Unknown, FailureReason.Unknown),
            (result.Finality, result.Funds, result.Reason));
        // The amount of a mismatch is shown. That of an answer which names no transaction could become the amount of this one.
        Assert.Equal(isBelieved || outcome == LookupOutcome.Mismatch ? new Money(12.5m, "EUR") : null, result.Amount);
        // The caller's references are kept; only an answer that is believed adds those that the caller did not know.
        Assert.Equal(
            (query.GatewayReference ?? query.ExpectedGatewayReference ?? (isBelieved ? gatewayReference : null),
                query.MerchantReference ?? query.ExpectedMerchantReference ?? (isBelieved ? merchantReference : null)),
            (result.GatewayReference, result.MerchantReference));
    }

    [Theory]
    [InlineData(LookupOutcome.Answered, "G1")]
    [InlineData(LookupOutcome.Answered, "G2")]
    [InlineData(LookupOutcome.NotFound, null)]
    public async Task Anomalies_of_the_adapter_are_reported_with_every_outcome(LookupOutcome outcome, string? reference)
    {
        var anomaly = new StatusAnomaly(StatusAnomalyKind.RepairedMarkup, "The adapter repaired something.");

        var result = await QueryAsync(Reading() with { Outcome = outcome, GatewayReference = reference, Anomalies = [anomaly] }, ByGateway);

        Assert.Equal([anomaly], result.Anomalies);
    }

    [Fact]
    public async Task Result_has_the_times_of_the_query_and_of_the_answer()
    {
        var clock = new ManualTimeProvider();
        var start = clock.GetUtcNow();

        var result = await QueryAsync(
            Reading() with { GatewayReference = "G1" }, ByGateway, clock: clock, duration: TimeSpan.FromSeconds(3));

        Assert.Equal((start, start.AddSeconds(3)), (result.AskedAt, result.ObservedAt));
    }

    [Theory]
    [MemberData(nameof(Amounts))]
    public async Task Amounts_are_compared_according_to_the_table(
        string caseName, ReportedAmount amount, LookupOutcome outcome, AmountCheck check)
    {
        var reading = Reading() with { GatewayReference = "G1", Amount = amount };

        var result = await QueryAsync(reading, ByGateway with { ExpectedAmount = new Money(12.50m, "EUR") });

        Assert.True((outcome, check) == (result.Outcome, result.AmountCheck), $"{caseName}: {result} {result.AmountCheck}");
        Assert.Equal(outcome == LookupOutcome.Answered ? PaymentState.Captured : PaymentState.Unknown, result.State);
        Assert.Equal(amount.IsUnreadable, result.Anomalies.Any(anomaly => anomaly.Kind == StatusAnomalyKind.UnreadableAmount));
    }

    [Fact]
    public async Task Unexpected_amount_is_returned_and_not_compared()
    {
        var result = await QueryAsync(Reading() with { GatewayReference = "G1", Amount = new(1m, "EUR", false) }, ByGateway);

        Assert.Equal((AmountCheck.NotRequested, new Money(1m, "EUR")), (result.AmountCheck, result.Amount));
    }

    public static TheoryData<LookupOutcome> WithoutAnAnswer =>
        [LookupOutcome.NotFound, LookupOutcome.Ambiguous, LookupOutcome.Mismatch, LookupOutcome.Unknown];

    [Theory]
    [MemberData(nameof(WithoutAnAnswer))]
    public async Task Outcome_without_an_answer_has_no_state_even_if_the_adapter_sets_one(LookupOutcome outcome)
    {
        var result = await QueryAsync(Reading() with { Outcome = outcome, GatewayReference = "G1" }, ByGateway);

        Assert.Equal(
            (outcome, PaymentState.Unknown, Finality.Unknown, AmountCheck.Unknown),
            (result.Outcome, result.State, result.Finality, result.AmountCheck));
        Assert.Equal("G1", result.GatewayReference);
    }

    // That another transaction is missing, or not unique, says nothing about the queried one, which may be paid.
    [Theory]
    [MemberData(nameof(WithoutAnAnswer))]
    public async Task Outcome_for_another_transaction_is_a_mismatch(LookupOutcome outcome)
    {
        var reading = Reading() with { Outcome = outcome };
        var byGateway = ByGateway with { ExpectedMerchantReference = "M1" };
        var byMerchant = ByMerchant with { ExpectedGatewayReference = "G1" };

        TransactionStatusResult[] results =
        [
            await QueryAsync(reading with { GatewayReference = "G2" }, ByGateway),
            await QueryAsync(reading with { GatewayReference = "G2" }, ByGateway, accept: true),
            await QueryAsync(reading with { GatewayReference = "G1", MerchantReference = "M2" }, byGateway),
            await QueryAsync(reading with { MerchantReference = "M2" }, ByMerchant),
            await QueryAsync(reading with { GatewayReference = "G2", MerchantReference = "M1" }, byMerchant),
        ];

        Assert.All(results, result => Assert.Equal(
            (LookupOutcome.Mismatch, PaymentState.Unknown, Finality.Unknown, AmountCheck.Unknown),
            (result.Outcome, result.State, result.Finality, result.AmountCheck)));
        Assert.All(results[..3], result => Assert.Equal("G1", result.GatewayReference));
        Assert.All(results[3..], result => Assert.Equal("M1", result.MerchantReference));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", " ")]
    [InlineData("{5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0}", null)]
    [InlineData("5b1c2d3e4f5061728394a5b6c7d8e9f0", "m1")]
    public async Task Not_found_that_names_nothing_or_the_queried_transaction_in_any_spelling_is_not_found(
        string? gatewayReference, string? merchantReference)
    {
        var reading = new ParsedStatus
        {
            Outcome = LookupOutcome.NotFound,
            GatewayReference = gatewayReference,
            MerchantReference = merchantReference,
        };

        var byGateway = await QueryAsync(
            reading, TransactionQuery.ByGatewayReference(Uuid) with { ExpectedMerchantReference = "M1" });
        var byMerchant = await QueryAsync(reading, ByMerchant with { ExpectedGatewayReference = Uuid });

        Assert.Equal((LookupOutcome.NotFound, LookupOutcome.NotFound), (byGateway.Outcome, byMerchant.Outcome));
        Assert.Empty(byGateway.Anomalies);
        Assert.Equal((Uuid, "M1"), (byGateway.GatewayReference, byGateway.MerchantReference));
    }

    [Fact]
    public async Task Callers_of_one_query_are_each_checked_against_their_own_expectations()
    {
        var release = new TaskCompletionSource();
        var adapter = new KitAdapter
        {
            DefaultKind = TransactionKind.Purchase,
            Run = async (exchange, _) =>
            {
                await release.Task;
                exchange.Seal()[0].Complete(Reading() with { GatewayReference = "G1", Amount = new(12.50m, "EUR", false) });
            },
        };
        using var host = new KitHost(adapter);
        var token = TestContext.Current.CancellationToken;

        var right = host.Client.GetStatusAsync(
            ByGateway with { ExpectedAmount = new Money(12.50m, "EUR"), Kind = TransactionKind.Refund }, token);
        var wrong = host.Client.GetStatusAsync(ByGateway with { ExpectedAmount = new Money(99m, "EUR") }, token);
        release.SetResult();

        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.Captured, TransactionKind.Refund),
            ((await right).Outcome, (await right).State, (await right).Kind));
        Assert.Equal(
            (LookupOutcome.Mismatch, PaymentState.Unknown, TransactionKind.Purchase),
            ((await wrong).Outcome, (await wrong).State, (await wrong).Kind));
        Assert.Equal(1, adapter.Attempts);
        Assert.Single(host.Logs.Lines, line => line.EventId.Id == 1002);
    }

    private static ParsedStatus Reading() => new()
    {
        Outcome = LookupOutcome.Answered,
        State = PaymentState.Captured,
        Finality = Finality.Final,
        Funds = FundsState.Received,
        Reason = FailureReason.None,
        Answer = new GatewayAnswer { State = "WORD" },
    };

    private static async Task<TransactionStatusResult> QueryAsync(
        ParsedStatus reading, TransactionQuery query, bool accept = false, ManualTimeProvider? clock = null, TimeSpan duration = default)
    {
        var adapter = new KitAdapter();
        adapter.Run = (exchange, _) =>
        {
            var queries = exchange.Seal();
            clock?.Advance(duration);
            queries[0].Complete(reading);
            return Task.CompletedTask;
        };
        using var host = new KitHost(adapter, options => options.AcceptAnswerWithoutReference = accept, clock);
        return await host.Client.GetStatusAsync(query, TestContext.Current.CancellationToken);
    }
}

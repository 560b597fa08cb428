using PaymentStatusSdk.TestDoubles;
using static PaymentStatusSdk.Testing.Tests.Scripted.ScriptedQueries;

namespace PaymentStatusSdk.Testing.Tests.Scripted;

/// <summary>The result that the client makes of a scripted answer and the query.</summary>
public sealed class ScriptedResultTests
{
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Result_is_completed_from_the_query_and_the_clock()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock) { AnswerDelay = TimeSpan.FromSeconds(2) }
            .Answer("ORDER-1", PaymentState.Captured);
        var start = _clock.GetUtcNow();
        var query = TransactionQuery.ByMerchantReference("ORDER-1") with
        {
            Kind = TransactionKind.Purchase,
            ExpectedGatewayReference = "G1",
        };

        var pending = client.GetStatusAsync(query, Cancel);
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(2), Cancel);

        var expected = SampleResults.Paid with
        {
            Funds = FundsState.NotReported,
            AmountCheck = AmountCheck.NotRequested,
            AskedAt = start,
            ObservedAt = start.AddSeconds(2),
        };
        Assert.Equal(expected, await pending);
    }

    [Theory]
    [InlineData(PaymentState.Unknown, Finality.Unknown, FundsState.Unknown, FailureReason.Unknown)]
    [InlineData(PaymentState.Pending, Finality.Open, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.ActionRequired, Finality.Open, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Authorized, Finality.Open, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Approved, Finality.Open, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Captured, Finality.Final, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Credited, Finality.Final, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Declined, Finality.Final, FundsState.NotReported, FailureReason.Unspecified)]
    [InlineData(PaymentState.Failed, Finality.Provisional, FundsState.NotReported, FailureReason.Unspecified)]
    [InlineData(PaymentState.Canceled, Finality.Final, FundsState.NotReported, FailureReason.Unspecified)]
    [InlineData(PaymentState.Expired, Finality.Final, FundsState.NotReported, FailureReason.Unspecified)]
    [InlineData(PaymentState.Reversed, Finality.Final, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.RefundPending, Finality.Open, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.Refunded, Finality.Final, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.PartiallyRefunded, Finality.Final, FundsState.NotReported, FailureReason.None)]
    [InlineData(PaymentState.ChargedBack, Finality.Open, FundsState.NotReported, FailureReason.None)]
    public async Task Scripted_state_has_its_usual_finality(PaymentState state, Finality finality, FundsState funds, FailureReason reason)
    {
        var result = await SendAsync(new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", state), "ORDER-1");

        Assert.Equal((state, finality, funds, reason), (result.State, result.Finality, result.Funds, result.Reason));
    }

    [Fact]
    public async Task Every_state_has_a_default_finality()
    {
        foreach (var state in Enum.GetValues<PaymentState>().Where(state => state != PaymentState.Unknown))
        {
            var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", state);

            Assert.NotEqual((state, Finality.Unknown), (state, (await SendAsync(client, "ORDER-1")).Finality));
        }
    }

    [Fact]
    public async Task Explicit_result_keeps_its_values_except_the_client_name()
    {
        var queriedAt = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var scripted = new TransactionStatusResult
        {
            ClientName = "another",
            Kind = TransactionKind.Payout,
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Credited,
            Finality = Finality.Provisional,
            AskedAt = queriedAt,
        };
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("G1", scripted);

        var result = await client.GetStatusAsync(
            TransactionQuery.ByGatewayReference("G1") with { Kind = TransactionKind.Purchase }, Cancel);

        Assert.Equal(
            ("cards", TransactionKind.Payout, Finality.Provisional, "G1", queriedAt, _clock.GetUtcNow()),
            (result.ClientName, result.Kind, result.Finality, result.GatewayReference, result.AskedAt, result.ObservedAt));
    }

    [Theory]
    [InlineData(15.24, "CAD", LookupOutcome.Answered, AmountCheck.Matched)]
    [InlineData(15.25, "CAD", LookupOutcome.Mismatch, AmountCheck.Unknown)]
    [InlineData(15.24, "EUR", LookupOutcome.Mismatch, AmountCheck.Unknown)]
    public async Task Expected_amount_is_checked(decimal amount, string currency, LookupOutcome outcome, AmountCheck check)
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer(
            "ORDER-1", new Money(15.24m, "CAD"), PaymentState.Captured);
        var query = TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedAmount = new Money(amount, currency) };

        var result = await client.GetStatusAsync(query, Cancel);

        Assert.Equal((outcome, check), (result.Outcome, result.AmountCheck));
        Assert.Equal(outcome == LookupOutcome.Answered ? PaymentState.Captured : PaymentState.Unknown, result.State);
        Assert.Equal(outcome == LookupOutcome.Answered ? Finality.Final : Finality.Unknown, result.Finality);
    }

    [Fact]
    public async Task Expected_amount_without_a_reported_one_is_not_reported()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).Answer("ORDER-1", PaymentState.Captured);

        var result = await client.GetStatusAsync(
            TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedAmount = new Money(1m, "EUR") }, Cancel);

        Assert.Equal((LookupOutcome.Answered, AmountCheck.NotReported), (result.Outcome, result.AmountCheck));
    }

    [Fact]
    public async Task Reference_other_than_queried_or_expected_is_a_mismatch()
    {
        var scripted = new TransactionStatusResult
        {
            ClientName = "cards",
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Captured,
            GatewayReference = "G2",
            MerchantReference = "order-1",
        };
        var strict = new ScriptedTransactionStatusClient("cards", _clock).Answer(ScriptedTransactionStatusClient.AnyOther, scripted);
        var capabilities = strict.Capabilities with { MerchantReferenceComparison = StringComparison.OrdinalIgnoreCase };
        var lenient = new ScriptedTransactionStatusClient("cards", _clock) { Capabilities = capabilities }.Answer("ORDER-1", scripted);

        Assert.Equal(LookupOutcome.Mismatch, (await strict.GetStatusAsync(TransactionQuery.ByGatewayReference("G1"), Cancel)).Outcome);
        Assert.Equal(LookupOutcome.Mismatch, (await SendAsync(strict, "ORDER-1")).Outcome);
        Assert.Equal(LookupOutcome.Answered, (await SendAsync(lenient, "ORDER-1")).Outcome);
        var expecting = TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedGatewayReference = "G1" };
        Assert.Equal(LookupOutcome.Mismatch, (await lenient.GetStatusAsync(expecting, Cancel)).Outcome);
    }

    [Fact]
    public async Task Not_found_and_ambiguous_have_no_state()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).NotFound("ORDER-1").Ambiguous("ORDER-1");

        var notFound = await SendAsync(client, "ORDER-1");
        var ambiguous = await SendAsync(client, "ORDER-1");

        Assert.Equal(
            (LookupOutcome.NotFound, PaymentState.Unknown, "ORDER-1"), (notFound.Outcome, notFound.State, notFound.MerchantReference));
        Assert.Equal((LookupOutcome.Ambiguous, Finality.Unknown), (ambiguous.Outcome, ambiguous.Finality));
    }
}

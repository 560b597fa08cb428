using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Testing.Tests.Scripted;

/// <summary>The check of a scripted answer against the query, as a real client does it.</summary>
public sealed class ScriptedAnswerTests
{
    private static readonly DateTimeOffset AskedAt = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TransactionStatusResult Paid = SampleResults.Paid with
    {
        Amount = new Money(15.24m, "CAD"),
        AskedAt = AskedAt,
        ObservedAt = AskedAt.AddSeconds(2),
    };

    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complete_answer_is_returned_unchanged_when_nothing_else_is_expected()
    {
        var result = await SendAsync(Paid, TransactionQuery.ByGatewayReference("G1"));

        Assert.Equal(Paid with { AmountCheck = AmountCheck.NotRequested }, result);
    }

    [Fact]
    public async Task Everything_that_is_expected_matches()
    {
        var query = TransactionQuery.ByMerchantReference("ORDER-1") with
        {
            ExpectedGatewayReference = "G1",
            ExpectedAmount = new Money(15.24m, "CAD"),
        };

        Assert.Equal(Paid with { AmountCheck = AmountCheck.Matched }, await SendAsync(Paid, query));
    }

    public static TheoryData<string?, string?, string?, string?, decimal?> Mismatches => new()
    {
        { "G2", null, null, null, null },
        { null, "ORDER-2", null, null, null },
        { "G1", null, null, "ORDER-2", null },
        { null, "ORDER-1", "G2", null, null },
        { "g1", null, null, null, null },
        { null, "order-1", null, null, null },
        { "G1", null, null, null, 15.25m },
    };

    [Theory]
    [MemberData(nameof(Mismatches))]
    public async Task Mismatch_keeps_what_was_reported_and_concludes_nothing_from_it(
        string? gatewayReference, string? merchantReference, string? expectedGatewayReference, string? expectedMerchantReference,
        decimal? expectedAmount)
    {
        var query = TransactionQuery.ByGatewayReference("replaced") with
        {
            GatewayReference = gatewayReference,
            MerchantReference = merchantReference,
            ExpectedGatewayReference = expectedGatewayReference,
            ExpectedMerchantReference = expectedMerchantReference,
            ExpectedAmount = expectedAmount is { } amount ? new Money(amount, "CAD") : null,
        };

        var result = await SendAsync(Paid with { AmountCheck = AmountCheck.Matched }, query);

        var expected = Paid with
        {
            Outcome = LookupOutcome.Mismatch,
            State = PaymentState.Unknown,
            Finality = Finality.Unknown,
            Funds = FundsState.Unknown,
            Reason = FailureReason.Unknown,
            AmountCheck = AmountCheck.Unknown,
        };
        Assert.Equal(expected, result);
    }

    [Fact]
    public async Task Missing_references_are_filled_in_from_the_query()
    {
        var scripted = Paid with { GatewayReference = null, MerchantReference = null };

        var byGateway = await SendAsync(
            scripted, TransactionQuery.ByGatewayReference("G8") with { ExpectedMerchantReference = "ORDER-8" });
        var byMerchant = await SendAsync(
            scripted, TransactionQuery.ByMerchantReference("ORDER-9") with { ExpectedGatewayReference = "G9" });

        Assert.Equal(
            (LookupOutcome.Answered, "G8", "ORDER-8"), (byGateway.Outcome, byGateway.GatewayReference, byGateway.MerchantReference));
        Assert.Equal(
            (LookupOutcome.Answered, "G9", "ORDER-9"), (byMerchant.Outcome, byMerchant.GatewayReference, byMerchant.MerchantReference));
    }

    [Fact]
    public async Task References_are_compared_as_the_capabilities_say_and_reported_as_scripted()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock)
        {
            Capabilities = new GatewayCapabilities
            {
                SupportsGatewayReference = true,
                SupportsMerchantReference = true,
                GatewayReferenceComparison = StringComparison.OrdinalIgnoreCase,
            },
        }
            .Answer(ScriptedTransactionStatusClient.AnyOther, Paid);

        var gateway = await client.GetStatusAsync(TransactionQuery.ByGatewayReference("g1"), Cancel);
        var merchant = await client.GetStatusAsync(TransactionQuery.ByMerchantReference("order-1"), Cancel);

        Assert.Equal((LookupOutcome.Answered, "G1"), (gateway.Outcome, gateway.GatewayReference));
        Assert.Equal((LookupOutcome.Mismatch, "ORDER-1"), (merchant.Outcome, merchant.MerchantReference));
    }

    [Theory]
    [InlineData(LookupOutcome.Unknown)]
    [InlineData(LookupOutcome.NotFound)]
    [InlineData(LookupOutcome.Ambiguous)]
    [InlineData(LookupOutcome.Mismatch)]
    public async Task Result_without_an_answer_is_checked_for_its_references_only(LookupOutcome outcome)
    {
        var scripted = Paid with { Outcome = outcome };
        var queried = TransactionQuery.ByGatewayReference("G1") with { ExpectedAmount = new Money(1m, "EUR") };
        var other = TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedGatewayReference = "G2" };

        Assert.Equal(scripted, await SendAsync(scripted, queried));
        var result = await SendAsync(scripted, other);
        Assert.Equal((LookupOutcome.Mismatch, PaymentState.Unknown), (result.Outcome, result.State));
    }

    [Fact]
    public async Task Outcomes_without_an_answer_have_nothing_but_names_and_times()
    {
        var client = new ScriptedTransactionStatusClient("cards", _clock).NotFound("G1").Ambiguous("G1");
        var expected = new TransactionStatusResult
        {
            ClientName = "cards",
            Kind = TransactionKind.Refund,
            GatewayReference = "G1",
            AskedAt = _clock.GetUtcNow(),
            ObservedAt = _clock.GetUtcNow(),
        };

        var query = TransactionQuery.ByGatewayReference("G1") with { Kind = TransactionKind.Refund };

        Assert.Equal(expected with { Outcome = LookupOutcome.NotFound }, await client.GetStatusAsync(query, Cancel));
        Assert.Equal(expected with { Outcome = LookupOutcome.Ambiguous }, await client.GetStatusAsync(query, Cancel));
    }

    private Task<TransactionStatusResult> SendAsync(TransactionStatusResult scripted, TransactionQuery query) =>
        new ScriptedTransactionStatusClient("cards", _clock)
            .Answer(ScriptedTransactionStatusClient.AnyOther, scripted).GetStatusAsync(query, Cancel);
}

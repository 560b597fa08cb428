using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>
/// A POST with a genuine token that cannot be used ends the exchange immediately and releases its lock. The clock does not move: a wait of
/// any length would last forever.
/// </summary>
public sealed class DesjardinsUnusablePostTests
{
    // The merchant id of the wire files.
    private const string MerchantId = "123456";

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(DesjardinsUnderstandingTests.OpaqueFiles), MemberType = typeof(DesjardinsUnderstandingTests))]
    public async Task Post_that_is_not_understood_fails_the_query_immediately(string file) =>
        await AssertFailsAsync(SimulatedFault.Body(WireFile.Read(file)), "none of its content was understood", MerchantId);

    [Theory(Timeout = 60_000)]
    [InlineData("<html>page</html>", "neither 'request' nor 'response'")]
    [InlineData("<request><merchant id=\"100001\"><transaction id=\"T1\" approved=\"yes\"/></merchant>", "not well-formed")]
    [InlineData("<!DOCTYPE request><request/>", "rejected")]
    [InlineData("", "rejected")]
    [InlineData("<request><merchant><transaction id=\"T1\" approved=\"yes\"/></merchant></request>", "it names no merchant")]
    [InlineData("<request><merchant id=\"100002\"><transaction id=\"T1\" approved=\"yes\"/></merchant></request>", "Check MerchantId")]
    [InlineData("<request><Merchant id=\"100001\"><transaction id=\"T1\" approved=\"yes\"/></Merchant></request>", "Merchant (1)")]
    public async Task Rejected_post_fails_the_query_with_the_reason(string body, string reason) =>
        await AssertFailsAsync(SimulatedFault.Body(body), reason);

    [Theory(Timeout = 60_000)]
    [InlineData("<transaction id=\"{session}\" type=\"status\"><trx id=\"T1\" approved=\"yes\"/></transaction>")]
    [InlineData("<transaction id=\"GATEWAY1\" type=\"status\"><trx id=\"T1\" approved=\"yes\"/></transaction>")]
    [InlineData("<transaction id=\"T1\" status=\"approved\"/>")]
    [InlineData("<transaction id=\"T1\"/><result id=\"T1\">approved</result>")]
    [InlineData("<transaction id=\"OTHER\" approved=\"yes\"/><trx id=\"T1\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"OTHER\" approved=\"yes\"/>")]
    [InlineData("<transactions/><transaction id=\"t1\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"OTHER\"><card_holder_name><transaction id=\"T1\" approved=\"yes\"/></card_holder_name></transaction>")]
    [InlineData("<transaction id=\"OTHER\"><urls><transaction id=\"T1\" approved=\"yes\"/></urls></transaction>")]
    public async Task Result_in_an_unknown_form_beside_known_transactions_fails_the_query(string inner)
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedFault.Body(Account.Document(inner)));

        var failure = await host.FailAsync("T1");

        Assert.Equal((TransactionStatusErrorKind.InvalidResponse, true), (failure.Kind, failure.IsTransient));
        Assert.Contains("not fully understood", failure.Message, StringComparison.Ordinal);
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("<trx id=\"T2\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"t2\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"OTHER\"><urls><transaction id=\"T2\" approved=\"yes\"/></urls></transaction>")]
    [InlineData("<transaction approved=\"yes\"><id>T2</id></transaction>")]
    [InlineData("<transaction id=\"T2\" status=\"approved\"/>")]
    [InlineData("T2: approved")]
    public async Task Target_missing_beside_unknown_content_is_not_reported_as_not_found(string unknown)
    {
        await using var host = await DesjardinsHost.StartAsync(change: options => options.MissingTransactionsGrace = TimeSpan.Zero);
        host.Gateway.CallbackFaults.Next(SimulatedFault.Body(Account.Document(Account.Transaction("T1") + unknown)));

        var pending = await DesjardinsCoalescingTests.EnqueueAsync(host, "T1", "T2");

        Assert.Equal(PaymentState.Captured, (await pending[0]).State);
        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => pending[1]);
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(DesjardinsRepairTests.Files), MemberType = typeof(DesjardinsRepairTests))]
    public async Task Post_with_a_damaged_text_is_acknowledged_and_answers(string file, bool isFlagged)
    {
        await using var host = await DesjardinsHost.StartAsync(
            options => options.MerchantId = MerchantId, options => options.MerchantId = MerchantId);
        host.Gateway.CallbackFaults.Next(SimulatedFault.Body(WireFile.Read(file)));

        var result = await host.QueryAsync("T1");

        await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);
        Assert.Equal((PaymentState.Captured, "12545"), (result.State, result.Answer.Fields["amount"]));
        Assert.Equal(isFlagged ? [StatusAnomalyKind.RepairedMarkup] : [], result.Anomalies.Select(anomaly => anomaly.Kind));
        Assert.Equal(200, Assert.Single(host.Gateway.Deliveries).StatusCode);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("")]
    [InlineData("<transactions/>")]
    public async Task Target_missing_in_an_understood_answer_is_not_found(string inner)
    {
        await using var host = await DesjardinsHost.StartAsync(change: options => options.MissingTransactionsGrace = TimeSpan.Zero);
        host.Gateway.CallbackFaults.Next(SimulatedFault.Body(Account.Document(inner)));

        Assert.Equal(LookupOutcome.NotFound, (await host.QueryAsync("T1")).Outcome);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(
        "<response><error><code>X1</code></error><merchant id=\"100001\"><transaction id=\"T1\" approved=\"{0}\"/></merchant></response>",
        "yes")]
    [InlineData(
        "<response><error><code>X1</code></error><merchant id=\"100001\"><transaction id=\"T1\" approved=\"{0}\"/></merchant></response>",
        "no")]
    [InlineData("<response><merchant id=\"100001\"><transaction id=\"T1\" approved=\"{0}\"/></merchant><error/></response>", "yes")]
    public async Task Answer_beside_an_error_of_the_request_is_contradictory(string document, string approved)
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Body(document.Replace("{0}", approved, StringComparison.Ordinal)));

        var result = await host.QueryAsync("T1");

        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown), (result.Outcome, result.State));
        Assert.Equal([StatusAnomalyKind.ContradictoryFields], result.Anomalies.Select(anomaly => anomaly.Kind));
    }

    [Fact(Timeout = 60_000)]
    public async Task Merchant_id_with_leading_zeros_is_accepted()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Body(Account.Document(Account.Transaction("T1"), merchantId: "00100001")));

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Valid_post_delivered_together_with_a_rejected_one_is_used()
    {
        await using var host = await DesjardinsHost.StartAsync(services: PairingRouter.Register);
        host.Gateway.CallbackFaults.Next(SimulatedFault.Body("<request>"));
        var pending = host.QueryAsync("T1");
        await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);
        Assert.False(pending.IsCompleted);

        await host.PostAgainAsync(Account.Document(Account.Transaction("T1")));

        Assert.Equal(PaymentState.Captured, (await pending).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Rejected_post_after_a_valid_one_changes_nothing()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1");

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
        Assert.Equal(400, await host.PostAgainAsync("<request>"u8.ToArray()));

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Valid_post_after_a_rejected_one_is_acknowledged_and_ignored()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Body("<request>"));
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await host.FailAsync("T1")).Kind);

        Assert.Equal(200, await host.PostAgainAsync(Account.Document(Account.Transaction("T1"))));
    }

    [Fact(Timeout = 60_000)]
    public async Task Rejection_by_another_instance_reaches_the_exchange_through_the_shared_router()
    {
        await using var shared = new ServiceCollection().AddPaymentStatus(_ => { }).BuildServiceProvider();
        var router = shared.GetRequiredService<ICallbackRouter>();
        await using var host = await DesjardinsHost.StartAsync(services: services => services.AddSingleton(router));
        host.Approve("T1");
        host.ReceiveElsewhere();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Body("<request>"));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await host.FailAsync("T1")).Kind);

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Failure_names_elements_and_quotes_nothing()
    {
        await using var host = await DesjardinsHost.StartAsync();
        var body = $"<request><merchant id=\"{Account.MerchantId}\"><holder name=\"canary\">canary</holder><k{Account.MerchantKey}/>"
            + "</merchant></request>";
        host.Gateway.CallbackFaults.Next(SimulatedFault.Body(body));

        var failure = await host.FailAsync("T1");

        Assert.Contains("holder (1)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Account.MerchantKey, failure.ToString(), StringComparison.Ordinal);
    }

    private static async Task AssertFailsAsync(SimulatedFault fault, string reason, string merchantId = Account.MerchantId)
    {
        await using var host = await DesjardinsHost.StartAsync(
            options => options.MerchantId = merchantId, options => options.MerchantId = merchantId);
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(fault);

        var failure = await host.FailAsync("T1");

        Assert.Equal((TransactionStatusErrorKind.InvalidResponse, true), (failure.Kind, failure.IsTransient));
        Assert.Contains("arrived and was rejected", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);
        Assert.Equal(400, Assert.Single(host.Gateway.Deliveries).StatusCode);
        // The lock is free: the next query does not wait.
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
        Assert.Equal((2, 0), (host.Gateway.Exchanges, host.Gateway.OverlapsSeen));
    }
}

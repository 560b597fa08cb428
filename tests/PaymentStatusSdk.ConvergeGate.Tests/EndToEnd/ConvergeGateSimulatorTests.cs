using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.ConvergeGate.Tests.EndToEnd;

/// <summary>Through registration and real HTTP, against a gateway that verifies credentials and checksum by its own code.</summary>
public sealed class ConvergeGateSimulatorTests
{
    [Theory]
    [InlineData("RawXml", true)]
    [InlineData("RawXml", false)]
    [InlineData("FormField", true)]
    [InlineData("FormField", false)]
    public async Task Transaction_is_found_by_either_reference_over_either_carrier(string carrier, bool byGatewayReference)
    {
        await using var host = await ConvergeGateHost.StartAsync(settings: ("Carrier", carrier));

        var query = byGatewayReference ? ConvergeGateHost.ByGatewayReference : ConvergeGateHost.ByMerchantReference;
        var result = await host.QueryAsync(query with
        {
            ExpectedAmount = new Money(125.45m, "EUR"),
        });

        Assert.Equal((LookupOutcome.Answered, PaymentState.Captured, Finality.Final), (result.Outcome, result.State, result.Finality));
        Assert.Equal((Answers.GatewayReference, Answers.MerchantReference), (result.GatewayReference, result.MerchantReference));
        Assert.Equal((AmountCheck.Matched, TransactionKind.Purchase, "cards"), (result.AmountCheck, result.Kind, result.ClientName));
        Assert.Empty(result.Anomalies);
        var request = Assert.Single(host.Gateway.Received);
        Assert.Equal(carrier == "RawXml" ? RequestCarrier.Raw : RequestCarrier.Form, request.Carrier);
        Assert.Equal(carrier == "RawXml" ? "application/xml; charset=utf-8" : "application/x-www-form-urlencoded", request.ContentType);
        Assert.Contains("notify", request.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("YES", request.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RawXml")]
    [InlineData("FormField")]
    public async Task Reference_that_needs_escaping_arrives_unchanged(string carrier)
    {
        await using var host = await ConvergeGateHost.StartAsync(settings: ("Carrier", carrier));
        const string Id = "A&B<1> \"x\" 'y' +%2B \u00e4\u20ac\ud83d\ude00";
        host.Gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-2", MerchantTransId = Id, State = "PENDING" });

        var result = await host.QueryAsync(TransactionQuery.ByMerchantReference(Id));

        Assert.Equal((LookupOutcome.Answered, PaymentState.Pending, Id), (result.Outcome, result.State, result.MerchantReference));
    }

    [Theory]
    [InlineData("ApiUser")]
    [InlineData("ApiPassword")]
    [InlineData("ApiKey")]
    public async Task Wrong_credentials_are_rejected_and_not_repeated(string key)
    {
        await using var host = await ConvergeGateHost.StartAsync(null, null, ("MaxRetries", "2"), (key, "wrong"));

        var exception = await host.FailAsync(ConvergeGateHost.ByGatewayReference);

        Assert.Equal((TransactionStatusErrorKind.Rejected, "998", "cards"), (exception.Kind, exception.GatewayCode, exception.ClientName));
        Assert.Single(host.Gateway.Received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unknown_transaction_is_not_found(bool omitsNode)
    {
        await using var host = await ConvergeGateHost.StartAsync(new ConvergeGateSimulatorOptions { OmitNodeWhenNotFound = omitsNode });

        var result = await host.QueryAsync(TransactionQuery.ByMerchantReference("ORDER-9999"));

        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown, Finality.Unknown), (result.Outcome, result.State, result.Finality));
    }

    [Fact]
    public async Task New_key_is_used_by_the_next_query_and_an_invalid_one_is_rejected()
    {
        await using var host = await ConvergeGateHost.StartAsync(settings: ("ApiKey", "the-old-key"));
        Assert.Equal(TransactionStatusErrorKind.Rejected, (await host.FailAsync(ConvergeGateHost.ByGatewayReference)).Kind);

        host.Change("ApiKey", host.Gateway.ApiKey);
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync(ConvergeGateHost.ByGatewayReference)).State);

        host.Change("ApiKey", "");
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync(ConvergeGateHost.ByGatewayReference)).State);
    }

    [Fact]
    public async Task New_carrier_is_used_by_the_next_query()
    {
        await using var host = await ConvergeGateHost.StartAsync();
        await host.QueryAsync(ConvergeGateHost.ByGatewayReference);

        host.Change("Carrier", "FormField");
        await host.QueryAsync(ConvergeGateHost.ByGatewayReference);

        Assert.Equal([RequestCarrier.Raw, RequestCarrier.Form], host.Gateway.Received.Select(request => request.Carrier));
    }

    // The limit only ends a wait for a notification that never comes.
    [Theory(Timeout = 60_000)]
    [InlineData("RawXml")]
    [InlineData("FormField")]
    public async Task Resend_triggers_an_850_and_answers_with_the_status(string carrier)
    {
        await using var merchant = await NotificationListener.StartAsync();
        await using var host = await ConvergeGateHost.StartAsync(
            new ConvergeGateSimulatorOptions { NotificationUrl = merchant.Url, NotificationCarrier = RequestCarrier.Raw }, null,
            ("Carrier", carrier));

        var result = await host.Commands.ResendNotificationAsync(
            ConvergeGateHost.ByMerchantReference, TestContext.Current.CancellationToken);
        var notification = await merchant.NextAsync();

        Assert.Equal((LookupOutcome.Answered, PaymentState.Captured), (result.Outcome, result.State));
        Assert.Contains("<apiCmd>850</apiCmd>", notification, StringComparison.Ordinal);
        Assert.Contains(Answers.MerchantReference, notification, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resend_validates_its_query_like_a_status_query()
    {
        await using var host = await ConvergeGateHost.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            () => host.Commands.ResendNotificationAsync(
                TransactionQuery.ByMerchantReference(new string('x', 51)), TestContext.Current.CancellationToken));

        Assert.Empty(host.Gateway.Received);
    }

    [Fact(Timeout = 60_000)]
    public async Task Slow_gateway_is_a_timeout()
    {
        var clock = new ManualTimeProvider();
        await using var host = await ConvergeGateHost.StartAsync(null, clock);
        var hold = new FaultHold();
        host.Gateway.Faults.Next(SimulatedFault.Hold(hold));

        var pending = host.FailAsync(ConvergeGateHost.ByGatewayReference);
        await host.Gateway.WaitForRequestsAsync(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(ConvergeGateDefaults.AttemptTimeout, TestContext.Current.CancellationToken);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await pending).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Failed_attempt_is_repeated_and_the_second_answer_is_returned()
    {
        var clock = new ManualTimeProvider();
        await using var host = await ConvergeGateHost.StartAsync(
            null, clock, ("MaxRetries", "1"), ("RetryDelay", "00:00:00"), ("MinRetryDelay", "00:00:03"));
        host.Gateway.Faults.Next(SimulatedFault.TruncatedBody);

        var pending = host.QueryAsync(ConvergeGateHost.ByGatewayReference);
        await clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);

        Assert.Equal(PaymentState.Captured, (await pending).State);
        Assert.Equal(2, host.Gateway.ReceivedCount);
        Assert.Equal(host.Gateway.Received[0].Text, host.Gateway.Received[1].Text);
    }
}

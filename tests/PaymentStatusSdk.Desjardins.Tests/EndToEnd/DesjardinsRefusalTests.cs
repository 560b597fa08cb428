using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>PROTOCOL.md, errors.</summary>
public sealed class DesjardinsRefusalTests
{
    [Fact(Timeout = 60_000)]
    public async Task Rejected_batch_is_halved_until_the_invalid_target_is_alone()
    {
        await using var host = await DesjardinsHost.StartAsync(
            options => options.UnknownTransaction = DipsUnknownTransaction.RefuseRequest);
        string[] ids = [.. Enumerable.Range(1, 9).Select(number => $"T{number}")];
        host.Approve(ids);

        var pending = await DesjardinsCoalescingTests.EnqueueAsync(host, [.. ids[..4], "bad", .. ids[4..]]);
        var refused = await Assert.ThrowsAsync<TransactionStatusException>(() => pending[4]);
        var results = await Task.WhenAll([.. pending[..4], .. pending[5..]]);

        Assert.Equal((TransactionStatusErrorKind.Rejected, "WX03", false), (refused.Kind, refused.GatewayCode, refused.IsTransient));
        Assert.All(results, result => Assert.Equal(PaymentState.Captured, result.State));
        Assert.Equal(0, host.Gateway.OverlapsSeen);
        Assert.InRange(host.Gateway.Refusals.Count, 3, 5);
    }

    [Fact(Timeout = 60_000)]
    public async Task Wrong_key_is_rejected_immediately_for_all()
    {
        await using var host = await DesjardinsHost.StartAsync(change: options => options.MerchantKey = "wrong-key");

        var pending = await DesjardinsCoalescingTests.EnqueueAsync(host, "T1", "T2");

        foreach (var task in pending)
        {
            var exception = await Assert.ThrowsAsync<TransactionStatusException>(() => task);
            Assert.Equal((TransactionStatusErrorKind.Rejected, "WX03"), (exception.Kind, exception.GatewayCode));
            Assert.DoesNotContain("wrong-key", exception.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(1, host.Gateway.ReceivedCount);
    }

    [Fact(Timeout = 60_000)]
    public async Task Used_id_at_login_is_replaced_once()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.LoginFaults.Next(SimulatedDipsFault.ErrorDocument("WE15"));

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
        Assert.Equal(3, host.Gateway.ReceivedCount);

        host.Gateway.LoginFaults.Next(SimulatedDipsFault.ErrorDocument("WE15"), SimulatedDipsFault.ErrorDocument("WE15"));
        var exception = await host.FailAsync("T1");
        Assert.Equal((TransactionStatusErrorKind.Rejected, "WE15"), (exception.Kind, exception.GatewayCode));
        Assert.Equal(5, host.Gateway.ReceivedCount);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("UTF-8", "Refus\u00e9")]
    [InlineData("windows-1252", "Refus\u00e9 \u0096 voir banque")]
    [InlineData("latin1", "Refus\u00e9")]
    [InlineData("ANSI_X3.4-1968", "Refus\u00e9")]
    [InlineData("ISO-8859-15", "A & B, APPROUV&Eacute;E, &#x1F;")]
    [InlineData("ISO-8859-15", "<?note x?>a")]
    [InlineData("ISO-8859-15\" standalone=\"yes", "a")]
    public async Task Rejected_login_is_read_with_a_message_in_any_encoding(string declared, string message)
    {
        await using var host = await DesjardinsHost.StartAsync();
        var document = $"<?xml version=\"1.0\" encoding=\"{declared}\"?>"
            + $"<response><error><code>WZ77</code><message>{message}</message></error></response>";
        host.Gateway.LoginFaults.Next(SimulatedFault.Body(System.Text.Encoding.Latin1.GetBytes(document)));

        var exception = await host.FailAsync("T1");

        Assert.Equal((TransactionStatusErrorKind.Rejected, "WZ77"), (exception.Kind, exception.GatewayCode));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("WE15", 2)]
    [InlineData("WZ77", 1)]
    [InlineData("WX03", 1)]
    public async Task Rejected_request_for_one_target_fails_with_its_code(string code, int requests)
    {
        await using var host = await DesjardinsHost.StartAsync(options => (options.Step3Reply, options.ErrorCode, options.ErrorStatus) =
            (DipsStep3Reply.Error, code, 500));

        var exception = await host.FailAsync("T1");

        Assert.Equal((TransactionStatusErrorKind.Rejected, code), (exception.Kind, exception.GatewayCode));
        Assert.Equal(requests * 2, host.Gateway.ReceivedCount);
    }

    [Fact(Timeout = 60_000)]
    public async Task Unknown_code_rejects_the_whole_batch_without_halving()
    {
        await using var host = await DesjardinsHost.StartAsync(options => (options.Step3Reply, options.ErrorCode) =
            (DipsStep3Reply.Error, "WZ77"));

        var pending = await DesjardinsCoalescingTests.EnqueueAsync(host, "T1", "T2", "T3");

        foreach (var task in pending) Assert.Equal("WZ77", (await Assert.ThrowsAsync<TransactionStatusException>(() => task)).GatewayCode);
        Assert.Equal(2, host.Gateway.ReceivedCount);
    }

    [Fact(Timeout = 60_000)]
    public async Task Error_beside_one_target_applies_only_to_it()
    {
        await using var host = await DesjardinsHost.StartAsync(
            options => options.UnknownTransaction = DipsUnknownTransaction.TransactionError);
        host.Approve("T1");

        var results = await Task.WhenAll(await DesjardinsCoalescingTests.EnqueueAsync(host, "T1", "unknown"));

        Assert.Equal(PaymentState.Captured, results[0].State);
        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.Unknown, "WX99"), (results[1].Outcome, results[1].State, results[1].Answer.Code));
    }

    [Fact(Timeout = 60_000)]
    public async Task Server_that_rejects_below_the_protocol_is_not_awaited()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedDipsFault.NoCallback);
        host.Gateway.StatusFaults.Next(SimulatedFault.Status(403));

        Assert.Equal(TransactionStatusErrorKind.Authentication, (await host.FailAsync("T1")).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_is_repeated_once_the_request_is_written()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedDipsFault.NoCallback);
        host.Gateway.StatusFaults.Next(SimulatedFault.TooManyRequests(TimeSpan.Zero));

        Assert.Equal(TransactionStatusErrorKind.RateLimited, (await host.FailAsync("T1")).Kind);
        Assert.Equal((2, 1), (host.Gateway.ReceivedCount, host.Gateway.Exchanges));
    }
}

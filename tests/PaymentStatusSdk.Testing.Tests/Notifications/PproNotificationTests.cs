using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Notifications;

public sealed class PproNotificationTests : IAsyncLifetime
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2024, 1, 31, 12, 34, 56, TimeSpan.Zero));
    private NotificationReceiver _merchant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _merchant = await NotificationReceiver.StartAsync(Ct);
        _merchant.Reply = "RECEIVED OK";
    }

    public ValueTask DisposeAsync() => _merchant.DisposeAsync();

    [Fact]
    public async Task Success_is_notified_with_the_documented_hash()
    {
        await using var gateway = await StartAsync();

        gateway.Move("123887123", "SUCCEEDED");
        var (contentType, body) = await _merchant.NextAsync(Ct);

        Assert.Equal("application/x-www-form-urlencoded", contentType);
        Assert.Equal(
            "txid=123887123&finaltimestamp=2024%2D01%2D31T12%3A34%3A56Z"
            + "&sha256hash=0e249b20d7fcdc2bc83cd65e4feada376e51448ddb3b194161b7a2db527d71aa",
            body);
    }

    [Fact]
    public async Task Notification_is_repeated_every_quarter_of_an_hour_at_most_192_times()
    {
        _merchant.Reply = "something else";
        await using var gateway = await StartAsync();

        gateway.Move("123887123", "FAILED", failReason: "TIMEOUT");
        await _merchant.NextAsync(Ct);
        for (var i = 0; i < 192; i++)
        {
            await _clock.AdvanceWhenScheduledAsync(Quarter, Ct);
            await _merchant.NextAsync(Ct);
        }

        await WaitForDeliveryAsync(gateway, 193);
        Assert.Equal(_clock.GetUtcNow(), gateway.Deliveries[^1].SentAt);
        Assert.Equal(193, gateway.Deliveries[^1].Attempt);
        Assert.DoesNotContain(gateway.Deliveries, d => d.Accepted);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task Late_success_is_a_second_notification_with_its_own_time()
    {
        await using var gateway = await StartAsync();

        gateway.Move("123887123", "FAILED");
        var (_, failed) = await _merchant.NextAsync(Ct);
        // The merchant receives it shortly before the simulator has read the answer, for which it does not wait an hour.
        await WaitForDeliveryAsync(gateway);
        _clock.Advance(TimeSpan.FromHours(1));
        gateway.Move("123887123", "SUCCEEDED");
        var (_, succeeded) = await _merchant.NextAsync(Ct);

        Assert.Contains("T12%3A34%3A56Z", failed, StringComparison.Ordinal);
        Assert.Contains("T13%3A34%3A56Z", succeeded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Funds_and_unknown_values_are_not_notified()
    {
        await using var gateway = await StartAsync();

        gateway.MoveFunds("123887123", "WAITING");
        gateway.Move("123887123", "NEWS", force: true);
        gateway.Put(new SimulatedPproTransaction { TxId = "2", Status = "PENDING" });
        gateway.Move("2", "SUCCEEDED");

        Assert.StartsWith("txid=2&", (await _merchant.NextAsync(Ct)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defects_are_as_configured()
    {
        await using var gateway = await StartAsync(
            o => o.NotificationDefects = PproNotificationDefects.Duplicate | PproNotificationDefects.BadHash);

        gateway.Notify("123887123");
        var first = await _merchant.NextAsync(Ct);

        Assert.Equal(first, await _merchant.NextAsync(Ct));
        Assert.EndsWith("&sha256hash=" + new string('0', 64), first.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RECEIVED OK", 200, true, "RECEIVED OK", true)]
    [InlineData("<p>RECEIVED OK</p>", 200, true, "RECEIVED OK", true)]
    [InlineData("OK", 200, true, "RECEIVED OK", false)]
    [InlineData("RECEIVED OK", 202, true, "RECEIVED OK", false)]
    [InlineData("RECEIVED OK", 202, false, "RECEIVED OK", true)]
    [InlineData("", 200, true, null, true)]
    [InlineData("", 500, false, null, false)]
    public async Task Acknowledgement_rule_is_configurable(string reply, int status, bool requireStatus, string? phrase, bool accepted)
    {
        (_merchant.Reply, _merchant.Status) = (reply, status);
        await using var gateway = await StartAsync(o => (o.RequireStatus200, o.RequirePhrase) = (requireStatus, phrase));

        gateway.Notify("123887123");
        await _merchant.NextAsync(Ct);
        await WaitForDeliveryAsync(gateway);

        Assert.Equal(accepted, gateway.Deliveries[0].Accepted);
    }

    [Fact]
    public async Task Phrase_after_4096_bytes_does_not_count()
    {
        _merchant.Reply = new string('x', 4096) + "RECEIVED OK";
        await using var gateway = await StartAsync();

        gateway.Notify("123887123");
        await WaitForDeliveryAsync(gateway);

        Assert.False(gateway.Deliveries[0].Accepted);
    }

    private static async Task WaitForDeliveryAsync(PproSimulator gateway, int number = 1)
    {
        while (gateway.Deliveries.Count < number)
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<PproSimulator> StartAsync(Action<PproSimulatorOptions>? configure = null)
    {
        var options = new PproSimulatorOptions { TimeProvider = _clock, NotificationUrl = _merchant.Url };
        configure?.Invoke(options);
        var gateway = await PproSimulator.StartAsync(options, Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "123887123", Status = "PENDING" });
        return gateway;
    }
}

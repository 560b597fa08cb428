using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Hosting;

/// <summary>The durations that a simulator waits. A timer rejects more than about 49.7 days, and only when the wait begins.</summary>
public sealed class WaitRangeTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private static readonly TimeSpan TooLong = Longest + Tick;

    private readonly HttpClient _http = new();
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Start_reports_all_durations_out_of_range_in_one_message()
    {
        var options = new DesjardinsSimulatorOptions
        {
            NotificationTimeout = TooLong,
            Redelivery = [Longest, TooLong, -Tick],
            LoginDelay = TooLong,
            StatusDelay = TimeSpan.MaxValue,
            CallbackDelay = -Tick,
            LostCallbackOpenTime = -Tick,
            YoungAge = -Tick,
        };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => DesjardinsSimulator.StartAsync(options, Ct));

        string[] errors =
        [
            "NotificationTimeout must be more than zero and at most 30 days; it is 30.00:00:00.0000001.",
            "Redelivery[1] must be zero to 30 days; it is 30.00:00:00.0000001.",
            "LoginDelay must be zero to 30 days; it is 30.00:00:00.0000001.",
            "StatusDelay must be zero to 30 days; it is 10675199.02:48:05.4775807.",
            "CallbackDelay must be zero to 30 days; it is -00:00:00.0000001.",
            "LostCallbackOpenTime must be zero or more.",
            "YoungAge must be zero or more.",
        ];
        var message = string.Join(' ', errors.Select(error => $"The simulator option {error}"));
        Assert.Equal($"{message} (Parameter 'NotificationTimeout')", exception.Message);
    }

    [Fact]
    public async Task Start_refuses_each_duration_above_the_limit()
    {
        await AssertRefusedAsync(() => PproSimulator.StartAsync(new() { LockAfterMove = TooLong }, Ct), "LockAfterMove");
        await AssertRefusedAsync(() => PproSimulator.StartAsync(new() { Redelivery = [TooLong] }, Ct), "Redelivery");
        await AssertRefusedAsync(() => PproSimulator.StartAsync(new() { Redelivery = [-Tick] }, Ct), "Redelivery");
        await AssertRefusedAsync(() => PproSimulator.StartAsync(new() { Redelivery = null! }, Ct), "Redelivery");
        await AssertRefusedAsync(() => PproSimulator.StartAsync(new() { NotificationTimeout = TooLong }, Ct), "NotificationTimeout");
        await AssertRefusedAsync(() => ConvergeGateSimulator.StartAsync(new() { Redelivery = [Tick, TooLong] }, Ct), "Redelivery");
        await AssertRefusedAsync(() => DesjardinsSimulator.StartAsync(new() { CallbackDelay = TooLong }, Ct), "CallbackDelay");

        static async Task AssertRefusedAsync(Func<Task> start, string name)
        {
            var exception = await Assert.ThrowsAsync<ArgumentException>(start);
            Assert.Equal(name, exception.ParamName);
        }
    }

    [Fact]
    public async Task Start_accepts_the_limits()
    {
        await using var cards = await ConvergeGateSimulator.StartAsync(
            new() { NotificationTimeout = Longest, Redelivery = [TimeSpan.Zero, Longest] }, Ct);
        await using var ppro = await PproSimulator.StartAsync(
            new() { LockAfterMove = Longest, Redelivery = [TimeSpan.Zero, Longest] }, Ct);
        await using var desjardins = await DesjardinsSimulator.StartAsync(
            new()
            {
                LoginDelay = Longest,
                StatusDelay = Longest,
                CallbackDelay = Longest,
                LostCallbackOpenTime = TimeSpan.MaxValue,
                YoungAge = TimeSpan.MaxValue,
                Redelivery = [TimeSpan.Zero, Longest],
            },
            Ct);

        Assert.Equal(3, new[] { cards.Endpoint, ppro.Endpoint, desjardins.Endpoint }.Distinct().Count());
    }

    [Fact]
    public void Faults_refuse_durations_out_of_range()
    {
        Action[] calls =
        [
            () => SimulatedFault.Delay(TooLong),
            () => SimulatedFault.EmptyBody.After(TooLong),
            () => SimulatedFault.EmptyBody.After(-Tick),
            () => SimulatedFault.SlowDrip(TooLong),
            () => SimulatedFault.SlowDrip(-Tick),
            () => SimulatedFault.TooManyRequests(-Tick),
            () => SimulatedFault.Create(SimulatedFaultKind.Delay, time: TimeSpan.MaxValue),
            () => SimulatedFault.Create(SimulatedFaultKind.SlowDrip, time: TimeSpan.MaxValue),
            () => SimulatedFault.Create(SimulatedFaultKind.TooManyRequests, time: -Tick),
        ];

        Assert.All(calls, call => Assert.Throws<ArgumentOutOfRangeException>(call));
        var delay = Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Delay(TooLong));
        Assert.Equal("The delay must be zero to 30 days; it is 30.00:00:00.0000001. (Parameter 'delay')", delay.Message);
        var drip = Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.SlowDrip(TimeSpan.Zero));
        Assert.Equal("The interval must be more than zero and at most 30 days; it is 00:00:00. (Parameter 'interval')", drip.Message);
    }

    [Fact]
    public async Task Longest_delay_is_one_that_a_timer_accepts()
    {
        await using var gateway = await StartAsync();
        gateway.Faults.Next(SimulatedFault.Delay(Longest));
        var pending = _http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), Ct);

        await Task.WhenAny(pending, _clock.WaitForTimerAsync(left => left == Longest, Ct));
        Assert.False(pending.IsCompleted);
        _clock.Advance(Longest);

        using var response = await pending;
        Assert.True(response.IsSuccessStatusCode);
    }

    // No timer waits for it: a client that believes such a value must be testable.
    [Fact]
    public async Task Retry_after_has_no_upper_limit()
    {
        await using var gateway = await StartAsync();
        gateway.Faults.Next(SimulatedFault.TooManyRequests(TimeSpan.MaxValue));

        using var response = await _http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), Ct);

        Assert.Equal("922337203686", response.Headers.NonValidated["Retry-After"].ToString());
    }

    [Fact]
    public async Task Lock_is_at_most_30_days_and_does_not_depend_on_the_wall_clock()
    {
        await using var gateway = await StartAsync();
        Assert.Throws<ArgumentOutOfRangeException>(() => gateway.LockTransaction("1", TooLong));
        gateway.LockTransaction("1", Longest);
        // The rest of a lock must not become longer than a timer accepts.
        _clock.SetWallClock(TimeSpan.FromDays(-60));
        var pending = _http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), Ct);

        await Task.WhenAny(pending, _clock.WaitForTimerAsync(left => left == Longest, Ct));
        Assert.False(pending.IsCompleted);
        _clock.Advance(Longest);

        using var response = await pending;
        Assert.True(response.IsSuccessStatusCode);
    }

    private async Task<PproSimulator> StartAsync()
    {
        var gateway = await PproSimulator.StartAsync(new() { TimeProvider = _clock }, Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "SUCCEEDED" });
        return gateway;
    }
}

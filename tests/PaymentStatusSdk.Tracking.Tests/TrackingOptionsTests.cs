namespace PaymentStatusSdk.Tracking.Tests;

public class TrackingOptionsTests
{
    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        var options = new TrackingOptions();

        Assert.True(options.RunWorker);
        Assert.Empty(options.Clients);
        Assert.Equal(TimeSpan.FromSeconds(1), options.PollInterval);
        Assert.Equal(TimeSpan.FromSeconds(5), options.NotificationInterval);
        Assert.Equal(TimeSpan.FromMinutes(1), options.Lease);
        Assert.Equal(16, options.MaxConcurrentDeliveries);
        Assert.Equal(TimeSpan.FromSeconds(30), options.HandlerTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), options.OverrunSlack);
        Assert.Equal([1, 5, 30, 120, 600, 3_600], options.DeliveryRetries.Delays.Select(delay => delay.TotalSeconds));
        Assert.Equal((0.2, null), (options.DeliveryRetries.Jitter, options.DeliveryRetries.MaxDuration));
        Assert.Equal(12, options.MaxDeliveryTries);
        Assert.Equal(TimeSpan.FromDays(180), options.CompletedRetention);
        Assert.Equal(TimeSpan.FromDays(30), options.DeliveredRetention);
        Assert.Equal(TimeSpan.FromMinutes(1), options.MaintenanceInterval);
        Assert.Equal(TimeSpan.FromMinutes(5), options.MaxLag);
        Assert.Equal(TimeSpan.FromSeconds(30), options.MaxClockDifference);
        Assert.Null(new ClientTrackingOptions().Schedule);
        Assert.Null(new ClientTrackingOptions().MaxConcurrentChecks);
        Assert.Null(new ClientTrackingOptions().CheckTimeout);
    }

    [Fact]
    public void Schedule_of_a_client_is_its_own_or_else_the_adapters()
    {
        var own = new TrackingSchedule { TrackFor = TimeSpan.FromDays(1) };
        var adapters = new TrackingSchedule { TrackFor = TimeSpan.FromDays(2) };
        var options = new TrackingOptions();
        options.Clients["own"] = new ClientTrackingOptions { Schedule = own };
        options.Clients["none"] = new ClientTrackingOptions();

        Assert.Same(own, ScheduleOf("own"));
        Assert.Same(adapters, ScheduleOf("none"));
        Assert.Same(adapters, ScheduleOf("other"));
        // Names of clients are case-sensitive.
        Assert.Same(adapters, ScheduleOf("OWN"));

        TrackingSchedule ScheduleOf(string client) =>
            options.ScheduleOf(new TransactionStatusClientMetadata(client, "scripted", new GatewayCapabilities { Tracking = adapters }));
    }

    [Fact]
    public void Budget_has_the_documented_defaults()
    {
        var budget = new TrackingRunBudget();

        Assert.Equal((TimeSpan.FromMinutes(3), null, null), (budget.MaxDuration, budget.MaxChecks, budget.MaxDeliveries));
        Assert.True(budget.RunsMaintenance);
    }

    [Fact]
    public void Budget_accepts_its_limits_and_nothing_beyond()
    {
        var tick = TimeSpan.FromTicks(1);
        var day = TimeSpan.FromDays(1);

        Assert.Equal(tick, new TrackingRunBudget { MaxDuration = tick }.MaxDuration);
        Assert.Equal(day, new TrackingRunBudget { MaxDuration = day }.MaxDuration);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrackingRunBudget { MaxDuration = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrackingRunBudget { MaxDuration = day + tick });
        var none = new TrackingRunBudget { MaxChecks = 0, MaxDeliveries = 0 };
        Assert.Equal((0, 0), (none.MaxChecks, none.MaxDeliveries));
        var some = new TrackingRunBudget { MaxChecks = 7, MaxDeliveries = 9 };
        Assert.Equal((7, 9), (some.MaxChecks, some.MaxDeliveries));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrackingRunBudget { MaxChecks = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrackingRunBudget { MaxDeliveries = -1 });
    }
}

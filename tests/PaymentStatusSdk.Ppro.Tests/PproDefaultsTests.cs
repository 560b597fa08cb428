namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>The documented values of <see cref="PproDefaults"/> and <see cref="PproOptions"/>.</summary>
public sealed class PproDefaultsTests
{
    [Fact]
    public void Options_limit_attempts_retries_and_concurrency()
    {
        var options = new PproOptions();

        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)), (options.AttemptTimeout, options.TotalTimeout));
        Assert.Equal(
            (2, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), false),
            (options.MaxRetries, options.RetryDelay, options.MinRetryDelay, options.RetryTimeouts));
        Assert.Equal(4, options.MaxConcurrentExchanges);
        Assert.Equal((40, TransactionKind.Purchase), (options.MaxMerchantReferenceLength, options.DefaultKind));
    }

    [Fact]
    public void Options_have_no_secrets()
    {
        var options = new PproOptions();

        Assert.Equal((null, null), (options.NotificationSecret, options.RedirectSharedSecret));
        Assert.Empty(options.PreviousNotificationSecrets);
        Assert.Empty(options.PreviousRedirectSharedSecrets);
    }

    [Fact]
    public void Tracking_has_the_delays_of_the_protocol_page()
    {
        var expected = new TrackingSchedule
        {
            Open = new PollingSchedule(
                TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40), TimeSpan.FromMinutes(1),
                TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(45),
                TimeSpan.FromHours(5), TimeSpan.FromHours(18), TimeSpan.FromDays(1))
            {
                Jitter = 0.1,
            },
        };

        Assert.Equal(expected.Open.Delays, PproDefaults.Tracking.Open.Delays);
        Assert.Equal(expected, PproDefaults.Tracking);
    }

    [Fact]
    public void Notification_is_remembered_for_48_hours() => Assert.Equal(TimeSpan.FromHours(48), PproDefaults.NotificationMemory);

    [Fact]
    public void Calls_have_the_names_of_the_protocol_page() =>
        Assert.Equal(
            ("ppro", "GETTXSTATUS", "GETTXSTATUSBYMERCHANTTXID"),
            (PproDefaults.Provider, PproDefaults.StatusCall, PproDefaults.StatusByMerchantReferenceCall));
}

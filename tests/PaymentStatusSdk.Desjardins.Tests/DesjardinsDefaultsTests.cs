namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>The documented values of <see cref="DesjardinsDefaults"/> and <see cref="DesjardinsOptions"/>.</summary>
public sealed class DesjardinsDefaultsTests
{
    [Theory]
    [InlineData(nameof(DesjardinsOptions.StepTimeout), 30)]
    [InlineData(nameof(DesjardinsOptions.CallbackTimeout), 60)]
    [InlineData(nameof(DesjardinsOptions.MissingTransactionsGrace), 2)]
    [InlineData(nameof(DesjardinsOptions.AttemptTimeout), 180)]
    [InlineData(nameof(DesjardinsOptions.TotalTimeout), 300)]
    public void Options_limit_steps_and_attempts(string name, int seconds)
    {
        var options = new DesjardinsOptions();

        var limit = name switch
        {
            nameof(DesjardinsOptions.StepTimeout) => options.StepTimeout,
            nameof(DesjardinsOptions.CallbackTimeout) => options.CallbackTimeout,
            nameof(DesjardinsOptions.MissingTransactionsGrace) => options.MissingTransactionsGrace,
            nameof(DesjardinsOptions.AttemptTimeout) => options.AttemptTimeout,
            nameof(DesjardinsOptions.TotalTimeout) => options.TotalTimeout,
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };

        Assert.Equal(TimeSpan.FromSeconds(seconds), limit);
    }

    [Fact]
    public void Options_limit_retries_and_concurrency()
    {
        var options = new DesjardinsOptions();

        Assert.Equal((2, 1), (options.MaxRetries, options.MaxConcurrentExchanges));
    }

    [Fact]
    public void Options_name_the_parts_of_the_request()
    {
        var options = new DesjardinsOptions();

        Assert.Equal(
            ("status", "transactions", "transaction", "id", "language"),
            (options.StatusType, options.TransactionContainer, options.TransactionElement, options.TransactionIdAttribute,
                options.LanguageElement));
        Assert.Equal(("ISO-8859-15", null), (options.RequestEncoding, options.Language));
        Assert.Equal((false, false, true), (options.IncludeCurrency, options.TokenAsParameter, options.AcknowledgeWithXml));
    }

    [Fact]
    public void Options_have_no_account_and_assume_no_kind()
    {
        var options = new DesjardinsOptions();

        Assert.Equal(("", "", null), (options.MerchantId, options.MerchantKey, options.PublicCallbackBaseUrl));
        Assert.Equal((null, TransactionKind.Unknown), (options.Endpoint, options.DefaultKind));
        Assert.Empty(options.OtherMerchantKeys);
        Assert.Empty(options.NotFoundCodes);
    }

    [Fact]
    public void Codes_have_the_meanings_of_the_protocol_page()
    {
        (string, PaymentState)[] expected = [("103", PaymentState.Canceled), ("117", PaymentState.Failed)];

        Assert.Equal(expected, DesjardinsDefaults.ConditionCodes.Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Equal(expected, new DesjardinsOptions().ConditionCodes.Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public void Tracking_has_the_delays_of_the_protocol_page()
    {
        var expected = new TrackingSchedule
        {
            Open = new PollingSchedule(
                TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
                TimeSpan.FromMinutes(60), TimeSpan.FromHours(6), TimeSpan.FromDays(1))
            {
                Jitter = 0.1,
            },
        };

        Assert.Equal(expected.Open.Delays, DesjardinsDefaults.Tracking.Open.Delays);
        Assert.Equal(expected, DesjardinsDefaults.Tracking);
    }

    [Fact]
    public void Limits_have_the_values_of_the_protocol_page()
    {
        Assert.Equal(
            ("desjardins", 10, 64, TimeSpan.FromMinutes(2)),
            (DesjardinsDefaults.Provider, DesjardinsDefaults.MaxTransactions, DesjardinsDefaults.MaxReferenceLength,
                DesjardinsDefaults.MinimumAge));
        Assert.Equal(("ISO-8859-15", "ISO-8859-15"), (DesjardinsDefaults.RequestEncoding, DesjardinsDefaults.UndeclaredEncoding));
    }
}

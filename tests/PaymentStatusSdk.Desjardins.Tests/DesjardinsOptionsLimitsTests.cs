namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>The limits themselves, the values beyond them, and the texts of the errors.</summary>
public sealed class DesjardinsOptionsLimitsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    public static TheoryData<Action<DesjardinsOptions>> Allowed => new()
    {
        o => o.MerchantId = new string('1', 64),
        o => (o.StepTimeout, o.CallbackTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)),
        o => SetTimes(o, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)),
        o => SetTimes(o, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(8)),
        o => o.MissingTransactionsGrace = TimeSpan.Zero,
        o => o.MissingTransactionsGrace = TimeSpan.FromMinutes(1),
        o => o.AttemptTimeout = o.StepTimeout + o.CallbackTimeout,
        o => o.OtherMerchantKeys = null!,
        o => o.ConditionCodes = null!,
        o => o.NotFoundCodes = null!,
        o => o.Language = "",
        o => o.Language = "fr",
        o => o.Language = "FR",
        o => o.Language = "en",
        o => o.Language = "EN",
        o => o.RequestEncoding = "utf-8",
        o => o.RequestEncoding = "iso-8859-15",
        o => o.TransactionContainer = "",
        o => o.TransactionContainer = null!,
        o => o.TransactionElement = "t",
        o => o.TransactionElement = "_",
        o => o.TransactionElement = "_a_b-c.d9",
        o => o.TransactionElement = "Z" + new string('z', 63),
    };

    public static TheoryData<string, Action<DesjardinsOptions>> Errors => new()
    {
        { "StepTimeout", o => o.StepTimeout = TimeSpan.FromSeconds(1) - Tick },
        { "StepTimeout", o => SetTimes(o, TimeSpan.FromMinutes(5) + Tick, TimeSpan.FromMinutes(1)) },
        { "CallbackTimeout", o => o.CallbackTimeout = TimeSpan.FromSeconds(1) - Tick },
        { "CallbackTimeout", o => SetTimes(o, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(8) + Tick) },
        { "MissingTransactionsGrace", o => o.MissingTransactionsGrace = TimeSpan.FromMinutes(1) + Tick },
        { "MissingTransactionsGrace", o => o.MissingTransactionsGrace = -Tick },
        { "AttemptTimeout", o => o.AttemptTimeout = o.StepTimeout + o.CallbackTimeout - Tick },
        { "PublicCallbackBaseUrl", o => o.PublicCallbackBaseUrl = new Uri("/shop?a=b", UriKind.Relative) },
        { "StatusType", o => o.StatusType = "\u00e9tat" },
        { "RequestEncoding", o => o.RequestEncoding = null! },
        { "Language", o => o.Language = "e" },
        { "Language", o => o.Language = " " },
        { "TransactionContainer", o => o.TransactionContainer = "~" },
        { "TransactionElement", o => o.TransactionElement = new string('z', 65) },
        { "TransactionElement", o => o.TransactionElement = null! },
        { "TransactionElement", o => o.TransactionElement = "~a" },
        { "TransactionElement", o => o.TransactionElement = "a~" },
        { "TransactionElement", o => o.TransactionElement = "-a" },
        { "TransactionElement", o => o.TransactionElement = ".a" },
        { "TransactionElement", o => o.TransactionElement = "\u00e9" },
        { "TransactionElement", o => o.TransactionElement = "a\u00e9" },
        { "TransactionElement", o => o.TransactionElement = "a:b" },
        { "TransactionIdAttribute", o => o.TransactionIdAttribute = "" },
        { "LanguageElement", o => o.LanguageElement = "" },
    };

    [Theory]
    [MemberData(nameof(Allowed), DisableDiscoveryEnumeration = true)]
    public void Setting_within_its_limits_is_valid(Action<DesjardinsOptions> change) => Assert.Empty(Validate(change));

    [Theory]
    [MemberData(nameof(Errors), DisableDiscoveryEnumeration = true)]
    public void Setting_beyond_its_limits_is_the_only_one_reported(string key, Action<DesjardinsOptions> invalidate) =>
        Assert.StartsWith($"Client 'desjardins': {key} ", Assert.Single(Validate(invalidate)), StringComparison.Ordinal);

    // A path would be appended to the delimiter.
    [Theory]
    [InlineData("https://shop.example/?")]
    [InlineData("https://shop.example/#")]
    [InlineData("https://shop.example/?a")]
    [InlineData("https://shop.example/#a")]
    public void Callback_address_with_a_query_or_fragment_is_rejected(string address) =>
        Assert.Equal(
            "Client 'desjardins': PublicCallbackBaseUrl has a query or fragment, but a path is appended to it: remove them.",
            Assert.Single(Validate(o => o.PublicCallbackBaseUrl = new Uri(address))));

    [Fact]
    public void Attempt_that_is_too_short_is_reported_with_the_sum_of_its_steps() =>
        Assert.Equal(
            "Client 'desjardins': AttemptTimeout is 00:01:29, shorter than StepTimeout and CallbackTimeout together (00:01:30): "
            + "increase it.",
            Assert.Single(Validate(o => o.AttemptTimeout = TimeSpan.FromSeconds(89))));

    [Fact]
    public void Condition_code_that_means_a_payment_is_reported_with_the_allowed_states() =>
        Assert.Equal(
            "Client 'desjardins': ConditionCodes has '1' = Captured: a code with approved=\"no\" can mean Unknown, Pending, Declined, "
            + "Failed, Canceled or Expired.",
            Assert.Single(Validate(o => o.ConditionCodes["1"] = PaymentState.Captured)));

    [Fact]
    public void Every_state_that_is_no_payment_may_explain_a_condition_code()
    {
        PaymentState[] allowed =
        [
            PaymentState.Unknown, PaymentState.Pending, PaymentState.Declined, PaymentState.Failed, PaymentState.Canceled,
            PaymentState.Expired,
        ];

        var accepted = Enum.GetValues<PaymentState>().Where(state => !Validate(o => o.ConditionCodes["1"] = state).Any());

        Assert.Equal(allowed.Order(), accepted.Order());
    }

    [Fact]
    public void Name_that_is_no_name_is_reported_with_the_rule() =>
        Assert.Equal(
            "Client 'desjardins': TransactionElement cannot name an element or attribute: use 1 to 64 letters, digits, '_', '-' and '.', "
            + "beginning with a letter or '_'.",
            Assert.Single(Validate(o => o.TransactionElement = "a b")));

    private static void SetTimes(DesjardinsOptions options, TimeSpan step, TimeSpan callback)
    {
        (options.StepTimeout, options.CallbackTimeout) = (step, callback);
        (options.AttemptTimeout, options.TotalTimeout) = (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));
    }

    private static IEnumerable<string> Validate(Action<DesjardinsOptions> change) =>
        new DesjardinsOptionsValidator().Validate("desjardins", Account.Options(change)).Failures ?? [];
}

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>The defaults of the options, and the values that are valid at the boundary.</summary>
public sealed class MySqlStoreOptionsValidatorTests
{
    private const string Anywhere = "Server=db.example;Database=shop";

    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        var options = new MySqlStoreOptions();

        Assert.Equal((TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30)), (options.PollInterval, options.CommandTimeout));
        Assert.True(options.ManageSchema);
        Assert.Null(options.ConnectionString);
        Assert.Null(options.DataSource);
    }

    [Theory]
    [InlineData(99_999L, false)]
    [InlineData(100_000L, true)]
    [InlineData(100_000_000L, true)]
    [InlineData(100_000_001L, false)]
    public void Poll_interval_is_from_10_milliseconds_to_10_seconds(long ticks, bool isValid) =>
        AssertValid(isValid, "PollInterval must be", options => options.PollInterval = TimeSpan.FromTicks(ticks));

    [Theory]
    [InlineData(9_999_999L, false)]
    [InlineData(10_000_000L, true)]
    [InlineData(6_000_000_000L, true)]
    [InlineData(6_000_000_001L, false)]
    public void Command_timeout_is_from_1_second_to_10_minutes(long ticks, bool isValid) =>
        AssertValid(isValid, "CommandTimeout must be", options => options.CommandTimeout = TimeSpan.FromTicks(ticks));

    [Theory]
    [InlineData(Anywhere + ";Minimum Pool Size=8;Maximum Pool Size=8", true, "")]
    [InlineData(Anywhere + ";Minimum Pool Size=9;Maximum Pool Size=8", false, "Minimum Pool Size above")]
    [InlineData(Anywhere + ";Port=many", false, "cannot be parsed")]
    [InlineData(Anywhere + ";Port=99999999999", false, "cannot be parsed")]
    [InlineData(Anywhere + ";SSL Mode=sometimes", false, "cannot be parsed")]
    [InlineData(Anywhere + ";Password=a;b", false, "cannot be parsed")]
    [InlineData(" ", false, "neither ConnectionString nor DataSource is set")]
    public void Connection_string_is_validated(string text, bool isValid, string expected) =>
        AssertValid(isValid, expected, options => options.ConnectionString = text);

    [Fact]
    public void Source_is_set_once()
    {
        AssertValid(false, "both ConnectionString and DataSource are set", options => options.DataSource = _ => null!);
        AssertValid(true, "", options =>
        {
            options.ConnectionString = null;
            options.DataSource = _ => null!;
        });
    }

    [Fact]
    public void Server_and_database_are_reported_together()
    {
        var result = new MySqlStoreOptionsValidator().Validate(null, new MySqlStoreOptions { ConnectionString = "User ID=shop" });

        Assert.Collection(
            result.FailureMessage!.Split(Environment.NewLine),
            line => Assert.Contains("no Server", line, StringComparison.Ordinal),
            line => Assert.Contains("no Database", line, StringComparison.Ordinal));
    }

    private static void AssertValid(bool isValid, string expected, Action<MySqlStoreOptions> configure)
    {
        var options = new MySqlStoreOptions { ConnectionString = Anywhere };
        configure(options);

        var result = new MySqlStoreOptionsValidator().Validate(null, options);

        Assert.Equal(isValid, result.Succeeded);
        if (isValid) return;
        Assert.StartsWith("PaymentStatusSdk.MySql: ", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains(expected, result.FailureMessage, StringComparison.Ordinal);
        Assert.Single(result.FailureMessage!.Split(Environment.NewLine));
    }
}

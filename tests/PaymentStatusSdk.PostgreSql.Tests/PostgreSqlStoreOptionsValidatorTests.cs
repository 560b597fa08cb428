namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>The defaults of the options, and the values that are valid at the boundary.</summary>
public sealed class PostgreSqlStoreOptionsValidatorTests
{
    private const string Anywhere = "Host=db.example";

    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        var options = new PostgreSqlStoreOptions();

        Assert.Equal(("payment_status", true, true), (options.Schema, options.Listen, options.ManageSchema));
        Assert.Equal(TimeSpan.FromSeconds(30), options.CommandTimeout);
        Assert.Null(options.ConnectionString);
        Assert.Null(options.DataSource);
        Assert.Null(options.ListenConnectionString);
        Assert.Contains("\"payment_status\".payment_tracked", PostgreSqlSchema.GetScript(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9_999_999L, false)]
    [InlineData(10_000_000L, true)]
    [InlineData(6_000_000_000L, true)]
    [InlineData(6_000_000_001L, false)]
    public void Command_timeout_is_from_1_second_to_10_minutes(long ticks, bool isValid)
    {
        var errors = Validate(new PostgreSqlStoreOptions { ConnectionString = Anywhere, CommandTimeout = TimeSpan.FromTicks(ticks) });

        if (isValid) Assert.Empty(errors);
        else Assert.Contains("CommandTimeout must be", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void Name_of_the_schema_has_at_most_40_characters(int length, bool isValid) => Assert.Equal(
        isValid, Validate(new PostgreSqlStoreOptions { ConnectionString = Anywhere, Schema = new string('a', length) }).Length == 0);

    [Fact]
    public void Schema_is_required() => Assert.Contains(
        "Schema must consist of",
        Assert.Single(Validate(new PostgreSqlStoreOptions { ConnectionString = Anywhere, Schema = null! })), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, false, "neither ConnectionString nor DataSource is set")]
    [InlineData(" ", false, "neither ConnectionString nor DataSource is set")]
    [InlineData(Anywhere, true, "both ConnectionString and DataSource are set")]
    [InlineData("Database=shop", false, "ConnectionString has no Host")]
    [InlineData("Host=db.example;Unknown Key=1", false, "ConnectionString cannot be parsed")]
    [InlineData("Host=db.example;Port=many", false, "ConnectionString cannot be parsed")]
    [InlineData("Host=db.example:many", false, "ConnectionString cannot be parsed")]
    [InlineData("Host=db.example:99999999999", false, "ConnectionString cannot be parsed")]
    [InlineData("Host=db.example;Target Session Attributes=primary", false, "Target Session Attributes with only one host")]
    [InlineData("Host=db.example;Minimum Pool Size=9;Maximum Pool Size=8", false, "ConnectionString has conflicting settings (")]
    public void Source_that_cannot_work_is_refused(string? text, bool hasDataSource, string expected)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = text };
        if (hasDataSource) options.DataSource = _ => null!;

        Assert.Contains(expected, Assert.Single(Validate(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_source_alone_and_a_connection_string_alone_are_valid()
    {
        Assert.Empty(Validate(new PostgreSqlStoreOptions { ConnectionString = Anywhere }));
        Assert.Empty(Validate(new PostgreSqlStoreOptions { DataSource = _ => null! }));
        Assert.Empty(Validate(new PostgreSqlStoreOptions { DataSource = _ => null!, Listen = false }));
    }

    [Theory]
    [InlineData(Anywhere, true, null)]
    [InlineData(null, false, null)]
    [InlineData(Anywhere, false, "ListenConnectionString is set but Listen is false")]
    [InlineData("Database=shop", true, "ListenConnectionString has no Host")]
    public void Connection_string_to_listen_is_validated_and_needs_listening(string? text, bool listens, string? expected)
    {
        var errors = Validate(
            new PostgreSqlStoreOptions { ConnectionString = Anywhere, ListenConnectionString = text, Listen = listens });

        if (expected is null) Assert.Empty(errors);
        else Assert.Contains(expected, Assert.Single(errors), StringComparison.Ordinal);
    }

    private static string[] Validate(PostgreSqlStoreOptions options)
    {
        var errors = new PostgreSqlStoreOptionsValidator().Validate(null, options).FailureMessage?.Split(Environment.NewLine) ?? [];
        Assert.All(errors, error => Assert.StartsWith("PaymentStatusSdk.PostgreSql: ", error, StringComparison.Ordinal));
        return errors;
    }
}

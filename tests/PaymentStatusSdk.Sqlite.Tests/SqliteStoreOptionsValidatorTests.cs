namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The defaults of the options, and the texts that are valid at the boundary.</summary>
public sealed class SqliteStoreOptionsValidatorTests : SqliteTest
{
    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        var options = new SqliteStoreOptions();

        Assert.Equal(("", true, true), (options.ConnectionString, options.ManageSchema, options.SyncEveryCommit));
        Assert.Equal(TimeSpan.FromSeconds(30), options.BusyTimeout);
    }

    [Theory]
    [InlineData(99.9999, false)]
    [InlineData(100, true)]
    [InlineData(600_000, true)]
    [InlineData(600_000.0001, false)]
    public void Busy_timeout_is_from_100_milliseconds_to_10_minutes(double milliseconds, bool isValid)
    {
        var options = new SqliteStoreOptions
        {
            ConnectionString = FilePath,
            BusyTimeout = TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond)),
        };

        Assert.Equal(isValid, new SqliteStoreOptionsValidator().Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Data Source=", "")]
    [InlineData("Data Source=", ";Mode=ReadWrite")]
    [InlineData("Data Source=", ";Mode=ReadWriteCreate")]
    public void File_in_an_existing_folder_is_valid(string prefix, string suffix)
    {
        var text = prefix + FilePath + suffix;

        Assert.True(new SqliteStoreOptionsValidator().Validate(null, new SqliteStoreOptions { ConnectionString = text }).Succeeded);
        Assert.Equal(FilePath, SqliteStoreOptionsValidator.PathOf(text));
    }

    [Fact]
    public void Relative_path_is_resolved_against_the_current_directory() =>
        Assert.Equal(
            Path.Combine(Directory.GetCurrentDirectory(), "payments.db"), SqliteStoreOptionsValidator.PathOf("Data Source=payments.db"));

    [Theory]
    [InlineData("DATA SOURCE=:Memory:", "in-memory")]
    [InlineData("Data Source=x.db;Mode=Memory", "in-memory")]
    [InlineData("FILE:x.db", "is a URI")]
    [InlineData("Data Source=x.db;Mode=Sideways", "cannot be parsed")]
    [InlineData("Data Source=x.db;Pooling=maybe", "cannot be parsed")]
    [InlineData("Data Source=x.db;Default Timeout=99999999999", "cannot be parsed")]
    [InlineData("Data Source=x.db;Pooling=False", "'Pooling'")]
    [InlineData("Data Source=x.db;Default Timeout=5", "'Default Timeout'")]
    [InlineData("Data Source=", "no Data Source")]
    [InlineData("pay\0ments.db", "file")]
    [InlineData("Data Source=pay\0ments.db", "file")]
    public void Text_that_cannot_work_is_refused_with_its_reason(string text, string expected)
    {
        var result = new SqliteStoreOptionsValidator().Validate(null, new SqliteStoreOptions { ConnectionString = text });

        Assert.StartsWith("SqliteStoreOptions.ConnectionString ", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains(expected, result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_reported_on_lines_of_their_own()
    {
        var result = new SqliteStoreOptionsValidator().Validate(null, new SqliteStoreOptions { BusyTimeout = TimeSpan.Zero });

        Assert.Collection(
            result.FailureMessage!.Split(Environment.NewLine),
            line => Assert.StartsWith("SqliteStoreOptions.BusyTimeout ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("SqliteStoreOptions.ConnectionString ", line, StringComparison.Ordinal));
    }
}

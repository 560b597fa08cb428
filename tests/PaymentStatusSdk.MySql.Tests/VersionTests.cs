using PaymentStatusSdk.MySql.Dialects;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>Servers whose statements differ are refused before anything is written.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData("10.6.0-MariaDB")]
    [InlineData("10.11.6-MariaDB-1:10.11.6+maria~ubu2204-log")]
    [InlineData("11.4.2-mariadb-ubu2404")]
    public Task Server_with_skip_locked_is_accepted(string version) => PrepareAsync(version);

    [Theory]
    [InlineData("8.0.36")]
    [InlineData("8.4.0-commercial")]
    [InlineData("11.4.2-commercial")]
    [InlineData("10.5.29-MariaDB")]
    [InlineData("5.5.5-10.5.29-MariaDB-log")]
    [InlineData("MariaDB")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Other_server_is_refused(string? version)
    {
        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => PrepareAsync(version));

        Assert.Contains($"'{version}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("MariaDB 10.6", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsTransient);
    }

    private static Task PrepareAsync(string? version) =>
        new MySqlSchemaDialect().PrepareAsync(_ => Task.FromResult<object?>(version), TestContext.Current.CancellationToken);
}

using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.CrashPoints.Servers;

/// <summary>Errors of the driver of a server become exceptions with instructions and a transient flag.</summary>
/// <typeparam name="TFixture">The fixture of the store.</typeparam>
public abstract class StoreFailureTests<TFixture> : StorePart<TFixture>
    where TFixture : ITransactionalStoreFixture, new()
{
    protected const string Canary = "canary-password";

    [Fact]
    public async Task Missing_server_is_transient()
    {
        await using var process = StartWith(port: 1);

        Assert.True((await AssertFailsAsync(process)).IsTransient);
    }

    [Fact]
    public async Task Missing_account_is_not_transient()
    {
        await using var process = StartWith(account: "missing");

        Assert.False((await AssertFailsAsync(process)).IsTransient);
    }

    [Fact]
    public async Task Missing_database_is_not_transient()
    {
        await using var process = StartWith(database: "nothing");

        Assert.False((await AssertFailsAsync(process)).IsTransient);
    }

    [Fact]
    public async Task Missing_table_is_not_transient()
    {
        await Store.PrepareAsync(Ct);
        await using var merchant = new MerchantTable(Fixture, "failures");
        await merchant.RunAsync("DROP TABLE payment_tracked", Ct);

        Assert.False((await AssertFailsAsync(First)).IsTransient);
    }

    /// <summary>Starts a process with a password that no message may contain.</summary>
    /// <param name="port">The port; null for that of the server.</param>
    /// <param name="account">The account; null for that of the fixture.</param>
    /// <param name="database">The database; null for that of the fixture.</param>
    protected abstract StoreProcess StartWith(int? port = null, string? account = null, string? database = null);

    /// <summary>Asserts that a call fails with a failure of the driver and shows no password.</summary>
    protected async Task<TrackingStoreException> AssertFailsAsync(IStoreProcess process)
    {
        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => process.Store.GetAsync(1, Ct));
        Assert.DoesNotContain(Canary, failure.ToString(), StringComparison.Ordinal);
        Assert.NotNull(failure.InnerException);
        Assert.False(failure.IsOfData);
        return failure;
    }
}

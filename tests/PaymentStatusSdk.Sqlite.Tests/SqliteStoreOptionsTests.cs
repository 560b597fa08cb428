using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

public sealed class SqliteStoreOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  ", "is empty")]
    [InlineData(":memory:", "in-memory")]
    [InlineData("Data Source=:memory:", "in-memory")]
    [InlineData("Data Source=x;Mode=Memory;Cache=Shared", "in-memory")]
    [InlineData("file::memory:?cache=shared", "in-memory")]
    [InlineData("Data Source=file:x.db", "URI")]
    [InlineData("Data Source=x.db;Mode=ReadOnly", "Mode to ReadOnly")]
    [InlineData("Data Source=x.db;Password=s3cr3t", "does not support encryption")]
    [InlineData("Data Source=x.db;Cache=Shared", "'Cache'")]
    [InlineData("Data Source=x.db;Foreign Keys=True", "'Foreign Keys'")]
    [InlineData("Data Source=x.db;Host=s3cr3t", "cannot be parsed")]
    [InlineData("Mode=ReadWrite", "no Data Source")]
    [InlineData("Data Source=/no/such/folder/x.db", "/no/such/folder")]
    [InlineData("/no/such/folder/x.db", "Create the folder")]
    [InlineData(@"\\server\share\x.db", "network share")]
    public async Task Connection_string_that_cannot_work_is_refused_when_the_host_starts(string connectionString, string expected)
    {
        using var host = Build(options => options.ConnectionString = connectionString);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_is_rejected()
    {
        using var host = Build(options => options.ConnectionString = Path.GetDirectoryName(_folder["x"])!);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("names a folder", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.099)]
    [InlineData(600.001)]
    public async Task Busy_timeout_out_of_range_is_rejected(double seconds)
    {
        using var host = Build(options => (options.ConnectionString, options.BusyTimeout) =
            (_folder["x.db"], TimeSpan.FromSeconds(seconds)));

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("BusyTimeout", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Data Source=")]
    [InlineData("Mode=ReadWriteCreate;Data Source=")]
    public async Task Path_and_connection_string_name_the_same_file(string prefix)
    {
        var services = new ServiceCollection();
        services.AddPaymentTracking().UseSqlite(prefix + _folder["a file.db"]);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<ITrackingStore>().PrepareAsync(TestContext.Current.CancellationToken);

        Assert.True(File.Exists(_folder["a file.db"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Lock_and_router_use_the_file_in_any_order_of_registration(bool isTrackingFirst)
    {
        var services = new ServiceCollection();
        if (isTrackingFirst) services.AddPaymentTracking().UseSqlite(_folder["x.db"]);
        services.AddPaymentStatus(_ => { });
        if (!isTrackingFirst) services.AddPaymentTracking().UseSqlite(_folder["x.db"]);

        using var provider = services.BuildServiceProvider();

        Assert.IsType<RelationalExchangeLock>(Assert.Single(provider.GetServices<IExchangeLock>()));
        Assert.IsType<RelationalCallbackRouter>(Assert.Single(provider.GetServices<ICallbackRouter>()));
        Assert.IsType<RelationalTrackingStore>(Assert.Single(provider.GetServices<ITrackingStore>()));
    }

    [Fact]
    public void Lock_and_router_can_be_used_without_tracking()
    {
        using var provider = new ServiceCollection().AddPaymentStatus(gateways => gateways.UseSqlite(_folder["x.db"]))
            .BuildServiceProvider();

        Assert.IsType<RelationalExchangeLock>(Assert.Single(provider.GetServices<IExchangeLock>()));
        Assert.IsType<RelationalCallbackRouter>(Assert.Single(provider.GetServices<ICallbackRouter>()));
        Assert.Null(provider.GetService<ITrackingStore>());
    }

    public void Dispose() => _folder.Dispose();

    private static IHost Build(Action<SqliteStoreOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddPaymentStatus(gateways => gateways.UseSqlite(configure));
        return builder.Build();
    }
}

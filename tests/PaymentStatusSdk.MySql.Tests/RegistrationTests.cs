using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MySqlConnector;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.MySql.Dialects;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.MySql.Tests;

public sealed class RegistrationTests
{
    private const string Anywhere = "Server=db.example;Database=shop;User ID=shop;Password=canary-password";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Store_lock_and_router_are_MySql_in_any_order_of_registration(bool isTrackingFirst)
    {
        var services = new ServiceCollection();
        if (isTrackingFirst) services.AddPaymentTracking().UseMySql(Anywhere);
        services.AddPaymentStatus(_ => { });
        if (!isTrackingFirst) services.AddPaymentTracking().UseMySql(Anywhere);
        await using var provider = services.BuildServiceProvider();

        Assert.IsType<RelationalTrackingStore>(provider.GetRequiredService<ITrackingStore>());
        Assert.IsType<RelationalExchangeLock>(provider.GetRequiredService<IExchangeLock>());
        Assert.IsType<RelationalCallbackRouter>(provider.GetRequiredService<ICallbackRouter>());
    }

    [Fact]
    public async Task Lock_and_router_may_be_used_without_tracking()
    {
        await using var provider = new ServiceCollection().AddPaymentStatus(gateways => gateways.UseMySql(Anywhere)).BuildServiceProvider();

        Assert.IsType<RelationalExchangeLock>(provider.GetRequiredService<IExchangeLock>());
        Assert.IsType<RelationalCallbackRouter>(provider.GetRequiredService<ICallbackRouter>());
        Assert.Null(provider.GetService<ITrackingStore>());
    }

    [Fact]
    public async Task Data_source_of_the_merchant_is_used_and_not_closed()
    {
        await using var source = new MySqlDataSource(Anywhere);
        var provider = new ServiceCollection().AddSingleton(source).AddPaymentStatus(
            gateways => gateways.UseMySql(options => options.DataSource = services => services.GetRequiredService<MySqlDataSource>()))
            .BuildServiceProvider();

        var dialect = (MySqlDialect)provider.GetRequiredService<RelationalDialect>();
        Assert.Same(source, dialect.DataSource);
        await dialect.DisposeAsync();

        // A closed data source would throw.
        await using var connection = source.CreateConnection();
    }

    [Fact]
    public async Task All_errors_stop_the_host_with_one_message_without_a_connection_string()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddPaymentStatus(_ => { });
        builder.Services.AddPaymentTracking().UseMySql(options =>
        {
            options.ConnectionString = "Password=canary-password;Connection Timeout=canary";
            options.DataSource = _ => null!;
            options.PollInterval = TimeSpan.Zero;
            options.CommandTimeout = TimeSpan.Zero;
        });
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(4, refusal.Message.Split(Environment.NewLine).Length);
        foreach (var text in new[] { "both ConnectionString", "ConnectionString cannot be parsed", "PollInterval", "CommandTimeout" })
            Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null, "neither ConnectionString nor DataSource")]
    [InlineData("Database=shop", "no Server")]
    [InlineData("Server=db.example", "no Database")]
    [InlineData("Server=db.example;Database=shop;Minimum Pool Size=9;Maximum Pool Size=8", "Minimum Pool Size above")]
    [InlineData("Server=db.example;Database=shop;Unknown Key=1", "cannot be parsed")]
    public void Incomplete_connection_string_is_an_error(string? connectionString, string expected)
    {
        var result = new MySqlStoreOptionsValidator().Validate(null, new MySqlStoreOptions { ConnectionString = connectionString });

        Assert.Contains(expected, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }
}

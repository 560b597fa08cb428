using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.PostgreSql.Dialects;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Tests;

public sealed class RegistrationTests
{
    private const string Anywhere = "Host=db.example;Username=shop;Password=canary-password";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Store_lock_and_router_are_PostgreSql_in_any_order_of_registration(bool isTrackingFirst)
    {
        var services = new ServiceCollection();
        if (isTrackingFirst) services.AddPaymentTracking().UsePostgreSql(Anywhere);
        services.AddPaymentStatus(_ => { });
        if (!isTrackingFirst) services.AddPaymentTracking().UsePostgreSql(Anywhere);
        await using var provider = services.BuildServiceProvider();

        Assert.IsType<RelationalTrackingStore>(provider.GetRequiredService<ITrackingStore>());
        Assert.IsType<RelationalExchangeLock>(provider.GetRequiredService<IExchangeLock>());
        Assert.IsType<RelationalCallbackRouter>(provider.GetRequiredService<ICallbackRouter>());
    }

    [Fact]
    public async Task Lock_and_router_may_be_used_without_tracking()
    {
        await using var provider = new ServiceCollection().AddPaymentStatus(gateways => gateways.UsePostgreSql(Anywhere))
            .BuildServiceProvider();

        Assert.IsType<RelationalExchangeLock>(provider.GetRequiredService<IExchangeLock>());
        Assert.IsType<RelationalCallbackRouter>(provider.GetRequiredService<ICallbackRouter>());
        Assert.Null(provider.GetService<ITrackingStore>());
    }

    [Fact]
    public async Task Data_source_of_the_merchant_is_used_and_not_closed()
    {
        using var closed = new ClosedPort();
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={closed.Address.Port};Username=shop");
        var provider = new ServiceCollection().AddSingleton(source).AddPaymentStatus(
            gateways => gateways.UsePostgreSql(options => options.DataSource = services => services.GetRequiredService<NpgsqlDataSource>()))
            .BuildServiceProvider();

        var dialect = (PostgreSqlDialect)provider.GetRequiredService<RelationalDialect>();
        Assert.Same(source, dialect.DataSource);
        await dialect.DisposeAsync();

        // A data source that is closed does not try to connect.
        await Assert.ThrowsAsync<NpgsqlException>(async () => await source.OpenConnectionAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task All_errors_stop_the_host_with_one_message_without_a_connection_string()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddPaymentStatus(_ => { });
        builder.Services.AddPaymentTracking().UsePostgreSql(options =>
        {
            options.ConnectionString = "Password=canary-password;Timeout=canary";
            options.DataSource = _ => null!;
            options.Schema = "Canary; DROP TABLE";
            options.Listen = false;
            options.ListenConnectionString = "Password=canary-password";
            options.CommandTimeout = TimeSpan.Zero;
        });
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(6, refusal.Message.Split(Environment.NewLine).Length);
        foreach (var member in new[]
        {
            "both ConnectionString", "ConnectionString cannot be parsed", "Schema", "Listen is false", "ListenConnectionString has no Host",
            "CommandTimeout",
        })
            Assert.Contains(member, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Host=db.example;Target Session Attributes=primary", "only one host")]
    [InlineData("Host=db.example;Target Session Attributes=read-write", "only one host")]
    [InlineData("Host=db.example;Target Session Attributes=any", null)]
    [InlineData("Host=db1.example,db2.example;Target Session Attributes=primary", null)]
    public void Target_session_attributes_for_several_hosts_are_allowed_and_others_rejected(string connectionString, string? expected)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = connectionString, ListenConnectionString = connectionString };

        var result = new PostgreSqlStoreOptionsValidator().Validate(null, options);

        Assert.Equal(expected is null, result.Succeeded);
        if (expected is null)
        {
            PostgreSqlDialect.CreateDataSource(connectionString, settings => settings.Pooling = false).Dispose();
            return;
        }

        Assert.Collection(
            result.FailureMessage!.Split('\n'),
            text => Assert.Contains($"ConnectionString sets Target Session Attributes with {expected}", text, StringComparison.Ordinal),
            text => Assert.Contains(
                $"ListenConnectionString sets Target Session Attributes with {expected}", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("payment_status", true)]
    [InlineData("_a1", true)]
    [InlineData("user", true)]
    [InlineData("1a", false)]
    [InlineData("a-b", false)]
    [InlineData("A", false)]
    [InlineData("pg_a", false)]
    [InlineData("a\n", false)]
    [InlineData("", false)]
    [InlineData("a2345678901234567890123456789012345678901", false)]
    public void Schema_is_an_identifier(string schema, bool isGood)
    {
        if (isGood) Assert.Contains($"\"{schema}\".payment_tracked", PostgreSqlSchema.GetScript(schema), StringComparison.Ordinal);
        else Assert.Throws<ArgumentException>(() => PostgreSqlSchema.GetScript(schema));
    }

    [Fact]
    public void Missing_data_source_is_an_error()
    {
        var result = new PostgreSqlStoreOptionsValidator().Validate(null, new PostgreSqlStoreOptions());

        Assert.Contains("neither ConnectionString nor DataSource", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }
}

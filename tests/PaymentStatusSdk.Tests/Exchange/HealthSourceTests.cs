using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Exchange;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Exchange;

public sealed class HealthSourceTests
{
    [Fact]
    public void Client_without_queries_has_a_closed_circuit_and_no_success()
    {
        using var host = new KitHost(new KitAdapter());

        var health = host.Services.GetRequiredKeyedService<IGatewayHealthSource>("kit").Read();

        Assert.False(health.IsCircuitOpen);
        Assert.Null(health.LastSuccessAt);
        Assert.Null(health.ReloadError);
        Assert.Null(health.CertificateExpiresAt);
    }

    [Fact]
    public async Task Last_success_is_the_time_of_the_last_answered_query()
    {
        using var host = new KitHost(new KitAdapter());
        await host.QueryAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.QueryAsync();
        var answered = host.Clock.GetUtcNow();
        host.Clock.Advance(TimeSpan.FromMinutes(3));
        host.Adapter.Run = (_, _) => throw new TransactionStatusException(TransactionStatusErrorKind.Rejected, "no");
        await host.FailAsync();

        Assert.Equal(answered, host.Services.GetRequiredKeyedService<IGatewayHealthSource>("kit").Read().LastSuccessAt);
    }

    [Fact]
    public async Task Open_circuit_an_error_of_the_options_and_the_end_of_a_certificate_are_reported()
    {
        using var host = new KitHost(new KitAdapter(), options => options.MaxRetries = 0);
        host.Adapter.Run = (_, _) => throw new TransactionStatusException(TransactionStatusErrorKind.Transport, "down");
        for (var i = 0; i < 10; i++) await host.FailAsync();
        var expiry = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var source = new GatewayHealthSource(
            host.Services.GetRequiredKeyedService<GatewayClient>("kit"), () => "MaxRetries is 99", () => expiry);

        var health = source.Read();

        Assert.True(health.IsCircuitOpen);
        Assert.Equal("MaxRetries is 99", health.ReloadError);
        Assert.Equal(expiry, health.CertificateExpiresAt);
    }

    // Any of these shows that the gateway works: only an unavailable gateway opens the circuit.
    [Theory]
    [InlineData(TransactionStatusErrorKind.RateLimited)]
    [InlineData(TransactionStatusErrorKind.Authentication)]
    [InlineData(TransactionStatusErrorKind.Rejected)]
    public async Task Refusals_keep_the_circuit_closed_and_count_as_attempts_that_work(TransactionStatusErrorKind kind)
    {
        using var host = new KitHost(new KitAdapter(), options => options.MaxRetries = 0);
        host.Adapter.Run = (_, _) => throw new TransactionStatusException(kind, "refused");
        for (var i = 0; i < 30; i++) Assert.Equal(kind, (await host.FailAsync()).Kind);

        host.Adapter.Run = (_, _) => throw new TransactionStatusException(TransactionStatusErrorKind.Transport, "down");
        for (var i = 0; i < 12; i++) Assert.Equal(TransactionStatusErrorKind.Transport, (await host.FailAsync()).Kind);
    }
}

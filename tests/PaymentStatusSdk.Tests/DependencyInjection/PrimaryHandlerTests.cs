using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tests.Exchange;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.DependencyInjection;

public sealed class PrimaryHandlerTests
{
    [Fact]
    public async Task Handler_of_a_client_keeps_no_cookies_follows_no_redirects_and_renews_its_connections()
    {
        SocketsHttpHandler? configured = null;
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new ManualTimeProvider())
            .AddPaymentStatus(gateways => gateways.AddKit(
                "cards",
                context => new SendingAdapter(context.Transport, content: null),
                options => options.ConnectTimeout = TimeSpan.FromSeconds(3),
                (handler, _) =>
                {
                    configured = handler;
                    throw new InvalidOperationException("no request is sent");
                }))
            .BuildServiceProvider();

        await Assert.ThrowsAnyAsync<Exception>(() => services.GetRequiredService<ITransactionStatusClient>()
            .GetStatusAsync(TransactionQuery.ByGatewayReference("T"), TestContext.Current.CancellationToken));

        Assert.NotNull(configured);
        Assert.False(configured.UseCookies);
        Assert.False(configured.AllowAutoRedirect);
        Assert.Equal(TimeSpan.FromMinutes(5), configured.PooledConnectionLifetime);
        Assert.Equal(TimeSpan.FromSeconds(3), configured.ConnectTimeout);
    }

    [Fact]
    public async Task Failure_that_ConfigureHandler_throws_is_the_failure_of_the_query()
    {
        await using var services = new ServiceCollection()
            .AddPaymentStatus(gateways => gateways.AddKit(
                "cards",
                context => new SendingAdapter(context.Transport, content: null),
                configure: null,
                (_, _) => throw new TransactionStatusException(TransactionStatusErrorKind.Configuration, "no certificate")))
            .BuildServiceProvider();

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => services.GetRequiredService<ITransactionStatusClient>()
            .GetStatusAsync(TransactionQuery.ByGatewayReference("T"), TestContext.Current.CancellationToken));

        Assert.Equal(TransactionStatusErrorKind.Configuration, failure.Kind);
        Assert.Equal("Client 'cards': no certificate", failure.Message);
    }
}

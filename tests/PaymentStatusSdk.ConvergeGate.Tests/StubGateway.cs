using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>A registered client whose every query gets the same answer, without a network.</summary>
internal static class StubGateway
{
    public static ServiceProvider Services(
        string answer, Action<ConvergeGateOptions>? change = null, IServiceCollection? services = null,
        HttpStatusCode status = HttpStatusCode.OK)
    {
        services ??= new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways
            .AddConvergeGate("cards", options =>
            {
                options.Endpoint = ConvergeGateDefaults.ConvergeGateTestEndpoint;
                (options.ApiUser, options.ApiPassword, options.ApiKey) = (Answers.ApiUser, Answers.ApiPassword, Answers.ApiKey);
                options.MaxRetries = 0;
                change?.Invoke(options);
            })
            .ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new Handler(answer, status))));
        return services.BuildServiceProvider();
    }

    public static Task<TransactionStatusResult> QueryAsync(IServiceProvider services, TransactionQuery query) =>
        services.GetRequiredService<ITransactionStatusClient>().GetStatusAsync(query, TestContext.Current.CancellationToken);

    private sealed class Handler(string answer, HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(answer, Encoding.UTF8, "text/plain") });
    }
}

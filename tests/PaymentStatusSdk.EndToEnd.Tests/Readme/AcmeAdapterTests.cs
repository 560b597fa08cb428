using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>The adapter that the readme shows works.</summary>
public sealed class AcmeAdapterTests
{
    [Theory]
    [InlineData("""{"payment":"P/1","status":"paid","amount":"12.50","currency":"EUR"}""", PaymentVerdict.Success, LookupOutcome.Answered)]
    [InlineData("""{"payment":"P/1","status":"new word","amount":"12.50","currency":"EUR"}""", PaymentVerdict.Unknown,
        LookupOutcome.Answered)]
    [InlineData("""{"payment":"P/1","status":"paid","amount":"1.00","currency":"EUR"}""", PaymentVerdict.Unknown, LookupOutcome.Mismatch)]
    [InlineData("""{"error":"no_such_payment"}""", PaymentVerdict.Unknown, LookupOutcome.NotFound)]
    [InlineData("""{"error":"no_such_payment","payment":"P/1"}""", PaymentVerdict.Unknown, LookupOutcome.NotFound)]
    [InlineData("""{"error":"no_such_payment","payment":"P/2"}""", PaymentVerdict.Unknown, LookupOutcome.Mismatch)]
    public async Task Answer_is_read(string body, PaymentVerdict verdict, LookupOutcome outcome)
    {
        var gateway = new Gateway(body);
        await using var services = Build(gateway);

        var result = await AskAsync(services);

        Assert.Equal((verdict, outcome), (result.Verdict, result.Outcome));
        Assert.Equal("https://acme.example/v2/payments/P%2F1 Bearer k", gateway.Request);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"payment":"P/1","status":7}""")]
    [InlineData("""{"payment":"P/1","status":"paid","error":"no_such_payment"}""")]
    [InlineData("""{"payment":"P/1","status":"paid","status":"failed"}""")]
    public async Task Unreadable_answer_is_invalid(string body)
    {
        await using var services = Build(new Gateway(body));

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => AskAsync(services));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task Reference_of_another_resource_is_the_callers_error()
    {
        var gateway = new Gateway("{}");
        await using var services = Build(gateway);

        await Assert.ThrowsAsync<ArgumentException>(() => services.GetRequiredService<ITransactionStatusClient>()
            .GetStatusAsync(TransactionQuery.ByGatewayReference(".."), TestContext.Current.CancellationToken));

        Assert.Null(gateway.Request);
    }

    private static Task<TransactionStatusResult> AskAsync(ServiceProvider services) =>
        services.GetRequiredService<ITransactionStatusClient>().GetStatusAsync(
            TransactionQuery.ByGatewayReference("P/1") with { ExpectedAmount = new Money(12.50m, "EUR") },
            TestContext.Current.CancellationToken);

    private static ServiceProvider Build(Gateway gateway) => new ServiceCollection()
        .AddPaymentStatus(gateways => gateways
            .AddAcme(
                "acme", options => (options.Endpoint, options.ApiKey, options.MaxRetries) = (new Uri("https://acme.example/v2"), "k", 0))
            .ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => gateway)))
        .BuildServiceProvider();

    private sealed class Gateway(string body) : HttpMessageHandler
    {
        public string? Request { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = $"{request.RequestUri!.AbsoluteUri} {request.Headers.Authorization}";
            return Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) });
        }
    }
}

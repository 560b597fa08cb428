using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>The meaning of a reply on the connection of step 3: a failure, an answer, or nothing, so that step 4 decides.</summary>
public sealed class DesjardinsReplyTests
{
    [Theory]
    [InlineData(400, TransactionStatusErrorKind.Rejected)]
    [InlineData(401, TransactionStatusErrorKind.Authentication)]
    [InlineData(409, TransactionStatusErrorKind.Rejected)]
    [InlineData(429, TransactionStatusErrorKind.RateLimited)]
    [InlineData(499, TransactionStatusErrorKind.Rejected)]
    public async Task Server_that_rejects_the_request_is_a_failure(int statusCode, TransactionStatusErrorKind kind)
    {
        var reply = await ReadAsync(statusCode, []);

        Assert.Equal(kind, reply.Failure?.Kind);
        Assert.Equal((null, null, null), (reply.Message, reply.Error, reply.Problem));
    }

    [Theory]
    [InlineData(302, "HTTP 302")]
    [InlineData(399, "HTTP 399")]
    [InlineData(408, "HTTP 408")]
    [InlineData(500, "HTTP 500")]
    [InlineData(503, "HTTP 503")]
    public async Task Server_that_may_have_accepted_the_request_is_only_a_problem(int statusCode, string problem)
    {
        var reply = await ReadAsync(statusCode, []);

        Assert.Equal(new DesjardinsReply(Problem: problem), reply);
    }

    [Fact]
    public async Task Error_document_counts_with_any_status()
    {
        var body = "<response><error><code>WZ77</code></error></response>"u8.ToArray();

        Assert.Equal(new DesjardinsReply(Error: new DesjardinsError("WZ77", null)), await ReadAsync(200, body));
        Assert.Equal(new DesjardinsReply(Error: new DesjardinsError("WZ77", null)), await ReadAsync(403, body));
        Assert.Equal(new DesjardinsReply(Error: new DesjardinsError("WZ77", null)), await ReadAsync(500, body));
    }

    [Theory]
    [InlineData("<merchant id=\"100001\">{0}</merchant>")]
    [InlineData("<merchant id=\"0100001\">{0}</merchant>")]
    [InlineData("<merchant>{0}</merchant>")]
    [InlineData("{0}")]
    public async Task Result_for_this_merchant_or_for_none_is_an_answer(string form)
    {
        var reply = await ReadAsync(200, Fill(form));

        Assert.Equal("T1", Assert.Single(reply.Message!.Results).Id);
        Assert.Equal((null, null, null), (reply.Error, reply.Failure, reply.Problem));
    }

    [Fact]
    public async Task Result_for_another_merchant_is_no_answer() =>
        Assert.Equal(new DesjardinsReply(), await ReadAsync(200, Fill("<merchant id=\"100002\">{0}</merchant>")));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("OK")]
    [InlineData("<html>page</html>")]
    [InlineData("<response>")]
    public async Task Reply_without_a_document_is_neither_an_answer_nor_a_problem(string body) =>
        Assert.Equal(new DesjardinsReply(), await ReadAsync(200, Encoding.ASCII.GetBytes(body)));

    [Fact]
    public void Request_that_a_proxy_refused_is_a_failure()
    {
        var failure = Failure(TransactionStatusErrorKind.Transport, isTransient: false);

        Assert.Equal(new DesjardinsReply(Failure: failure), DesjardinsReply.Of(failure));
    }

    [Fact]
    public void Request_that_broke_a_rule_of_the_client_is_a_problem_with_its_advice() =>
        Assert.Equal(
            new DesjardinsReply(Problem: "It failed. Do something."),
            DesjardinsReply.Of(Failure(TransactionStatusErrorKind.Configuration, isTransient: false)));

    [Theory]
    [InlineData(TransactionStatusErrorKind.Transport, true)]
    [InlineData(TransactionStatusErrorKind.Authentication, false)]
    [InlineData(TransactionStatusErrorKind.InvalidResponse, true)]
    [InlineData(TransactionStatusErrorKind.InvalidResponse, false)]
    [InlineData(TransactionStatusErrorKind.Unknown, false)]
    public void Request_that_may_have_arrived_is_a_problem_without_advice(TransactionStatusErrorKind kind, bool isTransient) =>
        Assert.Equal(new DesjardinsReply(Problem: "It failed."), DesjardinsReply.Of(Failure(kind, isTransient)));

    private static TransactionStatusException Failure(TransactionStatusErrorKind kind, bool isTransient) =>
        new(kind, "It failed. Do something.") { IsTransient = isTransient };

    private static byte[] Fill(string form) => Encoding.ASCII.GetBytes(
        $"<response>{form.Replace("{0}", "<transaction id=\"T1\" approved=\"yes\"/>", StringComparison.Ordinal)}</response>");

    private static async Task<DesjardinsReply> ReadAsync(int statusCode, byte[] body)
    {
        await using var services = new ServiceCollection().AddPaymentStatus(gateways => gateways
            .AddDesjardins(Account.Client, options =>
            {
                var from = Account.Options();
                (options.Endpoint, options.PublicCallbackBaseUrl) = (from.Endpoint, from.PublicCallbackBaseUrl);
                (options.MerchantId, options.MerchantKey) = (from.MerchantId, from.MerchantKey);
            })
            .ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new AnsweringHandler(statusCode, body))))
            .BuildServiceProvider();
        var transport = services.GetRequiredKeyedService<GatewayAdapterContext<DesjardinsOptions>>(Account.Client).Transport;
        var request = Account.Request();
        using var response = await transport.PostAsync(
            request.Options.Endpoint!, "request"u8.ToArray(), DesjardinsRequest.ContentType, TestContext.Current.CancellationToken);
        return DesjardinsReply.Read(response, request);
    }

    private sealed class AnsweringHandler(int statusCode, byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage((HttpStatusCode)statusCode)
            {
                Content = new ByteArrayContent(body),
                RequestMessage = request,
            });
    }
}

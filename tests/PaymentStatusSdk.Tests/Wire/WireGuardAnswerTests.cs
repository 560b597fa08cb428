using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>An answer counts only when it belongs to the request of the attempt.</summary>
public sealed class WireGuardAnswerTests
{
    private static readonly Uri Address = new("http://gateway.example/status");

    [Fact]
    public async Task Handler_that_answers_without_sending_is_detected_and_logged_with_the_name_of_the_client()
    {
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http => http.AddHttpMessageHandler(
            () => new DelegateHandler((_, _) => Task.FromResult(new HttpResponseMessage()))));

        var failure = await rig.FailAsync(server.Address);

        Assert.Equal((TransactionStatusErrorKind.Configuration, false), (failure.Kind, failure.IsTransient));
        Assert.StartsWith(
            "A message handler answered in place of the gateway; no request was sent.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        AssertIsLogged(rig, failure);
    }

    [Fact]
    public async Task Earlier_answer_from_a_primary_handler_is_detected()
    {
        HttpResponseMessage? earlier = null;
        await using var rig = new WireRig(http => http.ConfigurePrimaryHttpMessageHandler(
            () => new AnsweringHandler(request => earlier ??= new HttpResponseMessage { RequestMessage = request })));
        using var first = await rig.PostAsync(Address);

        var failure = await rig.FailAsync(Address);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(TransactionStatusErrorKind.Configuration, failure.Kind);
        AssertIsLogged(rig, failure);
    }

    [Fact]
    public async Task Blocked_second_request_is_reported_although_the_handler_throws_another_exception()
    {
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http => http.AddHttpMessageHandler(() => new DelegateHandler(async (send, request) =>
        {
            using var first = await send(request);
            try
            {
                return await send(request);
            }
            catch (TransactionStatusException)
            {
                throw new InvalidOperationException("hidden");
            }
        })));

        var failure = await rig.FailAsync(server.Address);

        Assert.Equal((TransactionStatusErrorKind.Configuration, false), (failure.Kind, failure.IsTransient));
        Assert.StartsWith("A message handler sent the request of one attempt again", failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        AssertIsLogged(rig, failure);
    }

    /// <summary>A general name could collide with an option of a merchant's handler.</summary>
    [Fact]
    public async Task Permission_is_an_option_of_the_request_under_a_name_of_its_own()
    {
        var names = new List<string>();
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http => http.AddHttpMessageHandler(() => new DelegateHandler((send, request) =>
        {
            foreach (var option in request.Options) names.Add(option.Key);
            return send(request);
        })));

        using var response = await rig.PostAsync(server.Address);

        Assert.Contains("PaymentStatusSdk.SendPermission", names);
    }

    private static void AssertIsLogged(WireRig rig, TransactionStatusException failure)
    {
        var line = Assert.Single(rig.Logs.Lines, line => line.EventId.Id == 1020);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Equal($"The message handlers of client 'kit' must be changed. {failure.Message}", line.Message);
    }

    private sealed class DelegateHandler(
        Func<Func<HttpRequestMessage, Task<HttpResponseMessage>>, HttpRequestMessage, Task<HttpResponseMessage>> handle)
        : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            handle(sent => base.SendAsync(sent, cancellationToken), request);
    }
}

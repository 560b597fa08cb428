using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>Answers the requests of a session with the parts of an input, and posts step 4 while the request is open.</summary>
/// <remarks>A part may start with a line such as <c>HTTP 500</c>. <c>{{id}}</c> stands for the id that logged in.</remarks>
internal sealed partial class SessionGateway(string client, SessionRouter router)
{
    private string _id = "";
    private int _requests;

    /// <summary>Whether a request is not answered yet.</summary>
    public bool IsAnswering => Volatile.Read(ref _requests) > 0;

    /// <summary>The answer to the login, the reply to the request, and the POSTs.</summary>
    public List<byte[]> Parts { get; set; } = [];

    /// <summary>The verdicts about the POSTs of the last request, in their order.</summary>
    public IReadOnlyList<CallbackVerdict> Verdicts { get; private set; } = [];

    public IServiceProvider? Services { get; set; }

    public HttpMessageHandler CreateHandler() => new Handler(this);

    /// <summary>Returns a part without its line with an HTTP status.</summary>
    public static byte[] Body(byte[] part) => Status().Match(Encoding.Latin1.GetString(part)) is { Success: true } match
        ? part[match.Length..]
        : part;

    /// <summary>Whether a part is an answer with an HTTP status of success.</summary>
    public static bool IsSuccess(byte[] part) =>
        Status().Match(Encoding.Latin1.GetString(part)) is not { Success: true } match || match.Groups[1].Value[0] == '2';

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        try
        {
            return await AnswerOneAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _requests);
        }
    }

    private async Task<HttpResponseMessage> AnswerOneAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var parts = Parts;
        var text = await request.Content!.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (LoginId().Match(text) is { Success: true } login)
        {
            _id = login.Groups[1].Value;
            return Response(parts[0]);
        }

        var handler = Services!.GetRequiredKeyedService<IGatewayCallbackHandler>(client);
        var token = ResponseUrl().Match(text).Groups[1].Value;
        var verdicts = new List<CallbackVerdict>();
        foreach (var post in parts.Skip(2))
        {
            var callback = new GatewayCallback(Filled(post), "text/xml", token, "");
            verdicts.Add((await handler.HandleAsync(callback, cancellationToken).ConfigureAwait(false)).Verdict);
        }

        Verdicts = verdicts;
        router.Release();
        return Response(parts.Count > 1 ? parts[1] : []);
    }

    private HttpResponseMessage Response(byte[] part)
    {
        var status = Status().Match(Encoding.Latin1.GetString(part));
        var code = status.Success ? int.Parse(status.Groups[1].Value, CultureInfo.InvariantCulture) : 200;
        return new HttpResponseMessage((HttpStatusCode)code) { Content = new ByteArrayContent(Filled(Body(part))) };
    }

    private byte[] Filled(byte[] part) => InputParts.Fill(part, "{{id}}", _id);

    [GeneratedRegex("^HTTP ([2-5][0-9][0-9])\n")]
    private static partial Regex Status();

    [GeneratedRegex("<login><trx id=\"([^\"]*)\"")]
    private static partial Regex LoginId();

    [GeneratedRegex("<path>[^<]*/([^</]+)</path>")]
    private static partial Regex ResponseUrl();

    private sealed class Handler(SessionGateway gateway) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            gateway.AnswerAsync(request, cancellationToken);
    }
}

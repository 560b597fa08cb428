using System.Text;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.AspNetCore.Tests.Direct;

/// <summary>
/// The client <c>cards</c>: records the calls of an endpoint and the last message, and returns the reply that a test sets.
/// </summary>
internal sealed class RecordingReceiver : IGatewayCallbackReceiver
{
    private const string Client = "cards";

    /// <summary>The calls that count a message, with the client's name and, if there is one, the status.</summary>
    public List<string> Calls { get; } = [];

    public bool IsGetAccepted { get; init; }

    public GatewayCallbackReply Reply { get; init; } = new(200, "text/plain", "RECEIVED OK"u8.ToArray(), CallbackVerdict.Handled);

    /// <summary>Runs while a message is processed.</summary>
    public Func<Task>? During { get; set; }

    public GatewayCallback Message { get; private set; }

    /// <summary>The body of the last message, which is valid only while the message is processed.</summary>
    public string Body { get; private set; } = string.Empty;

    public CancellationToken Token { get; private set; }

    public bool IsOpen(string clientName) => clientName == Client;

    public bool AcceptsGet(string clientName) => clientName == Client && IsGetAccepted;

    public async Task<GatewayCallbackReply> ReceiveAsync(string clientName, GatewayCallback callback, CancellationToken cancellationToken)
    {
        Record($"Receive {clientName}", callback, cancellationToken);
        if (During is { } during) await during();
        return Reply;
    }

    public Task RefuseUnreadableAsync(string clientName, GatewayCallback callback, int statusCode, CancellationToken cancellationToken)
    {
        Record($"RefuseUnreadable {clientName} {statusCode}", callback, cancellationToken);
        return Task.CompletedTask;
    }

    public void Refuse(string clientName) => Calls.Add($"Refuse {clientName}");

    public void Postpone(string clientName) => Calls.Add($"Postpone {clientName}");

    private void Record(string call, GatewayCallback callback, CancellationToken cancellationToken)
    {
        Calls.Add(call);
        (Message, Body, Token) = (callback, Encoding.UTF8.GetString(callback.Body.Span), cancellationToken);
    }
}

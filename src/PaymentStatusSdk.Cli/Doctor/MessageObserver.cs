using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Notes the messages that arrive at the address for a gateway's answers. Thread-safe.</summary>
internal sealed class MessageObserver
{
    private static readonly TimeSpan LongestReply = TimeSpan.FromSeconds(5);

    private readonly ConcurrentBag<Task> _messages = [];
    private volatile string? _postedType;

    /// <summary>Whether the message with a path is one of this command, which is not noted.</summary>
    public Func<string?, bool> IsOwn { get; set; } = _ => false;

    /// <summary>Passes a message on, and notes its content type if the adapter accepts it. All others could come from anyone.</summary>
    public async Task ObserveAsync(HttpContext context, RequestDelegate next)
    {
        if (IsOwn(context.Request.Path.Value))
        {
            await next(context);
            return;
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _messages.Add(ended.Task);
        try
        {
            await next(context);
            if (context.Response.StatusCode == StatusCodes.Status200OK) _postedType = context.Request.ContentType ?? "";
        }
        finally
        {
            ended.SetResult();
        }
    }

    /// <summary>Waits for the replies to the messages, because the adapter ends a query before it has replied.</summary>
    /// <returns>The content type of the last accepted message: empty when it had none, null when there was no such message.</returns>
    public async Task<string?> PostedTypeAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_messages).WaitAsync(LongestReply, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // A message without an end decides nothing.
        }

        return _postedType;
    }
}

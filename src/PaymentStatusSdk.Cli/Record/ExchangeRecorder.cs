using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Cli.Record.Redaction;

namespace PaymentStatusSdk.Cli.Record;

/// <summary>Collects the exchanges of one query after the other. Thread-safe.</summary>
/// <remarks>A query may end before the reply to its last request, and before the reply to the gateway's POST.</remarks>
internal sealed class ExchangeRecorder
{
    private const int MaxBytes = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<Task> _running = [];
    private List<RawExchange> _exchanges = [];

    /// <summary>Begins an exchange.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="ended">Completes when the exchange has ended, with or without an answer.</param>
    public RawExchange Begin(HttpRequestMessage request, ReadOnlyMemory<byte> body, Task ended)
    {
        var exchange = new RawExchange
        {
            Method = request.Method,
            Url = request.RequestUri!,
            RequestHeaders = HeaderRedactor.Request(request.Headers, request.Content?.Headers),
            Request = body,
        };
        lock (_lock)
        {
            _exchanges.Add(exchange);
            _running.Add(ended);
        }

        return exchange;
    }

    /// <summary>Waits until everything that has begun has ended, and returns the exchanges since the last call.</summary>
    public async Task<IReadOnlyList<RawExchange>> TakeAsync(CancellationToken cancellationToken)
    {
        Task[] running;
        lock (_lock) running = [.. _running];
        await Task.WhenAll(running).WaitAsync(cancellationToken);
        lock (_lock)
        {
            var taken = _exchanges;
            (_exchanges, _) = ([], _running.RemoveAll(task => task.IsCompleted));
            return taken;
        }
    }

    /// <summary>Records the messages that the gateway POSTs and that the adapter accepts. All others could come from anyone.</summary>
    public async Task RecordPostAsync(HttpContext context, RequestDelegate next)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RawExchange? last;
        lock (_lock)
        {
            // Before the adapter sees the message: the query may end at once.
            _running.Add(ended.Task);
            last = _exchanges.LastOrDefault();
        }

        try
        {
            // In memory only: the message has secrets and personal data.
            context.Request.EnableBuffering(MaxBytes, MaxBytes);
            await next(context);
            var isAccepted = HttpMethods.IsPost(context.Request.Method) && context.Response.StatusCode == StatusCodes.Status200OK;
            if (last is null || !isAccepted) return;
            context.Request.Body.Position = 0;
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            lock (_lock) last.Posts.Add((HeaderRedactor.Value(context.Request.ContentType), body.ToArray()));
        }
        finally
        {
            ended.SetResult();
        }
    }
}

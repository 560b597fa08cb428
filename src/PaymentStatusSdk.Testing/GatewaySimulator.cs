using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using static System.FormattableString;

namespace PaymentStatusSdk.Testing;

/// <summary>
/// A payment gateway that answers status queries over real HTTP on the loopback address, inside this process.
/// </summary>
/// <remarks>
/// It is written from the gateways' public documentation and shares no code with the adapters, so that a mistake in one does not hide in the
/// other. It proves that an adapter and the notes agree with each other; it does not prove that the provider agrees with the notes.
/// Thread-safe. Dispose of it to free the port.
/// </remarks>
public abstract class GatewaySimulator : IAsyncDisposable
{
    private readonly GatewaySimulatorOptions _options;
    private readonly CancellationTokenSource _stopping = new();
    private FaultPlan _faults;
    private LoopbackServer? _server;

    private protected GatewaySimulator(GatewaySimulatorOptions options)
    {
        options.Validate();
        _options = options;
        _faults = new FaultPlan();
        _faults.Attach(Gateway);
        Recorder = new RequestRecorder(options.RecordingLimit, options.TimeProvider);
        Notifier = new NotificationSender(options, options.TrustedByNotifier);
        NotificationUrl = options.NotificationUrl;
    }

    /// <summary>The name in the control API and in messages, such as <c>convergegate</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The address to give to a client.</summary>
    public abstract Uri Endpoint { get; }

    /// <summary>The latest requests, oldest first: a snapshot. How many are kept: <see cref="GatewaySimulatorOptions.RecordingLimit"/>.</summary>
    public IReadOnlyList<RecordedRequest> Received => Recorder.Snapshot();

    /// <summary>How many requests have come since the start, recorded or not.</summary>
    public long ReceivedCount => Recorder.Count;

    /// <summary>The latest notification deliveries, oldest first: a snapshot.</summary>
    public IReadOnlyList<NotificationDelivery> Deliveries => Notifier.Snapshot();

    /// <summary>Where notifications go from now on; null: none are sent.</summary>
    public Uri? NotificationUrl { get; set; }

    /// <summary>What goes wrong with the next answers.</summary>
    /// <value>Default: nothing. A plan belongs to one simulator.</value>
    /// <exception cref="ArgumentException">The plan holds a fault that does not exist on this gateway.</exception>
    public FaultPlan Faults
    {
        get => Volatile.Read(ref _faults);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            value.Attach(Gateway);
            Volatile.Write(ref _faults, value);
        }
    }

    /// <summary>The clock of this simulator.</summary>
    public TimeProvider TimeProvider => _options.TimeProvider;

    internal RequestRecorder Recorder { get; }

    internal NotificationSender Notifier { get; }

    internal abstract SimulatedGateway Gateway { get; }

    /// <summary>Canceled when the simulator is disposed of.</summary>
    internal CancellationToken Stopping => _stopping.Token;

    private protected Uri BaseAddress { get; private set; } = null!;

    /// <summary>Waits until at least <paramref name="count"/> requests have come since the start.</summary>
    /// <param name="count">Compared with <see cref="ReceivedCount"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when they have.</returns>
    public Task WaitForRequestsAsync(long count, CancellationToken cancellationToken = default) => Recorder.WaitAsync(count, cancellationToken);

    /// <summary>Forgets the recorded requests; <see cref="ReceivedCount"/> goes on.</summary>
    public void ClearReceived() => Recorder.Clear();

    /// <summary>Cuts all connections, held ones too, stops redelivery and frees the port.</summary>
    /// <returns>A task that completes when all is freed.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Notifier.DisposeAsync().ConfigureAwait(false);
        if (_server is not null) await _server.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private protected async Task ListenAsync(Action<ListenOptions>? configure, CancellationToken cancellationToken)
    {
        _server = await LoopbackServer.StartAsync(_options.Port, configure, HandleAsync, cancellationToken).ConfigureAwait(false);
        var scheme = configure is null ? "http" : "https";
        BaseAddress = new Uri(Invariant($"{scheme}://127.0.0.1:{_server.Port}/"));
    }

    /// <summary>Whether the path is one of the gateway's own.</summary>
    private protected abstract bool IsRoute(string path);

    /// <summary>The carrier, or Unknown when the content type is to be refused with 415.</summary>
    private protected abstract RequestCarrier CarrierOf(string? contentType);

    /// <summary>Requests that are not queries, such as a consumer's page. False: not mine.</summary>
    private protected virtual ValueTask<bool> TryServeAsync(HttpContext context, ReadOnlyMemory<byte> body) => new(false);

    /// <summary>Takes part in a limit of concurrent calls; false when the call is over it.</summary>
    private protected virtual ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken) => new(true);

    /// <summary>Ends what <see cref="TryEnterAsync"/> began.</summary>
    private protected virtual void Leave()
    {
    }

    /// <summary>What goes wrong with the answer to this query; null: nothing.</summary>
    private protected virtual SimulatedFault? TakeFault(ReadOnlyMemory<byte> body) => Faults.Take();

    private protected abstract ValueTask<SimulatorAnswer> AnswerAsync(SimulatorQuery query, CancellationToken cancellationToken);

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            await ServeAsync(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client went away, or the simulator is stopping.
            context.Abort();
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, _options.MaxRequestBodyBytes).ConfigureAwait(false);
        var isPost = HttpMethods.IsPost(context.Request.Method);
        var isRoute = IsRoute(context.Request.Path.Value ?? "/");
        var carrier = isPost && isRoute ? CarrierOf(ContentTypeOf(context.Request)) : RequestCarrier.Unknown;
        Recorder.Add(context, carrier, body ?? default);
        if (body is null)
        {
            context.Response.Headers.Connection = "close";
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }
        else if (carrier != RequestCarrier.Unknown)
        {
            await AnswerQueryAsync(context, body.Value, carrier).ConfigureAwait(false);
        }
        else if (!await TryServeAsync(context, body.Value).ConfigureAwait(false))
        {
            context.Response.StatusCode = !isRoute ? StatusCodes.Status404NotFound
                : isPost ? StatusCodes.Status415UnsupportedMediaType : StatusCodes.Status405MethodNotAllowed;
            if (isRoute && !isPost) context.Response.Headers.Allow = "POST";
        }
    }

    // Equal headers count once, as in servlet containers. Different ones are no content type: without a semicolon, no part of them passes for one.
    private static string? ContentTypeOf(HttpRequest request)
    {
        var values = request.Headers.ContentType;
        if (values.Count < 2) return request.ContentType;
        return values.Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1 ? values[0] : values.ToString().Replace(';', ',');
    }

    private async Task AnswerQueryAsync(HttpContext context, ReadOnlyMemory<byte> body, RequestCarrier carrier)
    {
        var fault = TakeFault(body);
        var entered = await TryEnterAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            if (fault is not null) await WaitAsync(fault, context.RequestAborted).ConfigureAwait(false);
            var query = new SimulatorQuery(body, carrier, fault, IsOverLimit: !entered, context);
            var answer = await AnswerAsync(query, context.RequestAborted).ConfigureAwait(false);
            await AnswerDelivery.SendAsync(context, answer, fault, this).ConfigureAwait(false);
        }
        finally
        {
            if (entered) Leave();
        }
    }

    /// <summary>Waits as long as the fault says, on the simulator's clock and at its gate.</summary>
    internal async Task WaitAsync(SimulatedFault fault, CancellationToken cancellationToken)
    {
        if (fault.Gate is null && fault.Wait == TimeSpan.Zero) return;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopping);
        if (fault.Gate is not null) await fault.Gate.HoldAsync(leaving.Token).ConfigureAwait(false);
        if (fault.Wait > TimeSpan.Zero) await Task.Delay(fault.Wait, TimeProvider, leaving.Token).ConfigureAwait(false);
    }
}

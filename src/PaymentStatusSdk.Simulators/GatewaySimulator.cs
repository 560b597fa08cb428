using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;
using PaymentStatusSdk.Simulators.Notifications;
using static System.FormattableString;

namespace PaymentStatusSdk.Simulators;

/// <summary>
/// Simulates a payment gateway: answers status queries over real HTTP on the loopback address, inside this process.
/// </summary>
/// <remarks>
/// The simulators are written from the gateways' public documentation and share no code with the adapters, so that a mistake in one is not
/// repeated in the other. They prove that an adapter and its PROTOCOL.md agree with each other, not that the provider agrees with
/// PROTOCOL.md. Thread-safe. Dispose of it to free the port.
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

    /// <summary>The address to configure in a client.</summary>
    public abstract Uri Endpoint { get; }

    /// <summary>A snapshot of the latest requests, oldest first. The limit is
    /// <see cref="GatewaySimulatorOptions.RecordingLimit"/>.</summary>
    public IReadOnlyList<RecordedRequest> Received => Recorder.Snapshot();

    /// <summary>The number of requests received since the start, recorded or not.</summary>
    public long ReceivedCount => Recorder.Count;

    /// <summary>A snapshot of the latest notification deliveries, oldest first.</summary>
    public IReadOnlyList<NotificationDelivery> Deliveries => Notifier.Snapshot();

    /// <summary>The URL for notifications from now on; null sends none.</summary>
    public Uri? NotificationUrl { get; set; }

    /// <summary>The faults of the next answers.</summary>
    /// <value>Default: an empty plan. A plan belongs to one simulator.</value>
    /// <exception cref="ArgumentException">The plan contains a fault that does not exist on this gateway.</exception>
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

    /// <summary>The kinds of the faults that this gateway can have, in the order of the enum.</summary>
    public IReadOnlyList<SimulatedFaultKind> SupportedFaults => [.. FaultCatalog.Kinds(FaultPlaces)];

    internal RequestRecorder Recorder { get; }

    internal NotificationSender Notifier { get; }

    internal abstract SimulatedGateway Gateway { get; }

    internal virtual SimulatedGateway FaultPlaces => Gateway;

    /// <summary>Canceled when the simulator is disposed of.</summary>
    internal CancellationToken Stopping => _stopping.Token;

    private protected Uri BaseAddress { get; private set; } = null!;

    /// <summary>Waits until at least <paramref name="count"/> requests have been received since the start.</summary>
    /// <param name="count">Compared with <see cref="ReceivedCount"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the count is reached.</returns>
    public Task WaitForRequestsAsync(long count, CancellationToken cancellationToken = default) =>
        Recorder.WaitAsync(count, cancellationToken);

    /// <summary>Removes the recorded requests; <see cref="ReceivedCount"/> keeps its value.</summary>
    public void ClearReceived() => Recorder.Clear();

    /// <summary>Closes all connections, including held ones, stops redelivery and frees the port.</summary>
    /// <returns>A task that completes when all resources are freed.</returns>
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

    /// <summary>Whether the path is a route of the gateway.</summary>
    private protected abstract bool IsRoute(string path);

    /// <summary>Returns the carrier, or Unknown when the content type must be refused with 415.</summary>
    private protected abstract RequestCarrier CarrierOf(string? contentType);

    /// <summary>Serves requests that are not queries, such as a consumer's page. Returns false when the request is not served.</summary>
    private protected virtual ValueTask<bool> TryServeAsync(HttpContext context, ReadOnlyMemory<byte> body) => new(false);

    /// <summary>Acquires a slot under the limit of concurrent calls; returns false when the call exceeds the limit.</summary>
    private protected virtual ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken) => new(true);

    /// <summary>Releases the slot of <see cref="TryEnterAsync"/>.</summary>
    private protected virtual void Leave()
    {
    }

    /// <summary>Returns the fault of the answer to this query, or null for none.</summary>
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
            // The client disconnected, or the simulator is stopping.
            context.Abort();
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, _options.MaxRequestBodyBytes).ConfigureAwait(false);
        var isPost = HttpMethods.IsPost(context.Request.Method);
        var isRoute = IsRoute(context.Request.Path.Value!);
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

    // Equal headers count once, as in servlet containers. Different headers are invalid: without a semicolon, no part of them parses as a
    // content type.
    private static string? ContentTypeOf(HttpRequest request)
    {
        var values = request.Headers.ContentType;
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
            await AnswerDelivery.SendAsync(context, answer, fault, this, FreeSlot).ConfigureAwait(false);
        }
        finally
        {
            FreeSlot();
        }

        void FreeSlot()
        {
            if (entered) Leave();
            entered = false;
        }
    }

    /// <summary>Waits for the delay of the fault on the simulator's clock, and for its hold.</summary>
    internal async Task WaitAsync(SimulatedFault fault, CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopping);
        if (fault.WaitsFor is not null) await fault.WaitsFor.HoldAsync(leaving.Token).ConfigureAwait(false);
        if (fault.Wait != TimeSpan.Zero) await Task.Delay(fault.Wait, TimeProvider, leaving.Token).ConfigureAwait(false);
    }
}

using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>One call of one handler in its own scope. Creating, handling and disposing share one time limit.</summary>
internal sealed class HandlerCall(HandlerSource source, IServiceScopeFactory scopes)
{
    private volatile IStatusChangeHandler? _handler;

    /// <summary>
    /// Whether the handler has been created. If it cannot be created, the other handlers of its source probably cannot be created either.
    /// </summary>
    public bool IsCreated => _handler is not null;

    /// <summary>The handler's type, or the registered type before the handler is created.</summary>
    public Type Type => _handler?.GetType() ?? source.Type;

    /// <summary>Creates the handler, calls it unless it has already completed the change, and disposes of it.</summary>
    /// <returns>The name of the handler that has completed the change; null when there is no such handler.</returns>
    public async Task<string?> RunAsync(StatusChange change, IReadOnlyList<string> completed, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            if (source.Create(scope.ServiceProvider) is not { } handler) return null;
            _handler = handler;
            var name = source.Name ?? HandlerSource.NameOf(handler.GetType());
            if (!completed.Contains(name)) await HandleAsync(handler, change, cancellationToken).ConfigureAwait(false);
            return name;
        }
    }

    private static async Task HandleAsync(IStatusChangeHandler handler, StatusChange change, CancellationToken cancellationToken)
    {
        using var activity = TraceLinks.StartDelivery(change);
        try
        {
            await handler.HandleAsync(change, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            TraceLinks.Fail(activity, exception.GetType().FullName!);
            throw;
        }
    }
}

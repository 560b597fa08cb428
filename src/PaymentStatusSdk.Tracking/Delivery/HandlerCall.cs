using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Tracking;

/// <summary>One call of one handler in a scope of its own: creating, handling and disposing are one piece of work, under one limit.</summary>
internal sealed class HandlerCall(HandlerSource source, IServiceScopeFactory scopes)
{
    private volatile IStatusChangeHandler? _handler;

    /// <summary>Whether the handler has been created. If not, others of its kind may be missing as well.</summary>
    public bool IsCreated => _handler is not null;

    /// <summary>The handler's type as far as it is known.</summary>
    public Type Type => _handler?.GetType() ?? source.Type;

    /// <summary>Creates the handler, has it handle the change unless it has taken it, and disposes of it.</summary>
    /// <returns>The name of the handler that has taken the change; null when there is no such handler.</returns>
    public async Task<string?> RunAsync(StatusChange change, IReadOnlyList<string> taken, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            if (source.Create(scope.ServiceProvider) is not { } handler) return null;
            _handler = handler;
            var name = source.Name ?? HandlerSource.NameOf(handler.GetType());
            if (!taken.Contains(name)) await HandleAsync(handler, change, cancellationToken).ConfigureAwait(false);
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

using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>One call of one handler in its own scope. Creating, handling, disposing and committing share one time limit.</summary>
/// <param name="source">The handler.</param>
/// <param name="scopes">Creates the scope.</param>
/// <param name="transaction">The transaction of a transactional handler; null for other handlers.</param>
internal sealed class HandlerCall(HandlerSource source, IServiceScopeFactory scopes, IDeliveryTransaction? transaction)
{
    private volatile BoundHandler? _handler;

    /// <summary>
    /// Whether the handler has been created. If it cannot be created, the other handlers of its source probably cannot be created either.
    /// </summary>
    public bool IsCreated => _handler is not null;

    /// <summary>The handler's type, or the registered type before the handler is created.</summary>
    public Type Type => _handler?.Type ?? source.Type;

    /// <summary>Whether the claim was lost before the transaction committed, so that nothing was written.</summary>
    public bool IsClaimLost { get; private set; }

    /// <summary>Creates the handler, calls it unless it has already completed the change, disposes of it, and commits.</summary>
    /// <returns>The name of the handler that has completed the change; null when there is no such handler.</returns>
    public async Task<string?> RunAsync(ChangeDelivery delivery, CancellationToken cancellationToken)
    {
        if (await HandleAsync(delivery.Claim.Change, delivery.CompletedHandlers, cancellationToken).ConfigureAwait(false) is not { } name)
            return null;
        // A canceled commit could have succeeded.
        if (transaction is not null)
            IsClaimLost = !await transaction.CommitAsync(delivery.CommitOf(name), CancellationToken.None).ConfigureAwait(false);
        return name;
    }

    private async Task<string?> HandleAsync(StatusChange change, IReadOnlyList<string> completed, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            if (source.Create(scope.ServiceProvider, transaction?.Transaction) is not { } handler) return null;
            _handler = handler;
            var name = source.Name ?? HandlerSource.NameOf(handler.Type);
            if (!completed.Contains(name)) await HandleAsync(handler, change, cancellationToken).ConfigureAwait(false);
            return name;
        }
    }

    private static async Task HandleAsync(BoundHandler handler, StatusChange change, CancellationToken cancellationToken)
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

using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>
/// A handler that was registered as <see cref="IStatusChangeHandler"/> itself. A container creates such services only together.
/// </summary>
/// <param name="index">The index among such handlers.</param>
/// <param name="transactional">The transactional handlers.</param>
internal sealed class DirectHandlerSource(int index, IEnumerable<HandlerSource> transactional) : HandlerSource
{
    public override Type Type => typeof(IStatusChangeHandler);

    public override BoundHandler? Create(IServiceProvider scoped, DbTransaction? transaction)
    {
        if (scoped.GetServices<IStatusChangeHandler>().ElementAtOrDefault(index) is not { } handler) return null;
        // The store would take the one for the other. Only the created handler shows it.
        var name = NameOf(handler.GetType());
        return transactional.All(other => other.Name != name) ? Bind(handler) : throw new InvalidOperationException(
            $"{name} is registered as IStatusChangeHandler and as a transactional handler. Register it once.");
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>All registered handlers. None is created.</summary>
internal sealed class HandlerList(IServiceProvider services)
{
    private readonly HandlerSource[] _added = [.. services.GetServices<HandlerSource>()];

    // A container that does not provide this information may have some.
    private readonly bool _hasDirect = services.GetService<IServiceProviderIsService>()?.IsService(typeof(IStatusChangeHandler)) != false;

    public bool IsEmpty => _added.Length == 0 && !_hasDirect;

    /// <summary>The handlers that were added with <c>AddStatusChangeHandler</c>.</summary>
    public IEnumerable<HandlerSource> Added => _added.Where(source => !source.IsTransactional);

    /// <summary>The handlers that were added with <c>AddTransactionalStatusChangeHandler</c> and use the store's transactions.</summary>
    public IEnumerable<HandlerSource> Transactional => _added.Where(source => source.IsTransactional);

    /// <summary>
    /// Returns the handler at an index among those that are registered as <see cref="IStatusChangeHandler"/> itself; null when there are
    /// none.
    /// </summary>
    public HandlerSource? DirectAt(int index) => _hasDirect ? new DirectHandlerSource(index, Transactional) : null;
}

using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores;

/// <summary>The store of one process. Disposal ends the process and leaves its claims in place.</summary>
public interface IStoreProcess : IAsyncDisposable
{
    /// <summary>The store.</summary>
    ITrackingStore Store { get; }

    /// <summary>The lock that all processes of the database share.</summary>
    IExchangeLock ExchangeLock { get; }

    /// <summary>The router that all processes of the database share.</summary>
    ICallbackRouter CallbackRouter { get; }
}

using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.StoreConformance;

/// <summary>The store of one process. Disposal ends the process and leaves its claims in place.</summary>
public interface IStoreProcess : IAsyncDisposable
{
    ITrackingStore Store { get; }

    IExchangeLock ExchangeLock { get; }

    ICallbackRouter CallbackRouter { get; }
}

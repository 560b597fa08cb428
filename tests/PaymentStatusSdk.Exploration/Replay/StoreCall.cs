using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Replay;

/// <summary>A call of the store that a move made on the model, for the real stores.</summary>
/// <param name="Text">The call, for messages.</param>
/// <param name="RunAsync">Makes the call on a real store, and returns how the result differs; null when it does not.</param>
internal sealed record StoreCall(string Text, Func<ITrackingStore, CancellationToken, Task<string?>> RunAsync);

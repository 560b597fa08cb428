namespace PaymentStatusSdk.Tracking.Delivery;

/// <summary>A handler that was created for one delivery.</summary>
/// <param name="Type">The handler's type.</param>
/// <param name="HandleAsync">Calls the handler, with its transaction if it has one.</param>
internal sealed record BoundHandler(Type Type, Func<StatusChange, CancellationToken, Task> HandleAsync);

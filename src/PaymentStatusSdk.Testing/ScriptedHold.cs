namespace PaymentStatusSdk.Testing;

/// <summary>Holds queries of a <see cref="ScriptedTransactionStatusClient"/> until the hold is released or disposed.</summary>
/// <remarks>Thread-safe. A waiting caller can still cancel its query.</remarks>
public sealed class ScriptedHold : IDisposable
{
    private readonly string? _id;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ScriptedHold(string? id) => _id = id;

    internal bool IsReleased => _released.Task.IsCompleted;

    /// <summary>Releases all waiting queries, and lets later queries pass. Further calls have no effect.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Releases the hold.</summary>
    public void Dispose() => Release();

    internal Task WaitAsync(CancellationToken cancellationToken) => _released.Task.WaitAsync(cancellationToken);

    internal bool Holds(string id) => _id is null || string.Equals(_id, id, StringComparison.Ordinal);
}

namespace PaymentStatusSdk.Testing;

/// <summary>Keeps questions of a <see cref="ScriptedTransactionStatusClient"/> waiting until it is released or disposed.</summary>
/// <remarks>Thread-safe. A caller that is waiting can still cancel.</remarks>
public sealed class ScriptedHold : IDisposable
{
    private readonly string? _id;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ScriptedHold(string? id) => _id = id;

    internal bool IsReleased => _released.Task.IsCompleted;

    /// <summary>Lets all waiting questions go on, and later ones through. Once is enough.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Releases.</summary>
    public void Dispose() => Release();

    internal Task WaitAsync(CancellationToken cancellationToken) => _released.Task.WaitAsync(cancellationToken);

    internal bool Holds(string id) => _id is null || string.Equals(_id, id, StringComparison.Ordinal);
}

namespace PaymentStatusSdk.Dashboard.Live;

/// <summary>Limits the number of pages that are live at the same time. Further pages work without it. Thread-safe.</summary>
internal sealed class LiveConnections(int max)
{
    private int _open;

    public bool TryOpen()
    {
        if (Interlocked.Increment(ref _open) <= max) return true;
        Close();
        return false;
    }

    public void Close() => Interlocked.Decrement(ref _open);
}

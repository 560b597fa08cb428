using System.Security.Cryptography;

namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The sessions, the used ids and the one open exchange. Thread-safe.</summary>
/// <param name="options">The options of the simulator.</param>
/// <param name="limit">The number of remembered ids. The default is enough for any test; a sandbox that runs for months forgets its oldest
/// ids.</param>
internal sealed class DipsSessionRegistry(DesjardinsSimulatorOptions options, int limit = 200_000)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private DipsExchange? _open;
    private long _overlaps;

    public long Overlaps
    {
        get { lock (_lock) return _overlaps; }
    }

    public bool HasOpenExchange
    {
        get { lock (_lock) return IsOpen(); }
    }

    /// <summary>Returns a key for a new id, or null when the id was used before.</summary>
    public string? Login(string trxId)
    {
        var key = RandomNumberGenerator.GetHexString(32, lowercase: true);
        lock (_lock)
        {
            if (!_used.Add(trxId)) return null;
            _order.Enqueue(trxId);
            _keys[trxId] = key;
            if (_order.Count > limit)
            {
                var oldest = _order.Dequeue();
                _used.Remove(oldest);
                _keys.Remove(oldest);
            }

            return key;
        }
    }

    /// <summary>Opens an exchange, or returns the reason for the refusal. A correct key is consumed in both cases.</summary>
    public string? Open(DipsRequest request, out DipsExchange? exchange)
    {
        exchange = null;
        lock (_lock)
        {
            var id = request.TrxId ?? "";
            if (!_keys.TryGetValue(id, out var key) || key != request.TrxKey) return request.RefusalReason ?? KeyError(id);
            _keys.Remove(id);
            if (request.RefusalReason is not null) return request.RefusalReason;
            if (IsOpen())
            {
                _overlaps++;
                return "Another Status transaction is still being executed";
            }

            _open = exchange = new DipsExchange(request, options.TimeProvider.GetUtcNow());
            return null;
        }
    }

    public void Close(DipsExchange exchange)
    {
        lock (_lock)
        {
            if (_open == exchange) _open = null;
        }
    }

    private bool IsOpen()
    {
        if (_open is null) return false;
        return !_open.IsLost || options.TimeProvider.GetUtcNow() - _open.AcceptedAt < options.LostCallbackOpenTime;
    }

    private string KeyError(string id) =>
        _keys.ContainsKey(id) ? "Transaction key does not belong to this session"
        : _used.Contains(id) ? "Transaction key was used before"
        : "There is no session with this transaction id";
}

namespace PaymentStatusSdk.Adapters;

/// <summary>
/// Caches what an adapter derives from its options, such as prepared requests or keys, and derives it again when the options change.
/// </summary>
/// <remarks>Thread-safe. Concurrent first calls may create several values; one of them stays in the cache.</remarks>
/// <typeparam name="TOptions">The adapter's options.</typeparam>
/// <typeparam name="T">The derived value. It should expose its options, so that one exchange uses one instance of them.</typeparam>
/// <param name="options">The source of the current options.</param>
/// <param name="create">Derives the value; it must not have side effects.</param>
public sealed class OptionsCache<TOptions, T>(IGatewayOptionsSource<TOptions> options, Func<TOptions, T> create)
    where TOptions : GatewayOptions
{
    private volatile CachedValue? _cached;

    /// <summary>The value for the current options.</summary>
    public T Current
    {
        get
        {
            var current = options.Current;
            var cached = _cached;
            if (cached is null || cached.Options != current) _cached = cached = new CachedValue(current, create(current));
            return cached.Value;
        }
    }

    private sealed class CachedValue(TOptions options, T value)
    {
        public TOptions Options => options;

        public T Value => value;
    }
}

using System.Collections.Concurrent;

namespace PaymentStatusSdk.Exploration.Search;

/// <summary>Gives equal values one number. Thread-safe.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal sealed class Interner<T>
    where T : notnull
{
    private const int ChunkBits = 16;

    private readonly ConcurrentDictionary<T, int> _numbers = new();
    private readonly T[]?[] _chunks = new T[1 << 12][];
    private readonly Lock _lock = new();
    private int _count;

    public int Count => _count;

    public T this[int number] => _chunks[number >> ChunkBits]![number & ((1 << ChunkBits) - 1)];

    public int NumberOf(T value)
    {
        if (_numbers.TryGetValue(value, out var number)) return number;
        lock (_lock)
        {
            if (_numbers.TryGetValue(value, out number)) return number;
            number = _count;
            var chunk = _chunks[number >> ChunkBits] ??= new T[1 << ChunkBits];
            chunk[number & ((1 << ChunkBits) - 1)] = value;
            _count++;
            _numbers[value] = number;
            return number;
        }
    }
}

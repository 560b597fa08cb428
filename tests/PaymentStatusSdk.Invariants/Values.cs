using System.Collections;
using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Invariants;

/// <summary>An immutable list that equals any list with the same items, so that records that contain it are equal by value.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
[CollectionBuilder(typeof(Values), nameof(Values.Of))]
public readonly struct Values<T> : IReadOnlyList<T>, IEquatable<Values<T>>
{
    private readonly T[]? _items;

    internal Values(T[] items) => _items = items;

    public int Count => _items?.Length ?? 0;

    public T this[int index] => _items![index];

    public int IndexOf(Predicate<T> predicate) => _items is null ? -1 : Array.FindIndex(_items, predicate);

    public Values<T> Add(T item) => new([.. AsSpan(), item]);

    public Values<T> With(int index, T item)
    {
        var items = AsSpan().ToArray();
        items[index] = item;
        return new(items);
    }

    public Values<T> Without(int index) => new([.. AsSpan()[..index], .. AsSpan()[(index + 1)..]]);

    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>Returns whether both are the same list, so that they need not be compared.</summary>
    public bool IsSame(Values<T> other) => ReferenceEquals(_items, other._items);

    public bool Equals(Values<T> other)
    {
        if (ReferenceEquals(_items, other._items)) return true;
        if (Count != other.Count) return false;
        for (var index = 0; index < Count; index++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items![index], other._items![index])) return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is Values<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var item in AsSpan()) hash = HashCode.Combine(hash, item);
        return hash;
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"[{string.Join(", ", this)}]";

    public static bool operator ==(Values<T> one, Values<T> other) => one.Equals(other);

    public static bool operator !=(Values<T> one, Values<T> other) => !one.Equals(other);
}

/// <summary>Creates lists.</summary>
public static class Values
{
    public static Values<T> Of<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}

using System.Collections.ObjectModel;

namespace PaymentStatusSdk.Tracking;

/// <summary>A list that equals another one with the same items, so that the records that contain it are equal by value.</summary>
internal sealed class ValueList<T>(IList<T> items) : ReadOnlyCollection<T>(items)
{
    public static new ValueList<T> Empty { get; } = new([]);

    /// <summary>Returns a copy. Null counts as empty: generated JSON code sets a member that is missing in the text to null.</summary>
    public static ValueList<T> Of(IReadOnlyList<T>? items) => items as ValueList<T> ?? (items is null or [] ? Empty : new([.. items]));

    public override bool Equals(object? obj) => obj is ValueList<T> other && this.SequenceEqual(other);

    public override int GetHashCode() => this.Aggregate(Count, HashCode.Combine);
}

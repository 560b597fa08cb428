namespace PaymentStatusSdk.Relational.Dialects;

/// <summary>A column of a table, and the member of a record that is written to it.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Name">The name of the column.</param>
/// <param name="Type">The type of the column.</param>
/// <param name="Value">Returns the value of a record.</param>
public sealed record SqlColumn<T>(string Name, SqlType Type, Func<T, object?> Value)
{
    /// <summary>Whether an update selects the row by this column, instead of writing it.</summary>
    public bool IsKey { get; init; }
}

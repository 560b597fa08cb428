namespace PaymentStatusSdk.Relational.Dialects;

/// <summary>An index.</summary>
/// <param name="Name">The name.</param>
/// <param name="Table">The table, without a schema.</param>
/// <param name="Columns">The columns.</param>
public sealed record SqlIndex(string Name, string Table, string Columns)
{
    /// <summary>The condition of a partial index; null for an index of all rows.</summary>
    public string? Where { get; init; }

    /// <summary>The columns in a database without partial indexes; null to leave the index out there.</summary>
    public string? ColumnsWithoutWhere { get; init; }

    /// <summary>Whether the values are unique. Nulls are distinct.</summary>
    public bool IsUnique { get; init; }
}

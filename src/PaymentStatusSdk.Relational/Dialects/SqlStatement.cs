using System.Data.Common;

namespace PaymentStatusSdk.Relational.Dialects;

/// <summary>One statement with its parameters. Not thread-safe.</summary>
public sealed class SqlStatement
{
    private readonly List<SqlValue> _values = [];

    /// <summary>Creates a statement.</summary>
    /// <param name="text">The SQL text, with parameters as <c>@name</c>.</param>
    public SqlStatement(string text = "") => Text = text;

    /// <summary>The SQL text. It contains no value, so that equal statements have equal texts.</summary>
    public string Text { get; set; }

    /// <summary>The parameters, in the order in which they were added.</summary>
    public IReadOnlyList<SqlValue> Values => _values;

    /// <summary>Whether the statement returns rows.</summary>
    public bool ReturnsRows { get; init; }

    /// <summary>Whether a connection may keep the prepared statement. False for texts of which there are many.</summary>
    public bool IsPrepared { get; init; } = true;

    /// <summary>Reads one row; null ignores the rows.</summary>
    internal Action<DbDataReader>? Read { get; init; }

    /// <summary>Adds a parameter.</summary>
    /// <param name="name">The name without a prefix.</param>
    /// <param name="type">The type.</param>
    /// <param name="value">The value.</param>
    /// <returns>This statement.</returns>
    public SqlStatement With(string name, SqlType type, object? value)
    {
        _values.Add(new SqlValue(name, type, value));
        return this;
    }
}

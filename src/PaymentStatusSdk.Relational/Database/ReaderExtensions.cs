using System.Data.Common;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Relational.Database;

/// <summary>Reads columns that may be null.</summary>
internal static class ReaderExtensions
{
    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset? TimeOrNull(this DbDataReader reader, int column, RelationalDialect dialect) =>
        reader.IsDBNull(column) ? null : dialect.ReadTime(reader, column);
}

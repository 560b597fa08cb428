using Microsoft.Data.Sqlite;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>Inspects a file like SQLite's own tools.</summary>
internal static class SqliteFile
{
    /// <summary>PRAGMA integrity_check: <c>ok</c> when the file is whole.</summary>
    public static async Task<string?> CheckAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string?)await command.ExecuteScalarAsync();
    }
}

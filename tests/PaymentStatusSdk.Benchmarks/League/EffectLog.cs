using Npgsql;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>The effect of a final payment is a row. Nothing prevents a second row, which counts as a repeated effect.</summary>
public sealed class EffectLog(NpgsqlDataSource database)
{
    public const string CreateScript =
        "CREATE TABLE league_effects (payment integer NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp())";

    public const string Insert = "INSERT INTO league_effects (payment) VALUES (@payment)";

    public async Task WriteAsync(int payment)
    {
        await using var command = database.CreateCommand(Insert);
        command.Parameters.AddWithValue("payment", payment);
        await command.ExecuteNonQueryAsync();
    }
}

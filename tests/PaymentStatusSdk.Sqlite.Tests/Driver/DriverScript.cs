using System.Data.Common;
using PaymentStatusSdk.Relational.Schema;

namespace PaymentStatusSdk.Sqlite.Tests.Driver;

/// <summary>The results that a test sets for a driver without a database, and its round trips. At first it has current tables.</summary>
internal sealed class DriverScript
{
    public const string TableExists = "EXISTS payment_schema";

    public const string ReadVersion = "SELECT version, database_id FROM payment_schema ORDER BY version";

    /// <summary>The rows of statements, by their texts. Other statements have no result.</summary>
    public Dictionary<string, object[][]> Rows { get; } = new(StringComparer.Ordinal)
    {
        [TableExists] = [[1L]],
        [ReadVersion] = [[(long)SchemaSteps.Version, "id"]],
    };

    /// <summary>The failures of statements, by their texts.</summary>
    public Dictionary<string, Exception> Failures { get; } = new(StringComparer.Ordinal);

    public List<DriverRoundTrip> RoundTrips { get; } = [];

    /// <summary>The texts of each round trip.</summary>
    public IEnumerable<string> Texts => RoundTrips.Select(trip => trip.Text);

    public DriverReader Execute(string[] texts, bool readsRows, DbTransaction? transaction, int timeout, string[] values)
    {
        RoundTrips.Add(new DriverRoundTrip(string.Join("; ", texts), readsRows, transaction, timeout, values));
        var reader = new DriverReader(this, texts);
        reader.NextResult();
        return reader;
    }

    public void ThrowIfFails(string text)
    {
        if (Failures.TryGetValue(text, out var failure)) throw failure;
    }
}

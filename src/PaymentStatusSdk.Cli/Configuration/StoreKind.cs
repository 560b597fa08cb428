namespace PaymentStatusSdk.Cli.Configuration;

/// <summary>The databases in which a merchant's host stores its payments.</summary>
internal enum StoreKind
{
    Sqlite,
    PostgreSql,
    MariaDb,
}

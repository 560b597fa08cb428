namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>Sessions with the default isolation level repeatable read.</summary>
public sealed class RepeatableReadFixture : PostgreSqlFixture
{
    protected override string DefaultIsolation => "repeatable read";
}

/// <summary>Sessions with the default isolation level serializable.</summary>
public sealed class SerializableFixture : PostgreSqlFixture
{
    protected override string DefaultIsolation => "serializable";
}

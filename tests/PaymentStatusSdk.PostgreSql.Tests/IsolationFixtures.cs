namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>Sessions whose transactions are repeatable read unless they say otherwise.</summary>
public sealed class RepeatableReadFixture : PostgreSqlFixture
{
    protected override string DefaultIsolation => "repeatable read";
}

/// <summary>Sessions whose transactions are serializable unless they say otherwise.</summary>
public sealed class SerializableFixture : PostgreSqlFixture
{
    protected override string DefaultIsolation => "serializable";
}

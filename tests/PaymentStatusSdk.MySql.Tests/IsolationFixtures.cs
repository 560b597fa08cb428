namespace PaymentStatusSdk.MySql.Tests;

/// <summary>Sessions with the default isolation level serializable.</summary>
public sealed class SerializableFixture : MySqlFixture
{
    protected override string SessionSettings => "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE";
}

/// <summary>Sessions with the default isolation level read uncommitted, and with a mode that changes the meaning of statements.</summary>
public sealed class ReadUncommittedFixture : MySqlFixture
{
    protected override string SessionSettings =>
        "SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED; SET sql_mode = 'ANSI_QUOTES,ORACLE'";
}

using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Dialects;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>The explanation of every kind of failure, without a server.</summary>
public sealed class PostgreSqlFailureTests
{
    private const string Unknown = "PostgreSQL is temporarily unable to run the statement";
    private const string Broken = "could not be opened or broke";
    private const string Rejected = "PostgreSQL rejected the statement";

    // A later version may add codes such as 53900 to a class.
    [Theory]
    [InlineData("57P01", true, "is shutting down or starting up")]
    [InlineData("57P02", true, "is shutting down or starting up")]
    [InlineData("57P03", true, "is shutting down or starting up")]
    [InlineData("57P04", true, "was dropped")]
    [InlineData("57P05", true, Unknown)]
    [InlineData("57014", true, "took too long")]
    [InlineData("53300", true, "max_connections")]
    [InlineData("53100", true, "disk of the PostgreSQL server is full")]
    [InlineData("53200", true, Unknown)]
    [InlineData("25006", true, "is read-only")]
    [InlineData("25P03", true, Unknown)]
    [InlineData("25P04", true, Unknown)]
    [InlineData("25P02", false, Rejected)]
    [InlineData("08006", true, Unknown)]
    [InlineData("08P01", true, Unknown)]
    [InlineData("40001", true, Unknown)]
    [InlineData("40003", true, Unknown)]
    [InlineData("40P01", true, Unknown)]
    [InlineData("53900", true, Unknown)]
    [InlineData("55P03", true, Unknown)]
    [InlineData("57000", true, Unknown)]
    [InlineData("58030", true, Unknown)]
    [InlineData("58P01", true, Unknown)]
    [InlineData("42501", false, "denied a permission")]
    [InlineData("3D000", false, "database does not exist")]
    [InlineData("42P01", false, "is missing")]
    [InlineData("42703", false, "is missing")]
    [InlineData("3F000", false, "is missing")]
    [InlineData("28000", false, "rejected the user or the password")]
    [InlineData("28P01", false, "rejected the user or the password")]
    [InlineData("42601", false, Rejected)]
    [InlineData("23505", false, Rejected)]
    public void Error_of_the_server_says_whether_a_later_call_may_succeed(string sqlState, bool isTransient, string text)
    {
        var failure = Explain(sqlState);

        Assert.Equal(isTransient, failure.IsTransient);
        Assert.Contains(text, failure.Text, StringComparison.Ordinal);
        if (text is Unknown or Rejected) Assert.Contains($"({sqlState})", failure.Text, StringComparison.Ordinal);
        Assert.Equal((false, false), (failure.IsBusy, failure.IsConnectionUnusable));
    }

    // The time-out of an idle session says nothing about its server.
    [Theory]
    [InlineData("08000", true)]
    [InlineData("57P01", true)]
    [InlineData("57P04", true)]
    [InlineData("25006", true)]
    [InlineData("25P03", false)]
    [InlineData("25P04", false)]
    [InlineData("57P05", false)]
    [InlineData("57014", false)]
    [InlineData("53300", false)]
    public void Server_is_lost_when_its_connections_are_unusable(string sqlState, bool isLost) =>
        Assert.Equal(isLost, Explain(sqlState).IsServerLost);

    [Theory]
    [InlineData("22001", true)]
    [InlineData("23502", true)]
    [InlineData("23505", true)]
    [InlineData("24000", false)]
    [InlineData("21000", false)]
    [InlineData("42601", false)]
    public void Values_that_do_not_fit_are_failures_of_the_data(string sqlState, bool isOfData)
    {
        var failure = Explain(sqlState);

        Assert.Equal((isOfData, false), (failure.IsOfData, failure.IsConflict));
    }

    [Theory]
    [InlineData("23505", "payment_tracked_gateway_key", true)]
    [InlineData("23505", "payment_change_pkey", false)]
    [InlineData("23514", "payment_tracked_gateway_key", false)]
    public void Gateway_reference_of_a_concurrent_call_is_a_conflict(string sqlState, string constraint, bool isConflict)
    {
        var failure = PostgreSqlFailures.Explain(new PostgresException("text", "ERROR", "ERROR", sqlState, constraintName: constraint))!;

        Assert.Equal((isConflict, isConflict, !isConflict), (failure.IsConflict, failure.IsTransient, failure.IsOfData));
        Assert.Equal(isConflict, failure.Text.Contains("gateway reference", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("40001", true)]
    [InlineData("40P01", true)]
    [InlineData("40002", false)]
    [InlineData("40003", false)]
    [InlineData("55P03", false)]
    public void Deadlocks_and_serialization_failures_are_conflicts(string sqlState, bool isConflict) =>
        Assert.Equal(isConflict, Explain(sqlState).IsConflict);

    [Fact]
    public void Full_queue_of_notifications_is_explained()
    {
        var full = PostgreSqlFailures.Explain(new PostgresException("text", "ERROR", "ERROR", "54000", file: "async.c"))!;
        var other = PostgreSqlFailures.Explain(new PostgresException("text", "ERROR", "ERROR", "54001", file: "async.c"))!;

        Assert.Contains("notification queue is full", full.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("notification queue", other.Text, StringComparison.Ordinal);
        Assert.False(other.IsTransient);
    }

    [Theory]
    [InlineData("08006", true)]
    [InlineData("08P01", true)]
    [InlineData("25006", true)]
    [InlineData("25P03", true)]
    [InlineData("25P04", true)]
    [InlineData("57P01", true)]
    [InlineData("57P02", true)]
    [InlineData("57P03", true)]
    [InlineData("57P04", true)]
    [InlineData("57P05", true)]
    [InlineData("57014", false)]
    [InlineData("53300", false)]
    [InlineData("40001", false)]
    [InlineData("23505", false)]
    [InlineData("42P01", false)]
    public void Failures_of_the_connection_or_server_are_distinguished_from_those_of_the_statement(string sqlState, bool isLost)
    {
        var exception = new PostgresException("text", "FATAL", "FATAL", sqlState);

        var failure = PostgreSqlFailures.Explain(exception)!;
        Assert.Equal(isLost, failure.IsConnectionLost);
        if (isLost) Assert.True(failure.IsTransient);
    }

    // A server that shuts down, or a pooler, can fail the response to a commit that has taken effect.
    [Theory]
    [InlineData("ERROR", "40001", true)]
    [InlineData("ERROR", "23505", true)]
    [InlineData("ERROR", "25006", true)]
    [InlineData("ERROR", "57014", true)]
    [InlineData("FATAL", "25P03", true)]
    [InlineData("FATAL", "57P05", true)]
    [InlineData("FATAL", "25P04", false)]
    [InlineData("FATAL", "57P01", false)]
    [InlineData("FATAL", "57P02", false)]
    [InlineData("FATAL", "57P03", false)]
    [InlineData("ERROR", "57P01", false)]
    [InlineData("ERROR", "57P02", false)]
    [InlineData("ERROR", "57P03", false)]
    [InlineData("ERROR", "40003", false)]
    [InlineData("ERROR", "08006", false)]
    [InlineData("FATAL", "08P01", false)]
    [InlineData("FATAL", "58000", false)]
    [InlineData("PANIC", "XX000", false)]
    public void Only_errors_that_abort_the_transaction_are_rejections(string severity, string sqlState, bool isRejection)
    {
        var exception = new PostgresException("text", severity, severity, sqlState);

        Assert.Equal(isRejection, PostgreSqlFailures.Explain(exception)!.IsRejection);
    }

    [Theory]
    [InlineData("async.c", true)]
    [InlineData("nbtinsert.c", false)]
    public void Full_queue_of_notifications_is_transient_and_other_limits_are_not(string file, bool isTransient)
    {
        var exception = new PostgresException("zu viele Benachrichtigungen", "FEHLER", "ERROR", "54000", file: file);

        Assert.Equal(isTransient, PostgreSqlFailures.Explain(exception)!.IsTransient);
    }

    [Fact]
    public void Failures_of_the_driver_and_the_network_are_explained()
    {
        AssertExplained(new NpgsqlException("text", new TimeoutException()), isTransient: true, "did not respond in time");
        AssertExplained(new TimeoutException(), isTransient: true, "did not respond in time");
        AssertExplained(new NpgsqlException("text", new AuthenticationException()), isTransient: false, "TLS handshake");
        AssertExplained(new NpgsqlException("text", new SocketException()), isTransient: true, Broken, isLost: true);
        AssertExplained(new NpgsqlException("text", new IOException()), isTransient: true, Broken, isLost: true);
        AssertExplained(new SocketException(), isTransient: true, Broken);
        AssertExplained(new IOException(), isTransient: true, Broken);
        AssertExplained(
            new NpgsqlException("text", new NpgsqlException("text", new IOException())), isTransient: true, "is temporarily unavailable");
        AssertExplained(new NpgsqlException("text"), isTransient: false, "cannot be used with these settings");
        AssertExplained(new NpgsqlException("text", new FormatException()), isTransient: false, "cannot be used with these settings");
        AssertExplained(new ObjectDisposedException("source"), isTransient: true, "is shutting down");
        AssertExplained(new InvalidOperationException(), isTransient: false, "driver rejected the call");
        AssertExplained(new InvalidCastException(), isTransient: false, "driver rejected the call");
        Assert.Null(PostgreSqlFailures.Explain(new OperationCanceledException()));
        Assert.Null(PostgreSqlFailures.Explain(new ArgumentException("text")));
    }

    private static StoreFailure Explain(string sqlState) =>
        PostgreSqlFailures.Explain(new PostgresException("text", "ERROR", "ERROR", sqlState))!;

    private static void AssertExplained(Exception exception, bool isTransient, string text, bool isLost = false)
    {
        var failure = PostgreSqlFailures.Explain(exception)!;

        Assert.Contains(text, failure.Text, StringComparison.Ordinal);
        Assert.Equal(
            new StoreFailure(failure.Text, isTransient) { IsConnectionLost = isLost, IsServerLost = isLost },
            failure);
    }
}

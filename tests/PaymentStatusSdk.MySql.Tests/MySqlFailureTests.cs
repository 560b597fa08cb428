using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;
using MySqlConnector;
using PaymentStatusSdk.MySql.Dialects;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>The explanation of every kind of failure, without a server.</summary>
public sealed class MySqlFailureTests
{
    private const string Ended = "is shutting down or has ended the connection";
    private const string Rejected = "MariaDB rejected the statement";

    [Theory]
    [InlineData(1053, true, Ended)]
    [InlineData(1077, true, Ended)]
    [InlineData(1079, true, Ended)]
    [InlineData(1152, true, Ended)]
    [InlineData(1184, true, Ended)]
    [InlineData(1158, true, Ended)]
    [InlineData(1159, true, Ended)]
    [InlineData(1160, true, Ended)]
    [InlineData(1161, true, Ended)]
    [InlineData(1927, true, Ended)]
    [InlineData(1290, true, "is read-only")]
    [InlineData(1836, true, "is read-only")]
    [InlineData(1040, true, "no free connection")]
    [InlineData(1203, true, "no free connection")]
    [InlineData(1226, true, "no free connection")]
    [InlineData(1205, true, "locked the same rows")]
    [InlineData(1213, true, "locked the same rows")]
    [InlineData(1317, true, "cancelled a statement")]
    [InlineData(1969, true, "cancelled a statement")]
    [InlineData(1021, true, "is full")]
    [InlineData(1114, true, "is full")]
    [InlineData(1026, true, "is full")]
    [InlineData(1045, false, "rejected the user or the password")]
    [InlineData(1044, false, "denied a permission")]
    [InlineData(1142, false, "denied a permission")]
    [InlineData(1143, false, "denied a permission")]
    [InlineData(1049, false, "database does not exist")]
    [InlineData(1146, false, "is missing")]
    [InlineData(1054, false, "is missing")]
    [InlineData(1020, true, Rejected)]
    [InlineData(1412, true, Rejected)]
    [InlineData(1064, false, Rejected)]
    [InlineData(1062, false, Rejected)]
    public void Error_of_the_server_says_whether_a_later_call_may_succeed(int code, bool isTransient, string text)
    {
        var failure = OfServer(code);

        Assert.Contains(text, failure.Text, StringComparison.Ordinal);
        if (text == Rejected) Assert.Contains($"({code})", failure.Text, StringComparison.Ordinal);
        var isLost = text == Ended || code is 1290 or 1836;
        Assert.Equal(
            new StoreFailure(failure.Text, isTransient)
            {
                IsConnectionLost = isLost,
                IsServerLost = isLost,
                IsRejection = text != Ended && code is not (1317 or 1969),
                IsConflict = code is 1205 or 1213 or 1020 or 1412,
                IsOfData = code == 1062,
            },
            failure);
    }

    [Theory]
    [InlineData(1062, true)]
    [InlineData(1048, true)]
    [InlineData(1406, true)]
    [InlineData(1264, true)]
    [InlineData(1366, true)]
    [InlineData(1292, true)]
    [InlineData(1153, true)]
    [InlineData(4025, true)]
    [InlineData(1064, false)]
    [InlineData(1146, false)]
    public void Values_that_do_not_fit_are_failures_of_the_data(int code, bool isOfData)
    {
        var failure = OfServer(code);

        Assert.Equal((isOfData, false, false), (failure.IsOfData, failure.IsTransient, failure.IsConflict));
    }

    [Theory]
    [InlineData(1062, "Duplicate entry 'g' for key 'payment_tracked_gateway_key'", true)]
    [InlineData(1062, "Key 'payment_tracked_gateway_key' has a duplicate", false)]
    [InlineData(1406, "Data too long for key 'payment_tracked_gateway_key'", false)]
    public void Gateway_reference_of_a_concurrent_call_is_a_conflict(int code, string message, bool isConflict)
    {
        var failure = MySqlFailures.Explain(OfDriver(code, "23000", message))!;

        Assert.Equal((isConflict, isConflict, !isConflict), (failure.IsConflict, failure.IsTransient, failure.IsOfData));
        Assert.Equal(isConflict, failure.Text.Contains("gateway reference", StringComparison.Ordinal));
    }

    [Fact]
    public void Failures_of_the_driver_and_the_network_are_explained()
    {
        AssertExplained(OfDriver(-1, null, "text"), isTransient: true, "did not respond in time");
        AssertExplained(OfDriver(-1, "HY000", "text"), isTransient: true, "did not respond in time");
        AssertExplained(new TimeoutException(), isTransient: true, "did not respond in time");
        AssertExplained(OfDriver(0, null, "text", new AuthenticationException()), isTransient: false, "TLS handshake");
        AssertExplained(OfDriver(1042, "HY000", "text", new AuthenticationException()), isTransient: false, "TLS handshake");
        AssertLost(OfDriver(1042, null, "text"));
        AssertLost(OfDriver(0, null, "text", new SocketException()));
        AssertLost(OfDriver(0, null, "text", new IOException()));
        AssertLost(new SocketException());
        AssertLost(new IOException());
        AssertExplained(new ObjectDisposedException("source"), isTransient: true, "is shutting down");
        AssertExplained(OfDriver(0, null, "text"), isTransient: false, "cannot be used with these settings");
        AssertExplained(OfDriver(0, null, "text", new FormatException()), isTransient: false, "cannot be used with these settings");
        AssertExplained(new InvalidOperationException(), isTransient: false, "driver rejected the call");
        AssertExplained(new InvalidCastException(), isTransient: false, "driver rejected the call");
        Assert.Null(MySqlFailures.Explain(new OperationCanceledException()));
        Assert.Null(MySqlFailures.Explain(new ArgumentException("text")));

        static void AssertLost(Exception exception)
        {
            var failure = MySqlFailures.Explain(exception)!;
            Assert.Contains("could not be opened or broke", failure.Text, StringComparison.Ordinal);
            Assert.Equal(new StoreFailure(failure.Text, true) { IsConnectionLost = true, IsServerLost = true }, failure);
        }

        static void AssertExplained(Exception exception, bool isTransient, string text)
        {
            var failure = MySqlFailures.Explain(exception)!;
            Assert.Contains(text, failure.Text, StringComparison.Ordinal);
            Assert.Equal(new StoreFailure(failure.Text, isTransient), failure);
        }
    }

    private static StoreFailure OfServer(int code) => MySqlFailures.Explain(OfDriver(code, "HY000", "text"))!;

    // The driver has no public constructor of its exception.
    private static MySqlException OfDriver(int code, string? sqlState, string message, Exception? inner = null) =>
        (MySqlException)typeof(MySqlException)
            .GetConstructor(
                BindingFlags.NonPublic | BindingFlags.Instance,
                [typeof(MySqlErrorCode), typeof(string), typeof(string), typeof(Exception)])!
            .Invoke([(MySqlErrorCode)code, sqlState, message, inner]);
}

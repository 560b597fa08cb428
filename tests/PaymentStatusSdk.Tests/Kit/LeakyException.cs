using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Tests.Kit;

/// <summary>An exception with a secret in every member that can contain a text.</summary>
public sealed class LeakyException : Exception
{
    private const string Canary = "4111-canary-1111";

    private LeakyException(Exception inner)
        : base(Canary, inner) => Data[Canary] = Canary;

    public override string StackTrace => Canary;

    public override string ToString() => Canary;

    /// <summary>Throws it, with causes, unless there is a text.</summary>
    public static int ParseAmount(string? text)
    {
        try
        {
            return text!.Length;
        }
        catch (NullReferenceException exception)
        {
            throw new LeakyException(new AggregateException(Canary, new FormatException(Canary), exception));
        }
    }

    /// <summary>Asserts that a log message has the types, causes and stack frames of the exception.</summary>
    public static void AssertIsTraced(string message)
    {
        string[] parts = [typeof(LeakyException).FullName!, nameof(ParseAmount), nameof(NullReferenceException), "caused by"];
        Assert.All(parts, expected => Assert.Contains(expected, message, StringComparison.Ordinal));
    }

    /// <summary>Asserts that neither the log nor the failure has a text of the exception.</summary>
    public static void AssertNothingLeaks(LogCollector logs, Exception? failure = null)
    {
        var seen = string.Join('\n', logs.Lines.Select(line => $"{line.Message} {line.Values} {line.Exception}")) + failure;
        Assert.DoesNotContain(Canary, seen, StringComparison.Ordinal);
    }
}

using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>The range of the durations that a simulator waits.</summary>
/// <remarks>A timer of the system rejects more than about 49.7 days, and only when the wait begins: in the middle of a test.</remarks>
internal static class WaitRange
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Returns the range and the value as the end of a sentence; null when the value is in the range.</summary>
    public static string? ErrorOf(TimeSpan wait, bool allowsZero)
    {
        if (wait <= Longest && (allowsZero ? wait >= TimeSpan.Zero : wait > TimeSpan.Zero)) return null;
        var range = allowsZero ? "zero to 30 days" : "more than zero and at most 30 days";
        return Invariant($"must be {range}; it is {wait}.");
    }

    /// <summary>Throws when the argument is out of range.</summary>
    public static void Check(TimeSpan wait, bool allowsZero, [CallerArgumentExpression(nameof(wait))] string name = "")
    {
        if (ErrorOf(wait, allowsZero) is { } error) throw new ArgumentOutOfRangeException(name, $"The {name} {error}");
    }
}

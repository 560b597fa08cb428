using System.Diagnostics;
using System.Text;

namespace PaymentStatusSdk.Telemetry;

/// <summary>Describes an exception by types and stack frames alone: message texts may quote the wire, and the wire carries secrets.</summary>
/// <remarks>Thread-safe. The description is for a log; its form may change.</remarks>
public static class ExceptionTrace
{
    private const int MostExceptions = 10;
    private const int MostFrames = 40;

    /// <summary>The exception and what caused it, outermost first: type, then one stack frame a line.</summary>
    /// <returns>At most 10 exceptions with 40 lines each. Nothing of a message, of <see cref="Exception.Data"/> or of an override is in it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static string Describe(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var text = new StringBuilder();
        var left = new Queue<Exception>([exception]);
        for (var count = 0; count < MostExceptions && left.TryDequeue(out var next); count++)
        {
            if (count > 0) text.Append("\ncaused by ");
            text.Append(next.GetType().FullName);
            AppendFrames(text, next);
            foreach (var cause in CausesOf(next)) left.Enqueue(cause);
        }

        return text.ToString();
    }

    private static IEnumerable<Exception> CausesOf(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: { Count: > 0 } all } => all.Take(MostExceptions),
        { InnerException: { } inner } => [inner],
        _ => [],
    };

    // Not Exception.StackTrace: a type of its own may put anything there.
    private static void AppendFrames(StringBuilder text, Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).ToString();
        foreach (var frame in frames.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostFrames))
            text.Append("\n   ").Append(frame);
    }
}

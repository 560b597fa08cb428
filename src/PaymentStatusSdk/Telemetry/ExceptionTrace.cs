using System.Diagnostics;
using System.Text;

namespace PaymentStatusSdk.Telemetry;

/// <summary>Describes an exception by types and stack frames only: message texts may quote wire data, which contains secrets.</summary>
/// <remarks>Thread-safe. The description is for logs; its format may change.</remarks>
public static class ExceptionTrace
{
    private const int MaxExceptions = 10;
    private const int MaxFrames = 40;

    /// <summary>Returns the exception and its causes, outermost first: the type, then one stack frame per line.</summary>
    /// <returns>At most 10 exceptions with 40 lines each. They contain nothing of a message, of <see cref="Exception.Data"/> or of an
    /// override.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static string Describe(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var text = new StringBuilder();
        var left = new Queue<Exception>([exception]);
        for (var count = 0; count < MaxExceptions && left.TryDequeue(out var next); count++)
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
        AggregateException { InnerExceptions: { Count: > 0 } all } => all.Take(MaxExceptions),
        { InnerException: { } inner } => [inner],
        _ => [],
    };

    // Not Exception.StackTrace: an exception type can override it with any text.
    private static void AppendFrames(StringBuilder text, Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).ToString();
        foreach (var frame in frames.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxFrames))
            text.Append("\n   ").Append(frame);
    }
}

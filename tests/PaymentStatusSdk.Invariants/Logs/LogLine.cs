using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PaymentStatusSdk.Tracking.Json;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Logs;

/// <summary>One line of the event log of a process.</summary>
/// <param name="At">When the line was written, on the monotonic clock, which is one for all processes of a machine.</param>
[JsonDerivedType(typeof(EventsLogged), "events")]
[JsonDerivedType(typeof(CallStarted), "call")]
[JsonDerivedType(typeof(CallEnded), "end")]
public abstract record LogLine(long At)
{
    private static readonly JsonSerializerOptions Options = new(TrackingJsonContext.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(StoredJson.Transaction.Options.TypeInfoResolver, new DefaultJsonTypeInfoResolver()),
    };

    public byte[] ToUtf8() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Options), (byte)'\n'];

    public static LogLine Parse(string line) => JsonSerializer.Deserialize<LogLine>(line, Options)!;
}

/// <summary>Something of the process itself happened, or a call of the store returned it.</summary>
/// <param name="At">When the line was written.</param>
/// <param name="From">When the call was made; the same as <paramref name="At"/> without a call.</param>
/// <param name="Events">What happened between these times.</param>
public sealed record EventsLogged(long At, long From, IReadOnlyList<TrackingEvent> Events) : LogLine(At);

/// <summary>A call of the store that changes something is about to be made. The process may not live to see how it ends.</summary>
/// <param name="At">When the line was written.</param>
/// <param name="Call">The number of the call in the process.</param>
/// <param name="Events">What happens if the call takes effect.</param>
public sealed record CallStarted(long At, int Call, IReadOnlyList<TrackingEvent> Events) : LogLine(At)
{
    /// <summary>The rows that a notification wakes; only the store knows their numbers.</summary>
    public WakeRequest? Wake { get; init; }
}

/// <summary>The call has returned. A call without this line may have taken effect or not.</summary>
/// <param name="At">When the line was written.</param>
/// <param name="Call">The number of the call in the process.</param>
/// <param name="Outcomes">The outcome of each event; empty when the store does not report them.</param>
/// <param name="Count">The number of rows that were woken.</param>
public sealed record CallEnded(long At, int Call, IReadOnlyList<CommitOutcome> Outcomes, int Count) : LogLine(At);

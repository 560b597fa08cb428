using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.TestDoubles;

/// <summary>One line as a sink would see it: text, structured values and exception.</summary>
public sealed record LogLine(string Category, LogLevel Level, EventId EventId, string Message, string Values, string? Exception);

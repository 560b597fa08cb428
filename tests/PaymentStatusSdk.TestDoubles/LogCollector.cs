using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.TestDoubles;

/// <summary>Collects every log line at every level with its event id. Thread-safe.</summary>
public sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyCollection<LogLine> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Collector(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Collector(LogCollector owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
            owner._lines.Enqueue(new LogLine(
                category,
                logLevel,
                eventId,
                formatter(state, exception),
                string.Join(' ', values.Select(v => $"{v.Key}={v.Value}")),
                exception?.ToString()));
        }
    }
}

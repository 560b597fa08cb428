using PaymentStatusSdk.Dashboard.Live;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>Reads a stream of events.</summary>
internal sealed class EventReader(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
{
    /// <summary>Returns the name of the next event, a colon for a sign of life, and null at the end.</summary>
    public async Task<string?> NextAsync()
    {
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line == ":") return line;
            if (line.StartsWith("event: ", StringComparison.Ordinal)) return line["event: ".Length..];
        }

        return null;
    }

    /// <summary>Moves the clock, poll by poll, until this event arrives.</summary>
    public async Task AdvanceUntilAsync(ManualTimeProvider time, string? expected)
    {
        var next = NextAsync();
        while (!next.IsCompleted)
        {
            time.Advance(EventStream.Interval);
            await Task.Yield();
        }

        Assert.Equal(expected, await next);
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}

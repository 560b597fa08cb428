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

    /// <summary>Reads to the end of the stream, which has only signs of life before it.</summary>
    public async Task ExpectEndAsync()
    {
        while (await NextAsync() is { } line) Assert.Equal(":", line);
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}

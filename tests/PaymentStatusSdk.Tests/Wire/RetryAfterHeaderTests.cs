namespace PaymentStatusSdk.Tests.Wire;

/// <summary>A retry delay of a gateway is never read as a shorter one.</summary>
public sealed class RetryAfterHeaderTests
{
    // The clock of the rig is set to Friday, 2 January 2026, 03:04:05.
    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("120", 120.0)]
    [InlineData(" 120\t", 120.0)]
    [InlineData("1.5", 2.0)]
    [InlineData("299.997", 300.0)]
    [InlineData("3.0", 3.0)]
    [InlineData("0.0000000000000000000000001", 1.0)]
    [InlineData("2147483647", 2147483647.0)]
    [InlineData("2147483648", 2147483648.0)]
    [InlineData("4294967297", 4294967297.0)]
    [InlineData("9999999999", 9999999999.0)]
    [InlineData("99999999999999999999", 31_536_000_000.0)]
    [InlineData("9999999999999999999999999999999999999999.5", 31_536_000_000.0)]
    [InlineData("Fri, 02 Jan 2026 03:05:05 GMT", 60.0)]
    [InlineData("Friday, 02-Jan-26 03:05:05 GMT", 60.0)]
    [InlineData("Fri Jan  2 03:05:05 2026", 60.0)]
    [InlineData("Mon, 02 Jan 2026 03:05:05 GMT", 60.0)]
    [InlineData("Fri, 2 Jan 2026 03:05:05 GMT", 60.0)]
    [InlineData("Fri, 02 Jan 2026 03:00:00 GMT", 0.0)]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", 0.0)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 31_536_000_000.0)]
    [InlineData("2, 2", 2.0)]
    [InlineData("2, 7", 7.0)]
    [InlineData("2\r\nRetry-After: 7", 7.0)]
    [InlineData("soon\r\nRetry-After: 7", 7.0)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("+5", null)]
    [InlineData("120 s", null)]
    [InlineData("1.", null)]
    [InlineData(".5", null)]
    [InlineData("1e3", null)]
    [InlineData("2,", null)]
    [InlineData("\u0662", null)]
    [InlineData("Fri, 32 Jan 2026 03:05:05 GMT", null)]
    [InlineData("", null)]
    public async Task RetryAfter_is_read_or_ignored(string header, double? seconds)
    {
        await using var server = RawServer.Answering("x", "429 Slow", $"Retry-After: {header}\r\n");
        await using var rig = new WireRig();
        using var response = await rig.PostAsync(server.Address);

        var failure = Assert.Throws<TransactionStatusException>(response.ThrowIfNotSuccess);

        Assert.Equal((seconds, seconds), (response.RetryAfter?.TotalSeconds, failure.RetryAfter?.TotalSeconds));
        Assert.Equal(seconds is not null, failure.Message.Contains("RetryAfter", StringComparison.Ordinal));
        // It can be added to the current time.
        if (failure.RetryAfter is { } pause) _ = rig.Clock.GetUtcNow() + pause;
    }
}

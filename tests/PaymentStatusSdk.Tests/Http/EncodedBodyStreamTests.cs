using PaymentStatusSdk.Http;

namespace PaymentStatusSdk.Tests.Http;

public sealed class EncodedBodyStreamTests
{
    [Fact]
    public void Stream_can_be_read_and_nothing_else()
    {
        using var stream = new EncodedBodyStream("ab"u8.ToArray());

        Assert.Equal((true, false, false), (stream.CanRead, stream.CanSeek, stream.CanWrite));
    }

    [Fact]
    public void Attempt_to_read_past_the_end_is_recorded_and_a_read_of_zero_bytes_is_no_attempt()
    {
        using var stream = new EncodedBodyStream("ab"u8.ToArray());
        var buffer = new byte[2];

        Assert.Equal(0, stream.Read(Span<byte>.Empty));
        Assert.Equal(2, stream.Read(buffer.AsSpan()));
        Assert.Equal(0, stream.Read(Span<byte>.Empty));
        Assert.False(stream.WasReadPastEnd);

        Assert.Equal(0, stream.Read(buffer.AsSpan(0, 1)));
        Assert.True(stream.WasReadPastEnd);
        Assert.Equal(0, stream.Read(Span<byte>.Empty));
        Assert.True(stream.WasReadPastEnd);
        Assert.Equal("ab"u8.ToArray(), buffer);
    }
}

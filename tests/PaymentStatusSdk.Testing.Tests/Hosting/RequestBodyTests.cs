using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Testing.Tests.Hosting;

/// <summary>The reading of a request's body up to a limit, without a connection.</summary>
public sealed class RequestBodyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, true, null)]
    [InlineData(3, true, null)]
    [InlineData(3, true, 3L)]
    [InlineData(4, false, null)]
    public async Task Body_is_read_up_to_the_limit_and_consumed(int length, bool isRead, long? announced)
    {
        var sent = "abcd"u8[..length].ToArray();
        var context = Context(new MemoryStream(sent), announced);

        var body = await RequestBody.ReadAsync(context, 3);

        Assert.Equal(isRead ? sent : null, body?.ToArray());
        var rest = await context.Request.BodyReader.ReadAsync(Ct);
        Assert.Equal((0L, true), (rest.Buffer.Length, rest.IsCompleted));
    }

    [Fact]
    public async Task Body_that_arrives_in_pieces_is_read_as_a_whole()
    {
        var body = await RequestBody.ReadAsync(Context(new Pieces("abcde"u8.ToArray())), 5);

        Assert.Equal("abcde"u8.ToArray(), body?.ToArray());
        Assert.Null(await RequestBody.ReadAsync(Context(new Pieces("abcde"u8.ToArray())), 4));
    }

    [Fact]
    public async Task Body_that_announces_too_much_is_not_read()
    {
        var closed = new MemoryStream();
        await closed.DisposeAsync();

        Assert.Null(await RequestBody.ReadAsync(Context(closed, 4), 3));
        await Assert.ThrowsAnyAsync<Exception>(() => RequestBody.ReadAsync(Context(closed, 3), 3).AsTask());
    }

    private static DefaultHttpContext Context(Stream body, long? length = null)
    {
        var context = new DefaultHttpContext();
        (context.Request.Body, context.Request.ContentLength) = (body, length);
        return context;
    }

    private sealed class Pieces(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}

using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Cli.Simulate.Control;

namespace PaymentStatusSdk.Cli.Tests.Simulate;

public class ControlReplyTests
{
    [Fact]
    public async Task Reply_has_its_status_its_type_and_its_length()
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Response.Body = body;
        var reply = ControlReply.Error(404, "No.");

        await reply.SendAsync(context);

        Assert.Equal((404, "application/json; charset=utf-8"), (context.Response.StatusCode, context.Response.ContentType));
        Assert.Equal((long)reply.Body.Length, context.Response.ContentLength);
        Assert.Equal(reply.Body, body.ToArray());
    }
}

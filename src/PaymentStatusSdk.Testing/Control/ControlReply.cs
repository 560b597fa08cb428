using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace PaymentStatusSdk.Testing;

/// <summary>A status and a JSON body.</summary>
internal readonly record struct ControlReply(int Status, byte[] Body)
{
    public static ControlReply Ok<T>(T value, JsonTypeInfo<T> type) => new(200, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static ControlReply Error(int status, string message) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(new ControlError { Error = message }, ControlJson.Default.ControlError));

    public async Task SendAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = Body.Length;
        await context.Response.Body.WriteAsync(Body, context.RequestAborted).ConfigureAwait(false);
    }
}

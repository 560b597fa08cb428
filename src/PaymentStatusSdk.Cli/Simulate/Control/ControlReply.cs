using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace PaymentStatusSdk.Cli.Simulate.Control;

/// <summary>A status and a JSON body.</summary>
internal readonly record struct ControlReply(int Status, byte[] Body)
{
    // People read the output at a terminal and no page embeds it, so quotes stay unescaped.
    private static readonly JsonWriterOptions Legible = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ControlReply Ok<T>(T value, JsonTypeInfo<T> type) => new(200, Write(value, type));

    public static ControlReply Error(int status, string message) =>
        new(status, Write(new ControlError { Error = message }, ControlJson.Default.ControlError));

    public async Task SendAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = Body.Length;
        await context.Response.Body.WriteAsync(Body, context.RequestAborted);
    }

    private static byte[] Write<T>(T value, JsonTypeInfo<T> type)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Legible)) JsonSerializer.Serialize(writer, value, type);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}

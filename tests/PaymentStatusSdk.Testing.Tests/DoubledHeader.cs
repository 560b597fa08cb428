using System.Net.Sockets;
using System.Text;

namespace PaymentStatusSdk.Testing.Tests;

/// <summary>Posts with several Content-Type headers, which <see cref="HttpClient"/> would join.</summary>
internal static class DoubledHeader
{
    public static async Task<string> PostAsync(Uri endpoint, string body, CancellationToken cancellationToken, params string[] contentTypes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
        await using var stream = client.GetStream();
        var types = string.Concat(contentTypes.Select(type => $"Content-Type: {type}\r\n"));
        var request = $"POST {endpoint.AbsolutePath} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nConnection: close\r\n{types}Content-Length: "
            + $"{body.Length}\r\n\r\n{body}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}

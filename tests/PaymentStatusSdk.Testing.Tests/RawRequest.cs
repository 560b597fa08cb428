using System.Net.Sockets;
using System.Text;

namespace PaymentStatusSdk.Testing.Tests;

/// <summary>Posts a text, and returns all octets of the answer until the connection ends in any way.</summary>
internal static class RawRequest
{
    public static async Task<string> PostAsync(Uri endpoint, string body, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
        await using var stream = client.GetStream();
        var request = $"POST {endpoint.AbsolutePath} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nConnection: close\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, cancellationToken);
        }
        catch (IOException)
        {
            // The server has reset the connection.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }
}

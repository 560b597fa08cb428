using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>Post notifications of PPRO, no two alike, over bare sockets: HttpClient would cost more than what is measured.</summary>
/// <param name="Address">The address of the endpoint.</param>
/// <param name="From">The first transaction's number.</param>
/// <param name="Count">The number of notifications.</param>
/// <param name="Concurrency">The number of concurrent connections.</param>
/// <param name="Answer">The body of the right answer; may be empty.</param>
internal sealed record LoadOrder(Uri Address, int From, int Count, int Concurrency, string Answer)
{
    public const string Secret = "notification-example";

    private const int MostAnswerBytes = 4_096;

    public static LoadOrder Parse(string line)
    {
        var parts = line.Split(' ', 5);
        return new LoadOrder(new Uri(parts[0]), Number(parts[1]), Number(parts[2]), Number(parts[3]), parts[4]);
    }

    /// <summary>Posts them all. Returns how many were answered a second, in invariant digits.</summary>
    public async Task<string> RunAsync()
    {
        var requests = Enumerable.Range(From, Count).Select(Request).ToArray();
        var clients = new List<TcpClient>();
        for (var i = 0; i < Concurrency; i++)
        {
            clients.Add(new TcpClient { NoDelay = true });
            await clients[i].ConnectAsync(Address.Host, Address.Port);
        }

        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(clients.Select((client, worker) => Task.Run(() => PostAsync(client.GetStream(), requests, worker))));
        var elapsed = Stopwatch.GetElapsedTime(started);
        foreach (var client in clients) client.Dispose();
        return (Count / elapsed.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address} {From} {Count} {Concurrency} {Answer}");

    private async Task PostAsync(NetworkStream stream, byte[][] requests, int worker)
    {
        var end = Encoding.ASCII.GetBytes(Answer.Length == 0 ? "\r\n\r\n" : Answer);
        var answer = new byte[MostAnswerBytes];
        for (var i = worker; i < requests.Length; i += Concurrency)
        {
            await stream.WriteAsync(requests[i]);
            var length = 0;
            while (!answer.AsSpan(0, length).EndsWith(end))
            {
                var read = await stream.ReadAsync(answer.AsMemory(length));
                length += read;
                if (read == 0 || !answer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8))
                    throw new InvalidOperationException($"{Address} answered: {Encoding.ASCII.GetString(answer, 0, length)}");
            }
        }
    }

    private byte[] Request(int number)
    {
        const string Time = "2024-01-31T12:34:56Z";
        var id = (200_000_000 + number).ToString(CultureInfo.InvariantCulture);
        var body = $"txid={id}&finaltimestamp={Uri.EscapeDataString(Time)}&sha256hash={Hash(Hash($"{id}.{Time}") + "." + Secret)}";
        return Encoding.ASCII.GetBytes(
            $"POST {Address.AbsolutePath} HTTP/1.1\r\nHost: {Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

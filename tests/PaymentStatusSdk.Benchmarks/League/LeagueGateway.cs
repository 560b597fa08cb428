using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PaymentStatusSdk.Benchmarks.Compare;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>
/// The gateway's process: <c>league-gateway PLAN</c>. Each answer takes 20 milliseconds; a payment is pending until its time has come. For
/// each line of standard input it prints a line: the time of the start for the first, the number of answers for all others.
/// </summary>
internal sealed class LeagueGateway(LeaguePlan plan, TcpListener listener)
{
    private const string Marker = "<merchanttransid>";
    private const string EndMarker = "</merchanttransid>";

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    private long _started;
    private long _answers;

    public static async Task<int> RunAsync(string plan)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var gateway = new LeagueGateway(LeaguePlan.Parse(plan), listener);
        _ = gateway.AcceptAsync();
        Console.WriteLine($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        while (await Console.In.ReadLineAsync() is not null) Console.WriteLine(gateway.Report());
        return 0;
    }

    private string Report()
    {
        if (Volatile.Read(ref _started) != 0) return Interlocked.Read(ref _answers).ToString(CultureInfo.InvariantCulture);
        Volatile.Write(ref _started, Stopwatch.GetTimestamp());
        return TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
    }

    private async Task AcceptAsync()
    {
        while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync());
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        client.NoDelay = true;
        var stream = client.GetStream();
        var request = new byte[16 * 1024];
        var length = 0;
        try
        {
            while (await stream.ReadAsync(request.AsMemory(length)) is var count and > 0)
            {
                length += count;
                if (ReferenceIn(request.AsSpan(0, length)) is not { } reference) continue;
                length = 0;
                await Task.Delay(Delay, TimeProvider.System);
                await stream.WriteAsync(Answer(reference));
                Interlocked.Increment(ref _answers);
            }
        }
        catch (IOException)
        {
            // A killed worker.
        }
    }

    private static string? ReferenceIn(ReadOnlySpan<byte> request)
    {
        if (!HttpRequestText.TryFindBody(request, out var body)) return null;
        var text = Encoding.ASCII.GetString(body);
        var start = text.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length;
        return text[start..text.IndexOf(EndMarker, StringComparison.Ordinal)];
    }

    private byte[] Answer(string reference)
    {
        var payment = LeaguePayment.NumberOf(reference);
        var started = Volatile.Read(ref _started);
        var isFinal = started != 0 && Stopwatch.GetElapsedTime(started) >= plan.FinalAt(payment);
        var body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><transaction><result>SUCCESS</result><transaction><gatetransid>"
            + $"{ServeCommand.GateTransId(payment)}</gatetransid><merchanttransid>{reference}</merchanttransid><amount>125.45</amount>"
            + $"<curcode>EUR</curcode><state>{(isFinal ? "CAPTURED" : "PENDING")}</state></transaction><errorcode>000</errorcode>"
            + "</transaction>";
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: application/xml; charset=utf-8\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }
}

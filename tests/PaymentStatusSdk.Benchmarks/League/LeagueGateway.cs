using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PaymentStatusSdk.Benchmarks.Compare;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>
/// The gateway's process: <c>league-gateway PLAN</c>. Each answer takes 20 milliseconds; a payment is pending until its time has come. It
/// answers each line of standard input with a line: <c>worker</c> with an address for one more worker, <c>go</c> with the time at which the
/// payments begin to become final, <c>hold N</c> when worker N waits for as many answers as a kill interrupts, <c>killed N</c> with the
/// number of interrupted checks, <c>interrupted</c> with the interruptions of all kills, and <c>count</c> with the number of answers.
/// </summary>
internal sealed class LeagueGateway(LeaguePlan plan) : IDisposable
{
    private const string Marker = "<merchanttransid>";
    private const string EndMarker = "</merchanttransid>";

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    private readonly OpenQueries _queries = new(TimeProvider.System);
    private readonly List<TcpListener> _doors = [];
    private long _started;
    private long _answers;

    public static async Task<int> RunAsync(string plan)
    {
        using var gateway = new LeagueGateway(LeaguePlan.Parse(plan));
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } order) Console.WriteLine(await gateway.ExecuteAsync(order.Split(' ')));
        return 0;
    }

    public void Dispose()
    {
        foreach (var door in _doors) door.Dispose();
    }

    private async Task<string> ExecuteAsync(string[] order) => order switch
    {
        ["worker"] => OpenDoor(),
        ["go"] => Start(),
        ["hold", var worker] => await HoldAsync(int.Parse(worker, CultureInfo.InvariantCulture)),
        ["killed", var worker] => Text(_queries.RecordKill(int.Parse(worker, CultureInfo.InvariantCulture))),
        ["interrupted"] => JsonSerializer.Serialize(_queries.Interruptions()),
        _ => Text(Interlocked.Read(ref _answers)),
    };

    // Each worker has an address of its own, by which the gateway knows it.
    private string OpenDoor()
    {
        var door = new TcpListener(IPAddress.Loopback, 0);
        _doors.Add(door);
        door.Start();
        _ = AcceptAsync(door, _queries.AddWorker());
        return $"http://127.0.0.1:{((IPEndPoint)door.LocalEndpoint).Port}/";
    }

    private string Start()
    {
        var now = TimeProvider.System.GetUtcNow();
        Volatile.Write(ref _started, Stopwatch.GetTimestamp());
        return now.ToString("O", CultureInfo.InvariantCulture);
    }

    private async Task<string> HoldAsync(int worker)
    {
        await Task.WhenAny(
            _queries.HoldAsync(worker, LeaguePlan.InterruptedChecks), Task.Delay(LeaguePlan.HoldLimit, TimeProvider.System));
        return "held";
    }

    private async Task AcceptAsync(TcpListener door, int worker)
    {
        while (true) _ = ServeAsync(await door.AcceptTcpClientAsync(), worker);
    }

    private async Task ServeAsync(TcpClient client, int worker)
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
                var payment = LeaguePayment.NumberOf(reference);
                _queries.Receive(worker, payment);
                await Task.Delay(Delay, TimeProvider.System);
                if (!await _queries.TryAnswerAsync(worker, payment)) return;
                await stream.WriteAsync(Answer(reference, payment));
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

    private byte[] Answer(string reference, int payment)
    {
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

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

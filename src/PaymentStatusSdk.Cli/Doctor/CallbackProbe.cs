using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>POSTs an empty message to the address for a gateway's answers, with a path that no answer has.</summary>
internal sealed class CallbackProbe(string subject, Uri baseUrl, Uri endpoint, string clientName, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly string _mark = "doctor-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
    private volatile bool _hasArrived;

    /// <summary>Whether a request that arrived at the address of --listen is the message of this probe.</summary>
    public bool IsOwn(string? path)
    {
        var isOwn = path?.EndsWith(_mark, StringComparison.Ordinal) == true;
        if (isOwn) _hasArrived = true;
        return isOwn;
    }

    /// <summary>Sends the message and judges what happened to it.</summary>
    /// <param name="isListening">Whether this command receives the messages of the gateway.</param>
    /// <param name="cancellationToken">Cancels the probe.</param>
    public async Task<Finding> RunAsync(bool isListening, CancellationToken cancellationToken)
    {
        var gateway = await AddressesOfAsync(endpoint, cancellationToken);
        var host = await AddressesOfAsync(baseUrl, cancellationToken);
        var status = await PostAsync(cancellationToken);
        return DoctorRules.Callback(subject, IsUnreachable(host, gateway), isListening ? _hasArrived : null, status);
    }

    /// <summary>Whether only the network of this machine reaches the addresses of a host, and the gateway is elsewhere.</summary>
    public static bool IsUnreachable(IPAddress[] host, IPAddress[] gateway) => ArePrivate(host) && !ArePrivate(gateway);

    /// <summary>Whether an address is one that only this machine or its network reaches.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal) return true;
        return address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [var first, var second, ..]
            && (first == 10 || (first, second) is (192, 168) or (169, 254) || (first == 172 && second is >= 16 and < 32)
                || (first == 100 && second is >= 64 and < 128));
    }

    // A name without an address shows nothing.
    private static bool ArePrivate(IPAddress[] addresses) => addresses.Length > 0 && addresses.All(IsPrivate);

    private static async Task<IPAddress[]> AddressesOfAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(url.DnsSafeHost, cancellationToken);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    private async Task<int?> PostAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestWait, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var content = new ByteArrayContent([]);
        try
        {
            var url = new Uri($"{baseUrl.AbsoluteUri.TrimEnd('/')}/payment-status/{clientName}/{_mark}");
            using var response = await http.PostAsync(url, content, linked.Token);
            return (int)response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}

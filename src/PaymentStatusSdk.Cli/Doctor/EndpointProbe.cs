using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using static System.FormattableString;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Examines the way to an endpoint: name, connection, TLS and certificates. It sends nothing but the handshake.</summary>
/// <param name="subject">The subject of the findings.</param>
/// <param name="endpoint">The endpoint.</param>
/// <param name="trustedRoots">The trusted roots in PEM; null for those of the machine.</param>
/// <param name="clock">The clock.</param>
/// <param name="hasProxy">Whether requests go through a proxy, so that a direct connection may be impossible.</param>
internal sealed class EndpointProbe(string subject, Uri endpoint, string? trustedRoots, TimeProvider clock, bool hasProxy = false)
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(10);

    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Gets the version of TLS; null when there was no handshake.</summary>
    public SslProtocols? Tls { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestStep * 3, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (await ResolveAsync(linked.Token) is not { } addresses) return;
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (!await ConnectAsync(socket, addresses, linked.Token)) return;
            if (endpoint.Scheme == Uri.UriSchemeHttps) await HandshakeAsync(socket, linked.Token);
            else Add("tls", FindingLevel.Warning, "The address has no TLS: only a gateway on this machine may be used like that.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Add("tcp", FindingLevel.Problem, $"{endpoint.Authority} did not answer in time.", "Check the firewall and the network.");
        }
    }

    private async Task<IPAddress[]?> ResolveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(endpoint.DnsSafeHost, cancellationToken);
            Add("dns", FindingLevel.Ok, $"{endpoint.DnsSafeHost} is {string.Join(", ", addresses.Select(address => address.ToString()))}.");
            return addresses;
        }
        catch (SocketException exception)
        {
            Add(DoctorRules.NoAddress(subject, endpoint.DnsSafeHost, exception.SocketErrorCode));
            return null;
        }
    }

    private async Task<bool> ConnectAsync(Socket socket, IPAddress[] addresses, CancellationToken cancellationToken)
    {
        try
        {
            await socket.ConnectAsync(addresses, endpoint.Port, cancellationToken);
            Add("tcp", FindingLevel.Ok, Invariant($"Port {endpoint.Port} accepts connections."));
            return true;
        }
        catch (SocketException exception)
        {
            Add(
                "tcp", FindingLevel.Problem, Invariant($"Port {endpoint.Port} does not accept a connection: {exception.SocketErrorCode}."),
                "Check the address, the firewall and the proxy, and that the host runs. This check uses no proxy.");
            return false;
        }
    }

    private async Task HandshakeAsync(Socket socket, CancellationToken cancellationToken)
    {
        var errors = SslPolicyErrors.None;
        var certificates = new List<X509Certificate2>();
        var stream = new SslStream(new NetworkStream(socket));
        await using var disposing = stream;
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = endpoint.DnsSafeHost,
                    CertificateChainPolicy = PolicyOf(trustedRoots),
                    // The certificates are noted, also those of a gateway that is not trusted; the decision stays the platform's.
                    RemoteCertificateValidationCallback = (_, _, chain, found) =>
                    {
                        errors = found;
                        if (chain is not null)
                            certificates.AddRange(chain.ChainElements.Select(element => new X509Certificate2(element.Certificate)));
                        return found == SslPolicyErrors.None;
                    },
                },
                cancellationToken);
            Tls = stream.SslProtocol;
            Add("tls", FindingLevel.Ok, $"The gateway speaks {stream.SslProtocol}.");
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException
            && errors == SslPolicyErrors.None)
        {
            Add(DoctorRules.FailedHandshake(subject, exception, certificates.Count));
        }
        catch (AuthenticationException)
        {
            // Reported below, with the error of the certificate.
        }

        Report(errors, certificates);
    }

    private void Report(SslPolicyErrors errors, List<X509Certificate2> certificates)
    {
        if (errors != SslPolicyErrors.None)
        {
            Add(
                "certificate", FindingLevel.Problem, $"The certificate of the gateway is not trusted: {errors}.",
                "Check the address, the root certificates of this machine, and TrustedRootPath or TrustedRootPem.");
        }

        foreach (var certificate in certificates)
        {
            _findings.Add(DoctorRules.Certificate(
                subject, "certificate", certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), certificate.NotAfter,
                clock.GetUtcNow()));
            certificate.Dispose();
        }
    }

    /// <summary>Returns the policy that trusts only the roots; null for that of the machine.</summary>
    /// <param name="roots">The roots in PEM; null for none.</param>
    public static X509ChainPolicy? PolicyOf(string? roots)
    {
        if (roots is null) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(roots);
        return policy;
    }

    private void Add(string check, FindingLevel level, string text, string? advice = null) =>
        Add(new Finding(subject, check, level, text, advice));

    private void Add(Finding finding) => _findings.Add(
        hasProxy && finding.Level == FindingLevel.Problem ? finding with { Level = FindingLevel.Undecided } : finding);
}

using System.Globalization;

namespace PaymentStatusSdk.Samples.Sandbox;

/// <summary>The options of the command.</summary>
internal sealed class SandboxArguments
{
    public const string Help =
        """
        Simulated payment gateways on this machine, with a JSON control API.

          dotnet run --project samples/Sandbox [-- OPTIONS]

          --control-port N                 port of the control API (default 7090)
          --convergegate-port N            port of ConvergeGate (default 7091)
          --ppro-port N                    port of PPRO (default 7092)
          --desjardins-port N              port of Desjardins (default 7093); 0 means any free port
          --client-certificate             PPRO uses https and requires a client certificate; prints the folder of the PEM files
          --convergegate-notify-url URL    URL for 850 notifications (default: none are sent)
          --ppro-notify-url URL            URL for PPRO notifications (default: none are sent)
          --host-url URL                   your host, for PublicCallbackBaseUrl of the printed settings (default http://localhost:5000)
          --help                           this text

        Desjardins POSTs its answers to the response URL of the request.
        Ctrl+C stops the command. No data is kept.
        """;

    public int ControlPort { get; private set; } = 7090;

    public int ConvergeGatePort { get; private set; } = 7091;

    public int PproPort { get; private set; } = 7092;

    public int DesjardinsPort { get; private set; } = 7093;

    public bool ClientCertificate { get; private set; }

    public Uri? ConvergeGateNotificationUrl { get; private set; }

    public Uri? PproNotificationUrl { get; private set; }

    public Uri HostUrl { get; private set; } = new("http://localhost:5000");

    public static bool TryParse(string[] args, out SandboxArguments arguments, out string error)
    {
        arguments = new SandboxArguments();
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            if (name == "--client-certificate")
            {
                arguments.ClientCertificate = true;
                continue;
            }

            var value = i + 1 < args.Length ? args[++i] : null;
            if (arguments.TrySet(name, value, out error)) continue;
            return false;
        }

        error = "";
        return true;
    }

    private bool TrySet(string name, string? value, out string error)
    {
        error = $"Unknown option '{name}'.";
        switch (name)
        {
            case "--control-port": return TryPort(name, value, port => ControlPort = port, out error);
            case "--convergegate-port": return TryPort(name, value, port => ConvergeGatePort = port, out error);
            case "--ppro-port": return TryPort(name, value, port => PproPort = port, out error);
            case "--desjardins-port": return TryPort(name, value, port => DesjardinsPort = port, out error);
            case "--convergegate-notify-url": return TryUrl(name, value, url => ConvergeGateNotificationUrl = url, out error);
            case "--ppro-notify-url": return TryUrl(name, value, url => PproNotificationUrl = url, out error);
            case "--host-url": return TryUrl(name, value, url => HostUrl = url, out error);
            default: return false;
        }
    }

    private static bool TryPort(string name, string? value, Action<int> set, out string error)
    {
        error = $"{name} requires a number from 0 to 65535.";
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535) return false;
        set(port);
        return true;
    }

    private static bool TryUrl(string name, string? value, Action<Uri> set, out string error)
    {
        error = $"{name} requires an absolute http or https URL.";
        if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) return false;
        set(url);
        return true;
    }
}

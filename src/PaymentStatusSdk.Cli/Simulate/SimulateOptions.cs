using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PaymentStatusSdk.Cli.Simulate;

/// <summary>The options of <c>simulate</c>.</summary>
internal static class SimulateOptions
{
    public static Option<int> ControlPort { get; } = Port("--control-port", 7090, "Port of the control API; 0 means any free port");

    public static Option<int> ConvergeGatePort { get; } = Port("--convergegate-port", 7091, "Port of ConvergeGate");

    public static Option<int> PproPort { get; } = Port("--ppro-port", 7092, "Port of PPRO");

    public static Option<int> DesjardinsPort { get; } = Port("--desjardins-port", 7093, "Port of Desjardins");

    public static Option<bool> ClientCertificate { get; } = new("--client-certificate")
    {
        Description = "PPRO uses https and requires a client certificate; prints the folder of the PEM files",
    };

    public static Option<Uri?> ConvergeGateNotifyUrl { get; } = Url(
        "--convergegate-notify-url", "URL for 850 notifications; none by default");

    public static Option<Uri?> PproNotifyUrl { get; } = Url("--ppro-notify-url", "URL for PPRO notifications; none by default");

    public static Option<Uri?> HostUrl { get; } = Url(
        "--host-url", "Your host, for PublicCallbackBaseUrl of the printed settings", new Uri("http://localhost:5000"));

    public static IEnumerable<Option> All =>
        [ControlPort, ConvergeGatePort, PproPort, DesjardinsPort, ClientCertificate, ConvergeGateNotifyUrl, PproNotifyUrl, HostUrl];

    /// <summary>Returns an option that accepts an absolute http or https URL.</summary>
    public static Option<Uri?> Url(string name, string description, Uri? standard = null) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = ParseUrl,
    };

    private static Option<int> Port(string name, int standard, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (!int.TryParse(result.Tokens.SingleOrDefault()?.Value ?? "0", CultureInfo.InvariantCulture, out var port)
                || port is < 0 or > 65535)
            {
                result.AddError($"{name} requires a number from 0 to 65535.");
            }
        });
        return option;
    }

    private static Uri? ParseUrl(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens.SingleOrDefault()?.Value, UriKind.Absolute, out var url)
            && url.Scheme is ("http" or "https"))
        {
            return url;
        }

        result.AddError($"{((OptionResult)result.Parent!).Option.Name} requires an absolute http or https URL.");
        return null;
    }
}

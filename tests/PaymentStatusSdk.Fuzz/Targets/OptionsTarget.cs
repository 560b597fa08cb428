using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Desjardins;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Ppro;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The binding of options. An input has lines <c>cards:Key=value</c>, <c>ppro:Key=value</c> and <c>dips:Key=value</c>.</summary>
internal sealed partial class OptionsTarget : FuzzTarget
{
    private static readonly string[] SecretKeys =
        ["ApiPassword", "ApiKey", "Password", "MerchantKey", "NotificationSecret", "RedirectSharedSecret", "ClientCertificatePassword"];

    // The merchant writes a configuration. For thousands of keys or nested sections, .NET's own code takes quadratic time.
    private const int MaxSettings = 100;
    private const int MaxLine = 256;

    public override string Name => "options";

    public override IMutator Mutator { get; } = new MixedMutator(new TokenMutator(
        Token(), [.. Keys(), "cards", "ppro", "dips", ":", "=", "\n", "0", "1", "00:00:30", "24.00:00:00",
            "-1", "true", "https://a.example/x",
            "http://a.example", "http://127.0.0.1:1", "ftp://x", "/x", "", "Purchase", "7", "NaN", "0.5", "1e9",
            "secret-value-9", "\u0001"]));

    public override bool UsesOtherThreads => true;

    // A container with three clients, and messages that list all settings for an unknown key.
    public override long FixedAllocation => 4 * 1024 * 1024;

    public override long AllocationPerByte => 4 * 1024;

    public override bool IsDocumented(Exception exception) =>
        exception is OptionsValidationException or TransactionStatusException { Kind: TransactionStatusErrorKind.Configuration };

    public override object? Read(byte[] input)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings(input)).Build();
        var services = new ServiceCollection();
        services.AddPaymentStatus(builder => builder
            .AddConvergeGate("cards", configuration.GetSection("cards")).Services.AddPaymentStatus(more => more
            .AddPpro("ppro", configuration.GetSection("ppro")).Services.AddPaymentStatus(most => most
            .AddDesjardins("dips", configuration.GetSection("dips")))));
        using var provider = services.BuildServiceProvider();
        var messages = new List<string>();
        var accepted = new List<GatewayOptions>();
        TryGet<ConvergeGateOptions>(provider, "cards", accepted, messages);
        TryGet<PproOptions>(provider, "ppro", accepted, messages);
        TryGet<DesjardinsOptions>(provider, "dips", accepted, messages);
        return new Reading(accepted, messages);
    }

    /// <summary>Returns a reading with one more message; for the self-test.</summary>
    public static object WithMessage(object reading, string message) =>
        ((Reading)reading) with { Messages = [.. ((Reading)reading).Messages, message] };

    public override string Describe(object? reading, Exception? failure) => reading is Reading read
        ? $"{read.Accepted.Count} {string.Join('|', read.Messages.Select(message => Quoted().Replace(message, "?")))}"
        : failure!.Message;

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        var read = (Reading)reading!;
        var settings = Settings(input).ToArray();
        foreach (var (key, value) in settings)
        {
            // Any other value may be part of the name or the value of a setting, which messages quote.
            if (value?.Contains("secret-value", StringComparison.Ordinal) != true || !IsSecret(key)) continue;
            if (settings.Any(other => IsQuoted(other, value))) continue;
            foreach (var message in read.Messages) SecretJudge.Check(message, value);
        }

        foreach (var options in read.Accepted) JudgeRanges(options);
    }

    private static bool IsSecret(string key) => SecretKeys.Contains(key.Split(':')[^1], StringComparer.OrdinalIgnoreCase);

    private static bool IsQuoted(KeyValuePair<string, string?> setting, string text) =>
        setting.Key.Contains(text, StringComparison.OrdinalIgnoreCase)
        || (!IsSecret(setting.Key) && setting.Value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);

    // As the documentation of each setting says.
    private static void JudgeRanges(GatewayOptions options)
    {
        var tenMinutes = TimeSpan.FromMinutes(10);
        Check(options.Endpoint is { IsAbsoluteUri: true } endpoint && (endpoint.Scheme == "https" || endpoint.IsLoopback), "Endpoint");
        Check(options.AttemptTimeout >= TimeSpan.FromSeconds(1) && options.AttemptTimeout <= options.TotalTimeout, "AttemptTimeout");
        Check(options.TotalTimeout <= tenMinutes, "TotalTimeout");
        Check(options.MaxRetries is >= 0 and <= 10, "MaxRetries");
        Check(options.CircuitFailureRatio is > 0 and <= 1, "CircuitFailureRatio");
        Check(options.MaxConcurrentExchanges is >= 1 and <= 1_000 && options.QueueLimit is >= 0 and <= 100_000, "a limit");
        var secret = options switch
        {
            ConvergeGateOptions cards => cards.ApiUser.Length * cards.ApiPassword.Length * cards.ApiKey.Length,
            PproOptions ppro => ppro.Login.Length * ppro.Password.Length * ppro.ContractId.Length,
            DesjardinsOptions dips => dips.MerchantId.Length * dips.MerchantKey.Length,
            _ => 0,
        };
        Check(secret > 0, "a credential");
    }

    private static void Check(bool isValid, string key) =>
        SurpriseException.Unless(isValid, Oracle.Content, $"Options with an invalid value of {key} are accepted.");

    private static void TryGet<TOptions>(IServiceProvider provider, string name, List<GatewayOptions> accepted, List<string> messages)
        where TOptions : GatewayOptions
    {
        try
        {
            accepted.Add(provider.GetRequiredKeyedService<GatewayAdapterContext<TOptions>>(name).Options.Current);
            provider.GetRequiredKeyedService<ITransactionStatusClient>(name);
        }
        catch (OptionsValidationException exception)
        {
            messages.Add(exception.Message);
        }
        catch (TransactionStatusException exception) when (exception.Kind == TransactionStatusErrorKind.Configuration)
        {
            messages.Add(exception.Message);
        }
    }

    private static Dictionary<string, string?> Settings(byte[] input)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Encoding.UTF8.GetString(input).Split('\n').Where(line => line.Length <= MaxLine).Take(MaxSettings))
        {
            var pair = line.Split('=', 2);
            // A path could name a device of the machine that never ends.
            if (pair.Length == 2 && !pair[0].Contains("Path", StringComparison.OrdinalIgnoreCase)) settings[pair[0].Trim()] = pair[1];
        }

        return settings;
    }

    private static IEnumerable<string> Keys() => new[] { typeof(ConvergeGateOptions), typeof(PproOptions), typeof(DesjardinsOptions) }
        .SelectMany(type => type.GetProperties()).Select(property => property.Name).Distinct();

    [GeneratedRegex(@"\w+|\s|[^\w\s]")]
    private static partial Regex Token();

    [GeneratedRegex(@"'[^']*'|\d[\d.:]*")]
    private static partial Regex Quoted();

    private sealed record Reading(List<GatewayOptions> Accepted, List<string> Messages);
}

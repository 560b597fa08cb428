using System.Reflection;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Record.Redaction;
using PaymentStatusSdk.Simulators.Recordings;
using static System.FormattableString;

namespace PaymentStatusSdk.Cli.Record;

/// <summary>Makes a recording without secrets and personal data from raw exchanges.</summary>
internal sealed class RecordingBuilder(MerchantClient client, IReadOnlyCollection<RecordingSecret> secrets)
{
    private readonly BodyRedactor _bodies = new(client.Provider, secrets);
    private readonly List<RecordedQuery> _queries = [];
    private readonly List<RawExchange> _raw = [];

    /// <summary>Adds a query with its exchanges and its result.</summary>
    public void Add(TransactionQuery query, IReadOnlyList<RawExchange> exchanges, RecordedReading reading)
    {
        var number = _queries.Count + 1;
        if (client.Provider == GatewayProvider.Desjardins) _bodies.NameAccount(client.Section["MerchantId"]);
        // Requests first: they name the references and sessions that answers repeat.
        var recorded = exchanges.Select((exchange, index) => Redact(exchange, Invariant($"{number:00}-{index + 1}"))).ToArray();
        _raw.AddRange(exchanges);
        _queries.Add(new RecordedQuery
        {
            GatewayReference = _bodies.Reference(query.GatewayReference),
            MerchantReference = _bodies.Reference(query.MerchantReference),
            Kind = query.Kind,
            Expected = Redact(reading),
            Exchanges = recorded,
        });
    }

    /// <summary>Returns the recording.</summary>
    public GatewayRecording Build(DateTimeOffset now) => new()
    {
        Provider = client.Provider.ToString().ToLowerInvariant(),
        SdkVersion = SdkVersion(),
        RecordedOn = DateOnly.FromDateTime(now.UtcDateTime),
        Settings = ReplaySettings.For(client, _raw),
        Queries = [.. _queries],
    };

    private RecordedExchange Redact(RawExchange raw, string number) => new()
    {
        Method = raw.Method.Method,
        Url = HeaderRedactor.Url(raw.Url),
        RequestHeaders = raw.RequestHeaders,
        RequestFile = $"{number}-request{Extension}",
        Request = _bodies.Request(raw.Request),
        Status = (int)(raw.Status ?? 0),
        AnswerHeaders = raw.AnswerHeaders,
        AnswerFile = $"{number}-answer{Extension}",
        Answer = _bodies.Answer(raw.Answer),
        Posts =
        [
            .. raw.Posts.Select((post, index) => new RecordedPost
            {
                ContentType = post.ContentType,
                File = Invariant($"{number}-post-{index + 1}{Extension}"),
                Content = _bodies.Answer(post.Body),
            }),
        ],
    };

    private string Extension => client.Provider == GatewayProvider.Ppro ? ".txt" : ".xml";

    private RecordedReading Redact(RecordedReading reading)
    {
        var fields = new FieldRedactor(
            new Dictionary<string, FieldRule> { ["code"] = new(FieldKind.Code) }, new Placeholders(), secrets);
        return reading with
        {
            GatewayReference = _bodies.Reference(reading.GatewayReference),
            MerchantReference = _bodies.Reference(reading.MerchantReference),
            GatewayState = Code(reading.GatewayState),
            GatewayCode = Code(reading.GatewayCode),
        };

        string? Code(string? value) => string.IsNullOrEmpty(value) ? value : fields.Redact("code", value) ?? Mask.Octets(value);
    }

    private static string SdkVersion()
    {
        var version = typeof(TransactionQuery).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return version.Split('+')[0];
    }
}

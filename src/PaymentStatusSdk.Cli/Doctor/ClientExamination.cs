using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Queries;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Examines one client: options, the way to the gateway, one harmless query, and the inferred facts that it decides.</summary>
internal sealed class ClientExamination(MerchantClient client, Uri? listen, TimeProvider clock)
{
    private const string ListenAdvice = "Stop your host and add --listen.";

    private readonly List<Finding> _findings = [];
    private readonly List<InferredFact> _facts = [];
    private readonly MessageObserver _messages = new();

    public IReadOnlyList<Finding> Findings => _findings;

    public IReadOnlyList<InferredFact> Facts => _facts;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var note = new AnswerNote();
        var evidence = new WireEvidence { HasOtherRequest = FactProbes.OptionsOfTheRequest.Any(key => client.Section[key] is not null) };
        var canListen = client.Provider != GatewayProvider.Desjardins || listen is not null;
        try
        {
            // Without an address for answers, the options are validated all the same.
            await using var connection = await MerchantConnection.OpenAsync(
                client, listen, clock, cancellationToken, isQueried: canListen,
                gateway => gateway.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new ObservingHandler(note, clock))),
                app => app.Use(_messages.ObserveAsync));
            Add("options", FindingLevel.Ok, "The options are valid.");
            if (ClientCertificate.Examine(client.Name, client.Section, clock.GetUtcNow()) is { } certificate) _findings.Add(certificate);
            evidence = await ExamineWayAsync(evidence, cancellationToken);
            if (canListen) evidence = await QueryAsync(connection.Client, note, evidence, cancellationToken);
            else Add("query", FindingLevel.Undecided, "No query was sent: the gateway POSTs its answers.", ListenAdvice);
        }
        catch (CliException exception)
        {
            Add(
                exception.Code == ExitCode.ConfigurationError ? "options" : "listen", FindingLevel.Problem, exception.Message,
                exception.Advice);
        }

        _facts.AddRange(FactProbes.Examine(client, evidence));
    }

    private async Task<WireEvidence> ExamineWayAsync(WireEvidence evidence, CancellationToken cancellationToken)
    {
        var endpoint = new Uri(client.Section["Endpoint"]!);
        var proxy = ProxyRules.For(endpoint, HttpClient.DefaultProxy);
        _findings.Add(ProxyRules.Describe(client.Name, proxy));
        var probe = new EndpointProbe(client.Name, endpoint, TrustedRootsOf(client), clock, proxy is not null);
        await probe.RunAsync(cancellationToken);
        _findings.AddRange(probe.Findings);
        if (client.Section["PublicCallbackBaseUrl"] is { } address)
        {
            var callback = new EndpointProbe($"{client.Name} callback", new Uri(address), null, clock);
            await callback.RunAsync(cancellationToken);
            _findings.AddRange(callback.Findings);
            var message = new CallbackProbe(client.Name, new Uri(address), endpoint, client.Name, clock);
            _messages.IsOwn = message.IsOwn;
            _findings.Add(await message.RunAsync(listen is not null, cancellationToken));
            Add(
                "outside", FindingLevel.Undecided, "Whether the gateway reaches this address from outside cannot be found out from here.",
                "Open the address from another network.");
        }

        return evidence with { Tls = probe.Tls };
    }

    /// <summary>Returns the trusted roots of valid options in PEM; null for those of the machine.</summary>
    /// <remarks>Only PPRO has the keys, and at most one of them is set. An empty value is none.</remarks>
    public static string? TrustedRootsOf(MerchantClient client) => client.Provider != GatewayProvider.Ppro ? null
        : client.Section["TrustedRootPath"] is { Length: > 0 } path ? File.ReadAllText(path)
        : client.Section["TrustedRootPem"] is { Length: > 0 } pem ? pem : null;

    private async Task<WireEvidence> QueryAsync(
        ITransactionStatusClient connection, AnswerNote note, WireEvidence evidence, CancellationToken cancellationToken)
    {
        if (ImpossibleQuery.For(client, connection.Metadata.Capabilities) is not { } query)
        {
            Add(
                "query", FindingLevel.Undecided, "No query was sent: MaxMerchantReferenceLength allows no reference that cannot exist.",
                "Check the credentials with get and the reference of a payment.");
            return evidence;
        }

        try
        {
            var result = await connection.GetStatusAsync(query, cancellationToken);
            _findings.Add(DoctorRules.Query(client.Name, result.Outcome));
            evidence = evidence with { IsUnderstood = result.Outcome == LookupOutcome.NotFound };
        }
        catch (TransactionStatusException exception)
        {
            _findings.Add(DoctorRules.Query(
                client.Name, exception.Kind, exception.Message, GuardedQuery.AdviceFor(exception.Kind)));
        }
        catch (ArgumentException exception)
        {
            _findings.Add(DoctorRules.Query(client.Name, exception));
        }

        if (note.Date is { } date) _findings.Add(DoctorRules.Clock(client.Name, "gateway", note.ArrivedAt - date));
        else if (note.Status is not null) Add("clock", FindingLevel.Undecided, "The gateway's answers have no Date.");
        return evidence with { Status = note.Status, PostedType = await _messages.PostedTypeAsync(clock, cancellationToken) };
    }

    private void Add(string check, FindingLevel level, string text, string? advice = null) =>
        _findings.Add(new Finding(client.Name, check, level, text, advice));
}

// The complete adapter of the readme: compiled, and asked by AcmeAdapterTests.
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

// snippet
public sealed class AcmeOptions : GatewayOptions
{
    public string? ApiKey { get; set; }
}

public sealed class AcmeOptionsValidator : GatewayOptionsValidator<AcmeOptions>
{
    protected override void Check(AcmeOptions options, OptionErrors errors)
    {
        errors.RequireEndpoint(nameof(options.Endpoint), options.Endpoint, "give the address for status queries.");
        errors.RequireText(nameof(options.ApiKey), options.ApiKey, "give the account's key.");
        errors.RequireHeaderValue(nameof(options.ApiKey), options.ApiKey);
    }
}

public sealed class AcmeAdapter(GatewayAdapterContext<AcmeOptions> context) : IGatewayAdapter
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly GatewayValueMap<StateMeaning> States = new("status", new Dictionary<string, StateMeaning>
    {
        ["open"] = new(PaymentState.Pending, Finality.Open),
        ["paid"] = new(PaymentState.Captured, Finality.Final),
        ["failed"] = new(PaymentState.Failed, Finality.Final, FailureReason.Unspecified),
    });

    public string Provider => "acme";

    public GatewayCapabilities Capabilities { get; } = new() { SupportsGatewayReference = true, ReportsAmount = true };

    public TransactionKind DefaultKind => TransactionKind.Purchase;

    public void CheckQuery(TransactionQuery query)
    {
        QueryChecks.RequireReference(query.GatewayReference, nameof(query.GatewayReference), maxLength: 64);
        QueryChecks.RequireSegment(query.GatewayReference, nameof(query.GatewayReference));
    }

    public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        var options = context.Options.Current;
        var pendingQuery = exchange.Seal()[0];
        var address = GatewayUri.Append(options.Endpoint!, "payments", pendingQuery.Query.GatewayReference!);
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        using var response = await context.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        response.ThrowIfNotSuccess();
        pendingQuery.Complete(Read(response.Body));
    }

    private static ParsedStatus Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, Strict);
            var root = json.RootElement;
            var status = Text(root, "status");
            // The gateway's own code; a plain 404 may come from a proxy. The core compares the reference, as that of any answer.
            if (Text(root, "error") == "no_such_payment" && status is null)
                return new ParsedStatus { Outcome = LookupOutcome.NotFound, GatewayReference = Text(root, "payment") };
            // An answer with an error and a status contradicts itself: it is neither paid nor missing.
            if (status is null || Text(root, "error") is not null) throw ProtocolErrors.Invalid("The answer has no status, or an error.");
            var anomalies = default(AnomalyList);
            var meaning = States.Read(status, ref anomalies);
            return new ParsedStatus
            {
                Outcome = LookupOutcome.Answered,
                State = meaning.State,
                Finality = meaning.Finality,
                Reason = meaning.Reason,
                GatewayReference = Text(root, "payment"),
                Amount = ReportedAmount.Parse(Text(root, "amount"), Text(root, "currency")),
                Answer = new GatewayAnswer { State = status },
                Anomalies = anomalies.ToList(),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw ProtocolErrors.Invalid("The answer is not the JSON that the protocol describes.");
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
}

public static class AcmeBuilderExtensions
{
    private static readonly GatewayRegistration<AcmeOptions> Registration = new()
    {
        Provider = "acme",
        Validator = new AcmeOptionsValidator(),
        CreateAdapter = context => new AcmeAdapter(context),
    };

    public static GatewayBuilder AddAcme(this PaymentStatusBuilder builder, string name, Action<AcmeOptions> configure) =>
        builder.AddGateway(name, configure, Registration);
}

// end

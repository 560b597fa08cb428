using System.Buffers;
using System.Text;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>Reads a request, verifies it, and writes the answer (PROTOCOL.md of the ConvergeGate adapter).</summary>
internal sealed class ConvergeGateQueryAnswerer(
    ConvergeGateSimulatorOptions options, TransactionTable<SimulatedConvergeGateTransaction> transactions)
{
    private const string XmlType = "application/xml; charset=utf-8";

    private static readonly SimulatedConvergeGateTransaction Sample = new()
    {
        GateTransId = "11111111-2222-4333-8444-555555555555",
        MerchantTransId = "ORDER-0000",
        State = "CAPTURED",
    };

    public Outcome Answer(SimulatorQuery query, Uri baseAddress)
    {
        var fault = query.Fault;
        SimulatedConvergeGateTransaction? before = null, now = null;
        var request = Read(query.Body, query.Carrier);
        var answer = Refuse(request, out var id) ?? Find(request!, id, out before, out now);
        if (fault is not null) answer.Spoil(fault, now ?? Sample);
        var output = new ArrayBufferWriter<byte>();
        new ConvergeGateAnswerWriter(output, fault).Write(answer, baseAddress);
        var isRefused = now is null && answer.Result == "ERROR";
        return new Outcome(
            Encode(output, fault, isRefused ? options.RejectWith : null),
            before,
            now,
            request?.GetValueOrDefault("notify") == "YES");
    }

    private Dictionary<string, string>? Read(ReadOnlyMemory<byte> body, RequestCarrier carrier)
    {
        if (carrier == RequestCarrier.Form)
        {
            if (!FormBody.Read(body.Span).TryGetValue("strrequest", out var text)) return null;
            body = Encoding.UTF8.GetBytes(text);
        }

        if (options.StrictXml) return body.Span.StartsWith("<?xml "u8) ? ConvergeGateMessage.Read(body, "transaction") : null;
        var start = body.Span.IndexOfAnyExcept(" \t\r\n"u8);
        return start < 0 ? null : ConvergeGateMessage.Read(body[start..], "transaction");
    }

    // A wrong user, password or checksum gets the same answer, so that it does not reveal which one is wrong.
    private SimulatedConvergeGateAnswer? Refuse(Dictionary<string, string>? request, out string id)
    {
        id = "";
        if (request is null) return SimulatedConvergeGateAnswer.Rejected(options, "Request is not readable");
        var command = request.GetValueOrDefault("apiCmd");
        var gatewayReference = request.GetValueOrDefault("gatetransid");
        var merchantReference = request.GetValueOrDefault("merchanttransid");
        id = string.IsNullOrEmpty(gatewayReference) ? merchantReference ?? "" : gatewayReference;
        var user = request.GetValueOrDefault("apiUser");
        var password = request.GetValueOrDefault("apiPassword");
        if (user != options.ApiUser || password != options.ApiPassword)
            return SimulatedConvergeGateAnswer.Rejected(options, "Authentication failed");
        // Checked before the checksum: the checksum of another command covers other fields.
        if (command is not ("709" or "708")) return SimulatedConvergeGateAnswer.Rejected(options, "Unknown command");
        if (!HasChecksum(request, SimulatedConvergeGateChecksum.Of(user, password, command, id, options.ApiKey)))
            return SimulatedConvergeGateAnswer.Rejected(options, "Authentication failed");
        if (id.Length == 0) return SimulatedConvergeGateAnswer.Rejected(options, "Transaction id is missing");
        if (options.RejectBothIds && !string.IsNullOrEmpty(gatewayReference) && !string.IsNullOrEmpty(merchantReference))
            return SimulatedConvergeGateAnswer.Rejected(options, "Only one transaction id is allowed");
        return null;
    }

    private bool HasChecksum(Dictionary<string, string> request, string expected)
    {
        if (options.Checksum == ConvergeGateChecksumRule.Off) return true;
        var comparison = options.Checksum == ConvergeGateChecksumRule.CaseSensitive
            ? StringComparison.Ordinal
            : StringComparison.OrdinalIgnoreCase;
        return string.Equals(request.GetValueOrDefault("checksum")?.Trim(), expected, comparison);
    }

    private SimulatedConvergeGateAnswer Find(
        Dictionary<string, string> request, string id, out SimulatedConvergeGateTransaction? before,
        out SimulatedConvergeGateTransaction? now)
    {
        var byMerchantReference = string.IsNullOrEmpty(request.GetValueOrDefault("gatetransid"));
        if (byMerchantReference) transactions.CountByMerchantReference(id, out id!);
        if (id is not null && transactions.TryQuery(id, out before, out now))
            return SimulatedConvergeGateAnswer.Found(now, request["apiCmd"] == "708");
        before = now = null;
        return SimulatedConvergeGateAnswer.NotFound(options);
    }

    private static SimulatorAnswer Encode(ArrayBufferWriter<byte> output, SimulatedFault? fault, SimulatedFault? instead)
    {
        if (fault?.Kind != SimulatedFaultKind.WrongCharset) return new SimulatorAnswer(output.WrittenMemory, XmlType, instead);
        ReadOnlyMemory<byte> body = fault.Number == 0
            ? output.WrittenMemory
            : Transcoding.FromUtf8(output.WrittenSpan, fault.Text!);
        return new SimulatorAnswer(body, $"application/xml; charset={fault.Text}", instead);
    }

    /// <summary>The outcome of a query.</summary>
    /// <param name="Answer">The answer to send.</param>
    /// <param name="Before">The transaction before its script advanced; null when there was no transaction.</param>
    /// <param name="Now">The transaction in the answer; null when there was no transaction.</param>
    /// <param name="Notify">Whether the query requested an 850.</param>
    internal readonly record struct Outcome(
        SimulatorAnswer Answer, SimulatedConvergeGateTransaction? Before, SimulatedConvergeGateTransaction? Now, bool Notify);
}

using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>Verifies a request and writes the answer (PROTOCOL.md of the PPRO adapter).</summary>
internal sealed class PproQueryAnswerer(
    PproSimulatorOptions options, TransactionTable<SimulatedPproTransaction> transactions, PproLimits limits)
{
    private const string ByTxId = "GETTXSTATUS";
    private const string ByMerchantTxId = "GETTXSTATUSBYMERCHANTTXID";

    private readonly PproAnswerWriter _writer = new(options);

    public bool IsPinned(X509Certificate2? certificate) =>
        certificate is not null && certificate.Thumbprint == options.Certificates?.Client.Thumbprint;

    public async ValueTask<SimulatorAnswer> AnswerAsync(
        SimulatorQuery query, Action<SimulatedPproTransaction, SimulatedPproTransaction> moved, CancellationToken cancellationToken)
    {
        var fault = query.Fault;
        if (query.IsOverLimit) return Failed("SYSTEM_ERROR", "Too many concurrent requests", fault, options.OverLimitWith);
        var request = FormBody.Read(query.Body.Span);
        if (Refuse(request, query.Http, fault) is { } refusal) return refusal;
        if (Identify(request, out var id) is { } reason) return Failed(reason, Message(reason), fault);
        await limits.WaitForUnlockAsync(id!, cancellationToken).ConfigureAwait(false);
        if (!transactions.TryQuery(id!, out var before, out var now)) return Failed("TX_NOT_FOUND", Message("TX_NOT_FOUND"), fault);
        moved(before, now);
        var answer = PproAnswer.Found(now);
        if (fault is not null) answer = PproAnswer.Spoiled(answer, fault, now);
        return _writer.Write(answer, fault, instead: null);
    }

    private static string Message(string reason) => reason == "TX_NOT_UNIQUE" ? "Ambiguous MerchantTxId" : "Transaction not found";

    private SimulatorAnswer? Refuse(Dictionary<string, string> request, HttpContext context, SimulatedFault? fault)
    {
        if (options.ClientCertificate is PproCertificateCheck.AuthError or PproCertificateCheck.Forbidden
            && !IsPinned(context.Connection.ClientCertificate))
        {
            var instead = options.ClientCertificate == PproCertificateCheck.Forbidden ? SimulatedFault.Status(403) : options.RejectWith;
            return Failed("AUTH_ERROR", "Authentication failed", fault, instead);
        }

        if (request.GetValueOrDefault("returnmode") != "urlencodeext") return Failed("UNKNOWN", "Unknown returnmode", fault);
        if (request.GetValueOrDefault("login") != options.Login
            || request.GetValueOrDefault("password") != options.Password
            || request.GetValueOrDefault("contractid") != options.ContractId)
            return Failed("AUTH_ERROR", "Authentication failed", fault, options.RejectWith);
        var type = request.GetValueOrDefault("txtype");
        if (type is not (ByTxId or ByMerchantTxId)) return Failed("UNKNOWN", "Unknown txtype", fault);
        return limits.TryCount(type == ByMerchantTxId) ? null : Failed("SYSTEM_ERROR", "Quota exceeded", fault, options.OverLimitWith);
    }

    /// <summary>Outputs the queried gateway reference, or returns the reason why there is none.</summary>
    private string? Identify(Dictionary<string, string> request, out string? id)
    {
        if (request["txtype"] == ByTxId) id = request.GetValueOrDefault("txid");
        else if (!request.TryGetValue("merchanttxid", out var reference)) id = null;
        else if (transactions.CountByMerchantReference(reference, out id) > 1 && !options.AnswerFirstOfSeveral) return "TX_NOT_UNIQUE";
        return id is null ? "TX_NOT_FOUND" : null;
    }

    private SimulatorAnswer Failed(string reason, string message, SimulatedFault? fault, SimulatedFault? instead = null)
    {
        var answer = PproAnswer.CallFailed(reason, message);
        if (fault is not null) answer = PproAnswer.Spoiled(answer, fault, queried: null);
        return _writer.Write(answer, fault, instead);
    }
}

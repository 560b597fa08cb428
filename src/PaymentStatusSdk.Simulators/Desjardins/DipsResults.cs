using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>Decides the content of an answer from the transactions, the two-minute rule and a fault.</summary>
internal sealed class DipsResults(DesjardinsSimulatorOptions options, TransactionTable<SimulatedDipsTransaction> transactions)
{
    // An amount in cents.
    private const long OtherAmount = 99_999_999;

    public List<DipsResult> For(DipsRequest request, SimulatedFault? fault)
    {
        var results = new List<DipsResult>(request.TransactionIds.Count);
        for (var i = 0; i < request.TransactionIds.Count; i++)
        {
            var id = request.TransactionIds[i];
            if (IsRepeated(request.TransactionIds, i) || ResultOf(id) is not { } result) continue;
            results.Add(fault is null ? result : Spoil(result, fault));
        }

        if (fault is not null) Add(results, fault);
        return results;
    }

    /// <summary>Whether the request is refused as a whole because it contains an unknown id.</summary>
    public bool Refuses(DipsRequest request) => options.UnknownTransaction == DipsUnknownTransaction.RefuseRequest
        && request.TransactionIds.Any(id => transactions.Find(id) is null);

    private static bool IsRepeated(IReadOnlyList<string> ids, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (ids[i] == ids[at]) return true;
        }

        return false;
    }

    private DipsResult? ResultOf(string id)
    {
        if (!transactions.TryQuery(id, out _, out var now))
            return options.UnknownTransaction == DipsUnknownTransaction.TransactionError
                ? new DipsResult(id, null, options.UnknownTransactionCode)
                : null;
        if (now.ErrorCode is not null) return new DipsResult(id, null, now.ErrorCode);
        if (!IsYoung(now)) return new DipsResult(id, now);
        return options.YoungTransaction switch
        {
            DipsYoungTransaction.Partial => new DipsResult(id, now, IsPartial: true),
            DipsYoungTransaction.Stale => new DipsResult(id, now.With(DipsOutcome.NotCompleted)),
            _ => null,
        };
    }

    private bool IsYoung(SimulatedDipsTransaction transaction) => transaction.IsPending
        || (transaction.SubmittedAt is { } at && options.TimeProvider.GetUtcNow() - at < options.YoungAge);

    private static DipsResult Spoil(DipsResult result, SimulatedFault fault) => fault.Kind switch
    {
        SimulatedFaultKind.WrongId => result with { Id = "SIMULATEDOTHER" },
        SimulatedFaultKind.NoId => result with { Id = null },
        SimulatedFaultKind.TransactionError => result with { Transaction = null, ErrorCode = fault.Text },
        SimulatedFaultKind.ErrorWithState => result with { ErrorCode = "WX99" },
        SimulatedFaultKind.SuccessWithoutState => Change(result, t => t with { Approved = null }),
        SimulatedFaultKind.UnknownState => Change(result, t => t with { Approved = fault.Text }),
        SimulatedFaultKind.WrongAmount => Change(result, t => t with { Amount = OtherAmount }),
        SimulatedFaultKind.WrongCurrency => Change(result, t => t with { Currency = "XTS" }),
        SimulatedFaultKind.InvalidUtf8 or SimulatedFaultKind.WrongCharset => Change(result, t => t with { CardHolderName = "caf\u00e9" }),
        _ => result,
    };

    private static DipsResult Change(DipsResult result, Func<SimulatedDipsTransaction, SimulatedDipsTransaction> change) =>
        result with { Transaction = result.Transaction is { } transaction ? change(transaction) : null };

    private static void Add(List<DipsResult> results, SimulatedFault fault)
    {
        switch (fault.Kind)
        {
            case SimulatedFaultKind.UnrequestedTransactions:
                results.Add(
                    new DipsResult("SIMULATEDUNREQUESTED", SimulatedDipsTransaction.Of("SIMULATEDUNREQUESTED", DipsOutcome.Approved)));
                break;
            case SimulatedFaultKind.DuplicateField:
                results.AddRange([.. results]);
                break;
            case SimulatedFaultKind.ConflictingField:
                results.AddRange([.. results.Select(one => one.Opposite())]);
                break;
        }
    }
}

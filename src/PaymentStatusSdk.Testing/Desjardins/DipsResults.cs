namespace PaymentStatusSdk.Testing;

/// <summary>Decides what stands in an answer: by the transactions, the two-minute rule, and a fault.</summary>
internal sealed class DipsResults(DesjardinsSimulatorOptions options, TransactionTable<SimulatedDipsTransaction> transactions)
{
    // In cents.
    private const long OtherAmount = 99_999_999;

    public List<DipsResult> For(DipsRequest request, SimulatedFault? fault)
    {
        var results = new List<DipsResult>(request.Targets.Count);
        for (var i = 0; i < request.Targets.Count; i++)
        {
            var id = request.Targets[i];
            if (IsRepeated(request.Targets, i) || Look(id) is not { } result) continue;
            results.Add(fault is null ? result : Spoil(result, fault));
        }

        if (fault is not null) Add(results, fault);
        return results;
    }

    /// <summary>Whether a request with an unknown id is refused as a whole, and this is one.</summary>
    public bool Refuses(DipsRequest request) => options.UnknownTarget == DipsUnknownTarget.RefuseRequest
        && request.Targets.Any(id => transactions.Find(id) is null);

    private static bool IsRepeated(IReadOnlyList<string> targets, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (targets[i] == targets[at]) return true;
        }

        return false;
    }

    private DipsResult? Look(string id)
    {
        if (!transactions.TryQuery(id, out _, out var now))
            return options.UnknownTarget == DipsUnknownTarget.TargetError ? new DipsResult(id, null, options.UnknownTargetCode) : null;
        if (now.ErrorCode is not null) return new DipsResult(id, null, now.ErrorCode);
        if (!IsYoung(now)) return new DipsResult(id, now);
        return options.YoungTarget switch
        {
            DipsYoungTarget.Partial => new DipsResult(id, now, IsPartial: true),
            DipsYoungTarget.Stale => new DipsResult(id, now.With(DipsOutcome.NotCompleted)),
            _ => null,
        };
    }

    private bool IsYoung(SimulatedDipsTransaction transaction) => transaction.IsPending
        || (transaction.SubmittedAt is { } at && options.TimeProvider.GetUtcNow() - at < options.YoungAge);

    private static DipsResult Spoil(DipsResult result, SimulatedFault fault) => fault.Kind switch
    {
        SimulatedFaultKind.WrongId => result with { Id = "SIMULATEDOTHER" },
        SimulatedFaultKind.NoId => result with { Id = null },
        SimulatedFaultKind.TargetError => result with { Transaction = null, ErrorCode = fault.Text },
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
            case SimulatedFaultKind.UnaskedTargets:
                results.Add(new DipsResult("SIMULATEDUNASKED", SimulatedDipsTransaction.Of("SIMULATEDUNASKED", DipsOutcome.Approved)));
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

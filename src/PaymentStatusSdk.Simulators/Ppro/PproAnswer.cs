using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>The fields of an answer, before they are written. Content faults are applied here.</summary>
internal sealed class PproAnswer
{
    private static readonly SimulatedPproTransaction Sample = new()
    {
        TxId = "100000001",
        MerchantTxId = "order0000",
        Status = "SUCCEEDED",
        FundsStatus = "RECEIVED",
    };

    public List<KeyValuePair<string, string>> Fields { get; } = new(12);

    /// <summary>Creates an answer with the fields that the provider's samples show for the status.</summary>
    public static PproAnswer Found(SimulatedPproTransaction transaction)
    {
        var answer = new PproAnswer();
        answer.Add("REQUESTSTATUS", "SUCCEEDED");
        answer.Add("STATUS", transaction.Status);
        answer.Add("TXID", transaction.TxId);
        answer.Add("ERRMSG", transaction.ErrMsg);
        if (transaction.Status == "PENDING" && !string.IsNullOrEmpty(transaction.RedirectUrl))
            answer.Add("REDIRECTURL", transaction.RedirectUrl);
        answer.Add("REDIRECTSECRET", transaction.Status == "FAILED" ? "" : transaction.RedirectSecret);
        if (transaction.Status == "FAILED" && transaction.FailReason is not null) answer.Add("FAILREASON", transaction.FailReason);
        answer.Add("CHANNEL", transaction.Channel);
        answer.Add("TAG", transaction.Tag);
        if (transaction.MerchantTxId is not null) answer.Add("MERCHANTTXID", transaction.MerchantTxId);
        if (transaction.FundsStatus is not null) answer.Add("FUNDSSTATUS", transaction.FundsStatus);
        return answer;
    }

    /// <summary>Creates the answer to a failed call, as in the provider's fourth sample. Its STATUS does not describe the
    /// payment.</summary>
    public static PproAnswer CallFailed(string reason, string message)
    {
        var answer = new PproAnswer();
        answer.Add("REQUESTSTATUS", "FAILED");
        answer.Add("REQUESTFAILREASON", reason);
        answer.Add("STATUS", "FAILED");
        answer.Add("TXID", "0");
        answer.Add("ERRMSG", message);
        return answer;
    }

    public static PproAnswer Spoiled(PproAnswer right, SimulatedFault fault, SimulatedPproTransaction? queried)
    {
        switch (fault.Kind)
        {
            case SimulatedFaultKind.NotFoundWithState:
                return Found(queried ?? Sample).WithRequest("FAILED", "TX_NOT_FOUND");
            case SimulatedFaultKind.ErrorWithState:
                return Found(queried ?? Sample).WithRequest("FAILED", "SYSTEM_ERROR");
            case SimulatedFaultKind.SuccessWithoutState:
                right = Found(queried ?? Sample);
                right.Remove("STATUS");
                return right;
        }

        right.Spoil(fault);
        return right;
    }

    private void Spoil(SimulatedFault fault)
    {
        switch (fault.Kind)
        {
            case SimulatedFaultKind.WrongId:
                Set("TXID", "99999999999");
                if (Has("MERCHANTTXID")) Set("MERCHANTTXID", "somebodyelses1");
                break;
            case SimulatedFaultKind.NoId:
                Remove("TXID");
                Remove("MERCHANTTXID");
                break;
            case SimulatedFaultKind.UnknownState: Set("STATUS", fault.Text!); break;
            case SimulatedFaultKind.ForeignResult: Set("REQUESTSTATUS", fault.Text!); break;
            case SimulatedFaultKind.NonAsciiMessage: Set("ERRMSG", "Zahlung abgelehnt: K\u00f6ln, \u20ac 5, \u65e5\u672c"); break;
            case SimulatedFaultKind.LongMessage: Set("ERRMSG", new string('m', 128)); break;
            case SimulatedFaultKind.WrongCharset: Set("ERRMSG", "caf\u00e9"); break;
            case SimulatedFaultKind.DuplicateField: Repeat(fault.Text ?? "STATUS", Same); break;
            case SimulatedFaultKind.ConflictingField: Repeat(fault.Text ?? "STATUS", Other); break;
        }
    }

    private PproAnswer WithRequest(string status, string reason)
    {
        Set("REQUESTSTATUS", status);
        Add("REQUESTFAILREASON", reason);
        return this;
    }

    private void Repeat(string name, Func<string, string, string> change)
    {
        var at = Fields.FindIndex(f => f.Key == name);
        if (at >= 0) Add(name, change(name, Fields[at].Value));
    }

    private bool Has(string name) => Fields.Exists(f => f.Key == name);

    private void Remove(string name) => Fields.RemoveAll(f => f.Key == name);

    private void Set(string name, string value)
    {
        Remove(name);
        Add(name, value);
    }

    private void Add(string name, string value) => Fields.Add(new(name, value));

    private static string Same(string name, string value) => value;

    private static string Other(string name, string value) => name switch
    {
        "STATUS" or "REQUESTSTATUS" => value == "SUCCEEDED" ? "FAILED" : "SUCCEEDED",
        "REQUESTFAILREASON" => value == "AUTH_ERROR" ? "TX_NOT_FOUND" : "AUTH_ERROR",
        "FAILREASON" => value == "TIMEOUT" ? "USER_ABORT" : "TIMEOUT",
        "FUNDSSTATUS" => value == "RECEIVED" ? "MISSING" : "RECEIVED",
        _ => value + "2",
    };
}

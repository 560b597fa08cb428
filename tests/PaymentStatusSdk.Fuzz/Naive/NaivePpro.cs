namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Reads an answer of PPRO as PROTOCOL.md of the adapter describes it.</summary>
internal static class NaivePpro
{
    private static readonly string[] Deciding =
        ["REQUESTSTATUS", "REQUESTFAILREASON", "STATUS", "FAILREASON", "FUNDSSTATUS", "TXID", "MERCHANTTXID"];

    // PPRO's sample of a call that failed has none of them: only a transaction does.
    private static readonly string[] OfTransactions = ["FUNDSSTATUS", "FAILREASON", "REDIRECTURL", "REDIRECTSECRET", "CHANNEL", "TAG"];

    public static NaiveStatus Read(ReadOnlySpan<byte> body)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var isFound = false;
        foreach (var (name, raw) in NaiveForm.Split(body))
        {
            isFound |= raw is { Length: > 0 } && OfTransactions.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (raw is null || !Deciding.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (NaiveForm.Decode(raw) is not { } value) return NaiveStatus.Nothing;
            if (fields.TryGetValue(name, out var before) && before != value) return NaiveStatus.Nothing;
            fields[name] = value;
        }

        isFound |= fields.GetValueOrDefault("STATUS") is not (null or "" or "FAILED");
        // A request has one reference; an answer with both is about a transaction.
        isFound |= fields.GetValueOrDefault("TXID") is not (null or "" or "0")
            && !string.IsNullOrEmpty(fields.GetValueOrDefault("MERCHANTTXID"));
        var status = (fields.GetValueOrDefault("REQUESTSTATUS"), fields.GetValueOrDefault("REQUESTFAILREASON")) switch
        {
            ("FAILED", "TX_NOT_FOUND") => isFound ? NaiveStatus.Nothing : new NaiveStatus(LookupOutcome.NotFound),
            ("FAILED", "TX_NOT_UNIQUE") => new NaiveStatus(LookupOutcome.Ambiguous),
            ("SUCCEEDED", _) when fields.GetValueOrDefault("TXID") != "0" => new NaiveStatus(LookupOutcome.Answered, State(fields))
            {
                Finality = FinalityOf(fields.GetValueOrDefault("STATUS")),
                Funds = FundsOf(fields.GetValueOrDefault("STATUS"), fields.GetValueOrDefault("FUNDSSTATUS")),
            },
            _ => NaiveStatus.Nothing,
        };
        return status with
        {
            GatewayReference = fields.GetValueOrDefault("TXID") is "0" or "" ? null : fields.GetValueOrDefault("TXID"),
            MerchantReference = fields.GetValueOrDefault("MERCHANTTXID") is "" ? null : fields.GetValueOrDefault("MERCHANTTXID"),
        };
    }

    private static PaymentState State(Dictionary<string, string> fields) =>
        (fields.GetValueOrDefault("STATUS"), fields.GetValueOrDefault("FAILREASON")) switch
        {
            ("PENDING", _) => PaymentState.Pending,
            ("SUCCEEDED", _) => PaymentState.Captured,
            ("FAILED", "USER_ABORT" or "CANCELED") => PaymentState.Canceled,
            ("FAILED", "TIMEOUT") => PaymentState.Expired,
            ("FAILED", "LOCAL_DECLINE" or "REMOTE_DECLINE") => PaymentState.Declined,
            ("FAILED", _) => PaymentState.Failed,
            _ => PaymentState.Unknown,
        };

    // PPRO may change a failure to a success.
    private static Finality FinalityOf(string? status) => status switch
    {
        "PENDING" => Finality.Open,
        "SUCCEEDED" => Finality.Final,
        "FAILED" => Finality.Provisional,
        _ => Finality.Unknown,
    };

    private static FundsState FundsOf(string? status, string? funds) => (status, funds) switch
    {
        ("PENDING", null or "" or "NOT_EXPECTED") or ("FAILED", null or "") => FundsState.NotReported,
        (_, "NOT_EXPECTED") => FundsState.NotExpected,
        (_, "WAITING") => FundsState.Awaited,
        (_, "RECEIVED") => FundsState.Received,
        (_, "MISSING") => FundsState.Missing,
        _ => FundsState.Unknown,
    };
}

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>The fields of a result that are kept; they are neither secret nor personal. See <c>PROTOCOL.md</c>, section Result.</summary>
internal static class DesjardinsFields
{
    public const int Amount = 0;
    public const int ConditionCode = 1;
    public const int IsoCode = 2;
    public const int ReceiptText = 3;

    /// <summary>
    /// The names of the fields on the wire, in the order of <see cref="DesjardinsResult.Fields"/>. Only append to the list.
    /// </summary>
    public static readonly string[] Names =
    [
        "amount", "condition_code", "iso_code", "receipt_text", "date", "effective_date", "transaction_code", "host_code", "action_code",
        "card_type", "batch_no", "sequence_no", "process_info", "authorization_no", "terminal_id", "ecr_number", "language",
    ];

    /// <summary>The fields that decide the state or amount.</summary>
    public static readonly int[] Deciding = [Amount, ConditionCode, IsoCode];

    /// <summary>The known elements that are never kept, because they are personal data or layout.</summary>
    public static readonly string[] Dropped = ["card_holder_name", "urls"];

    /// <summary>The element with the whole receipt, of which only the presence counts.</summary>
    public const string Receipt = "receipt";

    /// <summary>The elements that contain a text or layout, never results.</summary>
    public static readonly string[] Texts = [.. Names, .. Dropped, Receipt];

    /// <summary>The known attributes of a transaction, in answers and in acknowledgements.</summary>
    public static readonly string[] Attributes = ["id", "approved", "currency", "currencyText", "type", "key", "accepted"];
}

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>
/// The content of a document about one transaction: its known fields as received. Instances exchange results through the mailbox.
/// </summary>
internal sealed record DesjardinsResult
{
    /// <summary>The merchant reference of the transaction.</summary>
    public required string Id { get; init; }

    /// <summary>The value of <c>approved</c>; null when there is none.</summary>
    public string? Approved { get; set; }

    /// <summary>The value of <c>currency</c>; null when there is none.</summary>
    public string? Currency { get; set; }

    /// <summary>The values of <see cref="DesjardinsFields.Names"/>, in that order; null where there is none.</summary>
    // The generated JSON code sets a missing member to null and bypasses the initializer.
    public string?[] Fields { get; init => field = value ?? []; } = new string?[DesjardinsFields.Names.Length];

    /// <summary>The error of this transaction; null when there is none.</summary>
    public DesjardinsError? Error { get; set; }

    /// <summary>Whether the result has an empty receipt.</summary>
    public bool HasEmptyReceipt { get; set; }

    /// <summary>Whether the result has a receipt with content; false from an instance of an older version.</summary>
    public bool HasReceipt { get; set; }

    /// <summary>Whether the result has the name of a card holder; false from an instance of an older version.</summary>
    public bool HasPersonalData { get; set; }

    /// <summary>Whether the document contradicts itself about the transaction.</summary>
    public bool IsContradictory { get; set; }

    /// <summary>The number of unknown elements, unknown attributes and texts outside elements.</summary>
    public int UnknownFields { get; set; }

    /// <summary>Whether the result is an answer.</summary>
    public bool IsAnswer => Approved is not null || Error is not null || IsContradictory;

    /// <summary>Whether the result describes the transaction but not its outcome.</summary>
    public bool IsPartial => !IsAnswer && IsDescribed;

    /// <summary>Whether the result has content besides its id, its outcome and its error, known or unknown.</summary>
    public bool HasDetails => IsDescribed || UnknownFields > 0;

    /// <summary>Whether the result has only unknown content.</summary>
    public bool HasOnlyUnknownContent => !IsAnswer && !IsPartial && UnknownFields > 0;

    /// <summary>Whether the result only repeats the id.</summary>
    public bool IsEcho => !IsAnswer && !IsPartial && UnknownFields == 0;

    /// <summary>The repairs in its document, in sentences without quotations; null when there were none.</summary>
    public IReadOnlyList<string>? Repairs { get; set; }

    // A currency is no description: all known documents have one on every transaction.
    private bool IsDescribed => HasReceipt || HasPersonalData || Array.Exists(Fields, value => value is not null);

    /// <summary>Returns the value of a field; null when there is none.</summary>
    public string? this[int index] => index < Fields.Length ? Fields[index] : null;

    /// <summary>Whether both results agree in everything that decides the state or amount.</summary>
    public bool Agrees(DesjardinsResult other) =>
        (IsContradictory, other.IsContradictory) == (false, false)
        && string.Equals(Approved, other.Approved, StringComparison.OrdinalIgnoreCase)
        && Error?.Code == other.Error?.Code
        && (Error is null) == (other.Error is null)
        && Currency == other.Currency
        && Array.TrueForAll(DesjardinsFields.Deciding, index => this[index] == other[index]);
}

namespace PaymentStatusSdk.Desjardins;

/// <summary>What a document says about one transaction: the fields on the list, as received. This is what travels between instances.</summary>
internal sealed record DesjardinsResult
{
    /// <summary>The merchant's id of the transaction.</summary>
    public required string Id { get; init; }

    /// <summary>The word of the attribute; null when there is none.</summary>
    public string? Approved { get; set; }

    /// <summary>The attribute; null when there is none.</summary>
    public string? Currency { get; set; }

    /// <summary>The values of <see cref="DesjardinsFields.Names"/>, in that order; null where there is none.</summary>
    // Generated JSON code sets a member that is missing in the text to null, past the initializer.
    public string?[] Fields { get; init => field = value ?? []; } = new string?[DesjardinsFields.Names.Length];

    /// <summary>The error beside this transaction; null when there is none.</summary>
    public DesjardinsError? Error { get; set; }

    /// <summary>Is there a receipt, and nothing in it?</summary>
    public bool HasEmptyReceipt { get; set; }

    /// <summary>Does the document say two things about it?</summary>
    public bool IsContradictory { get; set; }

    /// <summary>How many elements and attributes were on no list, and texts outside elements.</summary>
    public int UnknownFields { get; set; }

    /// <summary>Does it answer anything? An element that only repeats the id is an echo.</summary>
    public bool IsAnswer => Approved is not null || Error is not null || IsContradictory;

    /// <summary>Does it say something about the transaction, if not what became of it?</summary>
    public bool IsPartial => !IsAnswer && Array.Exists(Fields, value => value is not null);

    /// <summary>Whether it only says things of unknown meaning.</summary>
    public bool IsPuzzle => !IsAnswer && !IsPartial && UnknownFields > 0;

    /// <summary>Whether it says nothing but its id.</summary>
    public bool IsEcho => !IsAnswer && !IsPartial && UnknownFields == 0;

    /// <summary>What had to be repaired in its document, in sentences without quotations; null when nothing had.</summary>
    public IReadOnlyList<string>? Repairs { get; set; }

    /// <summary>The value of a field; null when there is none.</summary>
    public string? this[int index] => index < Fields.Length ? Fields[index] : null;

    /// <summary>Do both say the same, as far as it decides anything?</summary>
    public bool Agrees(DesjardinsResult other) =>
        (IsContradictory, other.IsContradictory) == (false, false)
        && string.Equals(Approved, other.Approved, StringComparison.OrdinalIgnoreCase)
        && Error?.Code == other.Error?.Code
        && (Error is null) == (other.Error is null)
        && Currency == other.Currency
        && Array.TrueForAll(DesjardinsFields.Deciding, index => this[index] == other[index]);
}

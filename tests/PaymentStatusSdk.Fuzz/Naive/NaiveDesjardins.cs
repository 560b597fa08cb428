namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Reads documents of Desjardins as PROTOCOL.md of the adapter describes them.</summary>
internal sealed class NaiveDesjardins
{
    // Fields and texts, which shoppers or shops write: a result in them is none.
    private static readonly string[] Texts =
    [
        "amount", "condition_code", "iso_code", "receipt_text", "date", "effective_date", "transaction_code", "host_code", "action_code",
        "card_type", "batch_no", "sequence_no", "process_info", "authorization_no", "terminal_id", "ecr_number", "language",
        "card_holder_name", "urls", "receipt",
    ];

    private readonly NaiveElement? _root;
    private readonly List<NaiveDesjardinsResult> _results = [];

    private NaiveDesjardins(NaiveElement? root)
    {
        _root = root;
        if (root is not null) Walk(root, around: null);
    }

    /// <summary>Whether the document can be read at all.</summary>
    public bool IsReadable => _root is not null;

    /// <summary>The merchant accounts that the document names.</summary>
    public IReadOnlyList<string> Merchants =>
        [.. (_root?.Children ?? []).Where(one => one.Is("merchant")).Select(one => one.Attribute("id")).OfType<string>().Distinct()];

    /// <summary>Whether the document has an error outside of results. Then no result in it counts.</summary>
    public bool HasError { get; private set; }

    /// <summary>Whether a container of results is empty, so that the absence of a result proves something.</summary>
    public bool HasEmptyContainer => _root?.All.Any(one =>
        (one.Is("transactions") || (one.Is("merchant") && one.Depth == 1))
        && one.Children.Count == 0 && string.IsNullOrWhiteSpace(one.Text)) == true;

    /// <summary>The results in document order.</summary>
    public IReadOnlyList<NaiveDesjardinsResult> Results => _results;

    /// <summary>Reads a document. Bytes before the first <c>&lt;</c> do not belong to it.</summary>
    public static NaiveDesjardins Read(ReadOnlySpan<byte> body)
    {
        var start = body is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? 0 : body.IndexOf((byte)'<');
        // A name before the document ends with '='; without one, a mark is part of the document.
        if (body is [0xEF, 0xBB, 0xBF, ..] && start >= 0 && !body[..start].Contains((byte)'=')) start = 0;
        var root = start < 0 ? null : NaiveDocument.Read(body[start..], "iso-8859-15");
        return new NaiveDesjardins(root is not null && (root.Is("request") || root.Is("response")) ? root : null);
    }

    /// <summary>Returns the results for one transaction that have an approval, a refusal or an error.</summary>
    public List<NaiveDesjardinsResult> Answers(string id) =>
        [.. _results.Where(one => one.Id == id && (one.Approval is not null || one.HasError))];

    /// <summary>Whether the document says that the payment has this state, this finality, and nothing else about it.</summary>
    public bool Says(string id, PaymentState state, Finality finality) =>
        !HasError && Answers(id) is { Count: > 0 } all && all.TrueForAll(one => one.Meaning == (state, finality));

    private void Walk(NaiveElement element, NaiveDesjardinsResult? around)
    {
        foreach (var child in element.Children)
        {
            if (child.NamespaceUri.Length == 0 && Texts.Contains(child.Name)) continue;
            if (child.Is("error"))
            {
                if (around is null) HasError = true;
                else around.HasError = true;
            }
            else if (child.Is("transaction") && child.Attribute("id") is not (null or "-"))
            {
                var result = new NaiveDesjardinsResult(child);
                _results.Add(result);
                Walk(child, result);
            }
            else
            {
                Walk(child, around);
            }
        }
    }
}

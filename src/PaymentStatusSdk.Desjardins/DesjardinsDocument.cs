using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>One document of the gateway, read at any depth: either root, results flat, wrapped or nested. <c>PROTOCOL.md, result</c></summary>
internal sealed class DesjardinsDocument
{
    /// <summary>A document that tells of more transactions is no answer to a request of ten.</summary>
    internal const int MaxTransactions = 100;

    private const int LongestValue = 256;

    private readonly List<DesjardinsResult> _results = [];
    private readonly List<string> _topIds = [];

    // The transactions around the current element, and how deep each is.
    private readonly Stack<(int Depth, DesjardinsResult Result)> _around = new();
    private (int Depth, DesjardinsResult? Of) _inError = (-1, null);
    private int _transactions;

    private DesjardinsDocument()
    {
    }

    /// <summary>Whose document it is; null when it does not say.</summary>
    public string? MerchantId { get; private set; }

    /// <summary>The id in a login's answer.</summary>
    public string? LoginId { get; private set; }

    /// <summary>The key in a login's answer. A secret.</summary>
    public string? LoginKey { get; private set; }

    /// <summary>The ids of the outermost transactions, in order: what an acknowledgement repeats.</summary>
    public IReadOnlyList<string> TopIds => _topIds;

    /// <summary>An error outside any transaction.</summary>
    public DesjardinsError? Error { get; private set; }

    /// <summary>What the document says, echoes left out.</summary>
    public DesjardinsMessage ToMessage() => new()
    {
        Error = Error,
        Results = [.. _results.Where(result => result.IsAnswer || result.IsPartial)],
        Echoes = [.. _results.Where(result => !result.IsAnswer && !result.IsPartial).Select(result => result.Id)],
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="TransactionStatusException">It is not a document of this protocol (InvalidResponse).</exception>
    public static DesjardinsDocument Read(ReadOnlyMemory<byte> body)
    {
        using var xml = new GatewayXmlReader(DesjardinsText.ToUtf8(body));
        var document = new DesjardinsDocument();
        if (!xml.ReadElement() || !(xml.Is("request") || xml.Is("response")))
            throw WireFaults.Invalid("The XML's root element is neither 'request' nor 'response'.");
        while (xml.ReadElement()) document.Take(xml);
        return document;
    }

    private void Take(GatewayXmlReader xml)
    {
        var depth = xml.Depth;
        while (_around.TryPeek(out var around) && around.Depth >= depth) _around.Pop();
        if (depth <= _inError.Depth) _inError = (-1, null);
        if (_inError.Depth >= 0) TakeErrorPart(xml, depth);
        else if (xml.Is("transaction")) TakeTransaction(xml, depth);
        else if (xml.Is("error")) TakeError(depth);
        else if (_around.TryPeek(out var inner)) TakeField(xml, depth, inner.Depth, inner.Result);
        else if (depth == 1 && xml.Is("merchant")) MerchantId = Once(MerchantId, xml.GetAttribute("id"), "merchant id");
        else if (depth == 3 && xml.Is("trx")) TakeLogin(xml);
    }

    private void TakeTransaction(GatewayXmlReader xml, int depth)
    {
        if (++_transactions > MaxTransactions) throw WireFaults.Invalid($"The XML tells of more than {MaxTransactions} transactions.");
        if (Clean(xml.GetAttribute("id")) is not { Length: <= LongestValue } id) return;
        var result = new DesjardinsResult
        {
            Id = id,
            Approved = Clean(xml.GetAttribute("approved")),
            Currency = Clean(xml.GetAttribute("currency")),
        };
        _results.Add(result);
        if (_around.Count == 0) _topIds.Add(id);
        _around.Push((depth, result));
    }

    private void TakeError(int depth)
    {
        var of = _around.TryPeek(out var inner) ? inner.Result : null;
        _inError = (depth, of);
        if (of is null) Error ??= new DesjardinsError(null, null);
        else of.Error ??= new DesjardinsError(null, null);
    }

    private void TakeErrorPart(GatewayXmlReader xml, int depth)
    {
        if (depth != _inError.Depth + 1) return;
        var before = (_inError.Of is { } of ? of.Error : Error)!;
        var now = before;
        if (xml.Is("code")) now = before with { Code = before.Code ?? Clean(xml.ReadText()) };
        else if (xml.Is("message")) now = before with { Message = before.Message ?? Clean(xml.ReadText()) };
        if (_inError.Of is { } result) result.Error = now;
        else Error = now;
    }

    private static void TakeField(GatewayXmlReader xml, int depth, int transactionDepth, DesjardinsResult result)
    {
        if (depth != transactionDepth + 1) return;
        var index = xml.IndexIn(DesjardinsFields.Names);
        if (index >= 0)
        {
            var value = Clean(xml.ReadText());
            var before = result.Fields[index];
            if (before is null) result.Fields[index] = value;
            else if (value is not null && value != before && DesjardinsFields.Deciding.Contains(index)) result.IsContradictory = true;
        }
        else if (xml.Is("receipt"))
        {
            result.HasEmptyReceipt = Clean(xml.ReadText()) is null;
        }
        else if (xml.IndexIn(DesjardinsFields.Dropped) < 0)
        {
            result.UnknownFields++;
        }
    }

    private void TakeLogin(GatewayXmlReader xml)
    {
        LoginId = Once(LoginId, xml.GetAttribute("id"), "login id");
        LoginKey = Once(LoginKey, xml.GetAttribute("key"), "login key");
    }

    // PROTOCOL.md, result: a dash stands for nothing in the one captured document.
    private static string? Clean(string? value)
    {
        if (value is null or "-") return null;
        return value.Length <= LongestValue ? value : value[..(char.IsHighSurrogate(value[LongestValue - 1]) ? LongestValue - 1 : LongestValue)];
    }

    private static string? Once(string? before, string? now, string name)
    {
        if (before is null || now is null || before == now) return before ?? now;
        throw WireFaults.Invalid($"The XML has a {name} twice, with different values.");
    }
}

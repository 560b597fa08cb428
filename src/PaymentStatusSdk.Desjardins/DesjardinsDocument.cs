using System.Text;
using PaymentStatusSdk.Adapters;
using static System.FormattableString;

namespace PaymentStatusSdk.Desjardins;

/// <summary>One document of the gateway, read at any depth: either root, results flat, wrapped or nested. <c>PROTOCOL.md, result</c></summary>
internal sealed class DesjardinsDocument
{
    /// <summary>A document that tells of more transactions is no answer to a request of ten.</summary>
    internal const int MaxTransactions = 100;

    private const int LongestValue = 256;

    private readonly List<DesjardinsResult> _results = [];
    private readonly List<string> _topIds = [];

    private readonly DesjardinsStructure _structure = new();
    private (int Depth, DesjardinsResult? Of) _inError = (-1, null);
    private int _transactions;
    private bool _isLogin;
    private string? _outline;

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

    /// <summary>An outline of the content without a known meaning; null when the document was understood as a whole.</summary>
    public string? NotUnderstood => _structure.WithoutId + _structure.Unknown == 0 && !_results.Exists(result => result.IsPuzzle)
        ? null
        : Invariant($"{_structure.WithoutId} transactions without an id, {_structure.Unknown} elements or texts of unknown meaning; ")
            + _outline;

    /// <summary>Whether it has content, and names neither a transaction nor an error.</summary>
    public bool SaysNothing => NotUnderstood is not null && _results.Count == 0 && Error is null;

    /// <summary>The content of the document.</summary>
    public DesjardinsMessage ToMessage() => new()
    {
        Error = Error,
        Results = [.. _results.Where(result => !result.IsEcho)],
        Echoes = [.. _results.Where(result => result.IsEcho).Select(result => result.Id)],
        IsEmpty = _structure.HasEmptyPlace,
        NotUnderstood = NotUnderstood,
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="TransactionStatusException">It is not a document of this protocol, or a field that decides is damaged
    /// (InvalidResponse).</exception>
    public static DesjardinsDocument Read(ReadOnlyMemory<byte> body)
    {
        using var xml = new GatewayXmlReader(SkipPrefix(body), DesjardinsDefaults.UndeclaredEncoding);
        var document = new DesjardinsDocument();
        if (!xml.ReadElement() || !(xml.Is("request") || xml.Is("response")))
            throw ProtocolErrors.Invalid("The XML's root element is neither 'request' nor 'response'.");
        document._structure.Enter(xml, DesjardinsStructure.Part.Root, xml.HasAttribute("input") ? 1 : 0);
        while (xml.ReadElement()) document.Take(xml);
        document._structure.Arrive(depth: 0, xml.PassedTextDepth);
        if (document.NotUnderstood is not null) document._outline = DesjardinsOutline.Of(body.Span);
        if (xml.IsRepaired) document.NoteRepairs(xml);
        return document;
    }

    // PROTOCOL.md, encodings: a form-style name may stand before the document. A byte order mark is a part of it.
    private static ReadOnlyMemory<byte> SkipPrefix(ReadOnlyMemory<byte> body)
    {
        var span = body.Span;
        if (span.StartsWith(Encoding.UTF8.Preamble) || span.StartsWith(Encoding.Unicode.Preamble) || span.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return body;
        var start = span.IndexOf((byte)'<');
        return start < 0 ? throw ProtocolErrors.Invalid("There is no XML.") : body[start..];
    }

    private void NoteRepairs(GatewayXmlReader xml)
    {
        var anomalies = default(AnomalyList);
        xml.NoteRepairs(ref anomalies);
        string[] repairs = [.. anomalies.ToList().Select(anomaly => anomaly.Text)];
        foreach (var result in _results) result.Repairs = repairs;
    }

    private void Take(GatewayXmlReader xml)
    {
        var depth = xml.Depth;
        _structure.Arrive(depth, xml.PassedTextDepth);
        if (depth <= _inError.Depth) _inError = (-1, null);
        if (depth == 2) _isLogin = xml.Is("login");
        if (_inError.Depth >= 0) TakeErrorPart(xml, depth);
        else if (_structure.IsIgnored) TakeIgnored(xml);
        else if (xml.Is("transaction")) TakeTransaction(xml);
        else if (xml.Is("error")) TakeError(xml);
        else if (xml.Is("transactions")) _structure.Enter(xml, DesjardinsStructure.Part.Container);
        else if (_structure.IsField) TakeField(xml, _structure.Transaction!);
        else if (depth == 1 && xml.Is("merchant")) TakeMerchant(xml);
        else TakeOther(xml);
    }

    // Texts such as the holder's name are typed by shoppers: a result in one answers nothing, and the document is not understood.
    private void TakeIgnored(GatewayXmlReader xml)
    {
        if (xml.Is("transaction")) _structure.NoteUnknown();
    }

    private void TakeTransaction(GatewayXmlReader xml)
    {
        if (++_transactions > MaxTransactions) throw ProtocolErrors.Invalid($"The XML tells of more than {MaxTransactions} transactions.");
        if (Clean(xml.GetAttribute("id")) is not { Length: <= LongestValue } id)
        {
            _structure.Enter(xml, DesjardinsStructure.Part.Transaction);
            return;
        }

        var result = new DesjardinsResult
        {
            Id = id,
            Approved = Clean(xml.GetAttribute("approved")),
            Currency = Clean(xml.GetAttribute("currency")),
        };
        _results.Add(result);
        if (_structure.Transaction is null) _topIds.Add(id);
        _structure.Enter(xml, DesjardinsStructure.Part.Transaction, KnownAttributes(xml), result);
    }

    private void TakeMerchant(GatewayXmlReader xml)
    {
        var (id, key) = (xml.GetAttribute("id"), xml.GetAttribute("key"));
        MerchantId = Once(MerchantId, id, "merchant id");
        _structure.Enter(xml, DesjardinsStructure.Part.Merchant, (id is null ? 0 : 1) + (key is null ? 0 : 1));
    }

    private void TakeOther(GatewayXmlReader xml)
    {
        if (_isLogin && xml.Depth == 3 && xml.Is("trx")) TakeLogin(xml);
        _structure.Enter(xml, DesjardinsStructure.Part.Unknown);
    }

    private void TakeError(GatewayXmlReader xml)
    {
        var of = _structure.Transaction;
        _inError = (xml.Depth, of);
        _structure.Enter(xml, DesjardinsStructure.Part.Ignored);
        if (of is null) Error ??= new DesjardinsError(null, null);
        else of.Error ??= new DesjardinsError(null, null);
    }

    private void TakeErrorPart(GatewayXmlReader xml, int depth)
    {
        if (depth != _inError.Depth + 1) return;
        var before = (_inError.Of is { } of ? of.Error : Error)!;
        var now = before;
        if (xml.Is("code")) now = before with { Code = before.Code ?? Clean(xml.ReadText()) };
        else if (xml.Is("message")) now = before with { Message = before.Message ?? Clean(xml.ReadFreeText()) };
        if (_inError.Of is { } result) result.Error = now;
        else Error = now;
    }

    private void TakeField(GatewayXmlReader xml, DesjardinsResult result)
    {
        var index = xml.IndexIn(DesjardinsFields.Names);
        if (index >= 0)
        {
            var value = Clean(DesjardinsFields.Deciding.Contains(index) ? xml.ReadText() : xml.ReadFreeText());
            var before = result.Fields[index];
            if (before is null) result.Fields[index] = value;
            else if (value is not null && value != before && DesjardinsFields.Deciding.Contains(index)) result.IsContradictory = true;
        }
        else if (xml.Is("receipt"))
        {
            result.HasEmptyReceipt = Clean(xml.ReadFreeText()) is null;
        }
        else
        {
            var isDropped = xml.IndexIn(DesjardinsFields.Dropped) >= 0;
            _structure.Enter(xml, isDropped ? DesjardinsStructure.Part.Ignored : DesjardinsStructure.Part.Unknown);
        }
    }

    private void TakeLogin(GatewayXmlReader xml)
    {
        LoginId = Once(LoginId, xml.GetAttribute("id"), "login id");
        LoginKey = Once(LoginKey, xml.GetAttribute("key"), "login key");
    }

    private static int KnownAttributes(GatewayXmlReader xml)
    {
        var known = 0;
        foreach (var name in DesjardinsFields.Attributes)
        {
            if (xml.HasAttribute(name)) known++;
        }

        return known;
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
        throw ProtocolErrors.Invalid($"The XML has a {name} twice, with different values.");
    }
}

using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Desjardins.Callbacks;
using static System.FormattableString;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>
/// One document of the gateway. Both roots are accepted, and results at any depth: flat, wrapped or nested. See <c>PROTOCOL.md</c>, section
/// Result.
/// </summary>
internal sealed class DesjardinsDocument
{
    /// <summary>
    /// The maximum number of transactions in a document; a request has at most ten, so a document with more is not an answer.
    /// </summary>
    internal const int MaxTransactions = 100;

    private const int MaxValueLength = 256;

    // A value quotes a secret when redaction removes at least this many characters. A short secret also occurs in codes by coincidence.
    private const int MinRedactedLength = 8;

    private readonly SecretRedactor _redactor;
    private readonly List<DesjardinsResult> _results = [];
    private readonly List<string> _topIds = [];

    private readonly DesjardinsStructure _structure = new();
    private (int Depth, DesjardinsResult? Transaction)? _inError;
    private int _transactions;
    private bool _isLogin;
    private string? _outline;

    private DesjardinsDocument(SecretRedactor redactor) => _redactor = redactor;

    /// <summary>The merchant account that the document is for; null when it names none.</summary>
    public string? MerchantId { get; private set; }

    /// <summary>The id in the answer to a login.</summary>
    public string? LoginId { get; private set; }

    /// <summary>The key in the answer to a login. A secret.</summary>
    public string? LoginKey { get; private set; }

    /// <summary>The ids of the outermost transactions, in order. The acknowledgement repeats them.</summary>
    public IReadOnlyList<string> TopIds => _topIds;

    /// <summary>The error outside any transaction; null when there is none.</summary>
    public DesjardinsError? Error { get; private set; }

    /// <summary>An outline of the unknown content; null when the document was fully understood.</summary>
    public string? NotUnderstood =>
        _structure.WithoutId + _structure.Unknown == 0 && !_results.Exists(result => result.HasOnlyUnknownContent)
            ? null
            : Invariant($"{_structure.WithoutId} transactions without an id, {_structure.Unknown} elements or texts of unknown meaning; ")
                + _outline;

    /// <summary>Whether the document has unknown content, and neither a transaction nor an error.</summary>
    public bool SaysNothing => NotUnderstood is not null && _results.Count == 0 && Error is null;

    /// <summary>Returns the content of the document.</summary>
    public DesjardinsMessage ToMessage() => new()
    {
        Error = Error,
        Results = [.. _results.Where(result => !result.IsEcho)],
        Echoes = [.. _results.Where(result => result.IsEcho).Select(result => result.Id)],
        IsEmpty = _structure.HasEmptyContainer,
        NotUnderstood = NotUnderstood,
    };

    /// <summary>Reads a document.</summary>
    /// <param name="body">The document as received.</param>
    /// <param name="redactor">Redacts the account's secrets before a store behind the mailbox receives the document. In a value that
    /// decides, a secret of at most ten characters remains, because redacting it could change the meaning.</param>
    /// <exception cref="TransactionStatusException">It is not a document of this protocol, or a deciding field is damaged or too long
    /// (InvalidResponse).</exception>
    public static DesjardinsDocument Read(ReadOnlyMemory<byte> body, SecretRedactor redactor)
    {
        using var xml = new GatewayXmlReader(SkipPrefix(body), DesjardinsDefaults.UndeclaredEncoding);
        var document = new DesjardinsDocument(redactor);
        if (!xml.ReadElement() || !(xml.Is("request") || xml.Is("response")))
            throw ProtocolErrors.Invalid("The XML's root element is neither 'request' nor 'response'.");
        document._structure.Enter(xml, DesjardinsStructure.Part.Root, xml.HasAttribute("input") ? 1 : 0);
        while (xml.ReadElement()) document.ReadCurrent(xml);
        document._structure.MoveTo(depth: 0, xml.PassedTextDepth);
        if (document.NotUnderstood is not null) document._outline = redactor.Redact(DesjardinsOutline.Of(body.Span));
        if (xml.IsRepaired) document.NoteRepairs(xml);
        return document;
    }

    // PROTOCOL.md, section Encodings: a form-style name may precede the document. A byte order mark without one is part of the document.
    private static ReadOnlyMemory<byte> SkipPrefix(ReadOnlyMemory<byte> body)
    {
        var span = body.Span;
        if (span.StartsWith(Encoding.Unicode.Preamble) || span.StartsWith(Encoding.BigEndianUnicode.Preamble)) return body;
        var start = span.IndexOf((byte)'<');
        if (start < 0) throw ProtocolErrors.Invalid("The document contains no XML.");
        var isOnlyMark = span.StartsWith(Encoding.UTF8.Preamble) && !span[..start].Contains((byte)'=');
        return isOnlyMark ? body : body[start..];
    }

    private void NoteRepairs(GatewayXmlReader xml)
    {
        var anomalies = default(AnomalyList);
        xml.NoteRepairs(ref anomalies);
        string[] repairs = [.. anomalies.ToList().Select(anomaly => anomaly.Text)];
        foreach (var result in _results) result.Repairs = repairs;
    }

    private void ReadCurrent(GatewayXmlReader xml)
    {
        var depth = xml.Depth;
        _structure.MoveTo(depth, xml.PassedTextDepth);
        if (depth <= _inError?.Depth) _inError = null;
        if (depth == 2) _isLogin = xml.Is("login");
        if (_inError is var (errorDepth, transaction)) ReadErrorPart(xml, errorDepth, transaction);
        else if (_structure.IsIgnored) ReadIgnored(xml);
        else if (xml.Is("transaction")) ReadTransaction(xml);
        else if (xml.Is("error")) ReadError(xml);
        else if (xml.Is("transactions")) _structure.Enter(xml, DesjardinsStructure.Part.Container);
        else if (_structure.IsField) ReadField(xml, _structure.Transaction!);
        else if (xml.IndexIn(DesjardinsFields.Texts) >= 0) ReadMisplacedText(xml);
        else if (depth == 1 && xml.Is("merchant")) ReadMerchant(xml);
        else ReadOther(xml);
    }

    // Shoppers enter texts such as the card holder's name. A result inside such a text is not an answer, and the document counts as not
    // understood.
    private void ReadIgnored(GatewayXmlReader xml)
    {
        if (xml.Is("transaction")) _structure.NoteUnknown();
    }

    // A text that shoppers enter is no wrapper around results outside of a transaction either.
    private void ReadMisplacedText(GatewayXmlReader xml)
    {
        _structure.NoteUnknown();
        _structure.Enter(xml, DesjardinsStructure.Part.Ignored);
    }

    private void ReadTransaction(GatewayXmlReader xml)
    {
        if (++_transactions > MaxTransactions) throw ProtocolErrors.Invalid($"The XML has more than {MaxTransactions} transactions.");
        // A shortened or redacted id would identify another transaction.
        if (Filled(xml.GetAttribute("id")) is not { Length: <= MaxValueLength } id || QuotesSecret(id))
        {
            _structure.Enter(xml, DesjardinsStructure.Part.Transaction);
            return;
        }

        var result = new DesjardinsResult
        {
            Id = id,
            Approved = Deciding(xml.GetAttribute("approved")),
            Currency = Deciding(xml.GetAttribute("currency")),
        };
        _results.Add(result);
        if (_structure.Transaction is null) _topIds.Add(id);
        _structure.Enter(xml, DesjardinsStructure.Part.Transaction, KnownAttributes(xml), result);
    }

    private void ReadMerchant(GatewayXmlReader xml)
    {
        var (id, key) = (xml.GetAttribute("id"), xml.GetAttribute("key"));
        MerchantId = DecidingField.Once(MerchantId, id, "a merchant id");
        _structure.Enter(xml, DesjardinsStructure.Part.Merchant, (id is null ? 0 : 1) + (key is null ? 0 : 1));
    }

    private void ReadOther(GatewayXmlReader xml)
    {
        if (_isLogin && xml.Depth == 3 && xml.Is("trx")) ReadLogin(xml);
        _structure.Enter(xml, DesjardinsStructure.Part.Unknown);
    }

    private void ReadError(GatewayXmlReader xml)
    {
        var transaction = _structure.Transaction;
        _inError = (xml.Depth, transaction);
        if (transaction is null) Error ??= new DesjardinsError(null, null);
        else transaction.Error ??= new DesjardinsError(null, null);
    }

    private void ReadErrorPart(GatewayXmlReader xml, int errorDepth, DesjardinsResult? transaction)
    {
        if (xml.Depth != errorDepth + 1) return;
        var before = (transaction is null ? Error : transaction.Error)!;
        var now = before;
        if (xml.Is("code")) now = before with { Code = before.Code ?? Deciding(xml.ReadText()) };
        else if (xml.Is("message")) now = before with { Message = before.Message ?? Free(xml.ReadFreeText()) };
        if (transaction is null) Error = now;
        else transaction.Error = now;
    }

    private void ReadField(GatewayXmlReader xml, DesjardinsResult result)
    {
        var index = xml.IndexIn(DesjardinsFields.Names);
        if (index >= 0)
        {
            var value = DesjardinsFields.Deciding.Contains(index) ? Deciding(xml.ReadText()) : Free(xml.ReadFreeText());
            var before = result.Fields[index];
            if (before is null) result.Fields[index] = value;
            else if (value is not null && value != before && DesjardinsFields.Deciding.Contains(index)) result.IsContradictory = true;
        }
        else if (xml.Is(DesjardinsFields.Receipt))
        {
            result.HasEmptyReceipt = Filled(xml.ReadFreeText()) is null;
            result.HasReceipt |= !result.HasEmptyReceipt;
        }
        else
        {
            var isDropped = xml.IndexIn(DesjardinsFields.Dropped) >= 0;
            _structure.Enter(xml, isDropped ? DesjardinsStructure.Part.Ignored : DesjardinsStructure.Part.Unknown);
        }
    }

    private void ReadLogin(GatewayXmlReader xml)
    {
        LoginId = DecidingField.Once(LoginId, xml.GetAttribute("id"), "a login id");
        LoginKey = DecidingField.Once(LoginKey, xml.GetAttribute("key"), "a login key");
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

    // A shortened amount or code would be another value.
    private string? Deciding(string? value) => Filled(value) is not { } filled ? null
        : filled.Length > MaxValueLength ? throw ProtocolErrors.Invalid("A field that decides the answer is too long.")
        : QuotesSecret(filled) ? _redactor.Redact(filled)
        : filled;

    // The length is limited last, because a part of a secret is not recognized.
    private string? Free(string? value) => TextRules.Truncate(_redactor.Redact(Filled(value)), MaxValueLength);

    private bool QuotesSecret(string value) => value.Length - _redactor.Redact(value)!.Length >= MinRedactedLength;

    // PROTOCOL.md, section Result: a dash means an empty value in the only captured document.
    private static string? Filled(string? value) => value == "-" ? null : value;
}

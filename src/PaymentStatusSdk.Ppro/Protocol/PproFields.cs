using System.Text;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Ppro.Protocol;

/// <summary>The decoded fields of one answer. An empty value counts as absent.</summary>
internal struct PproFields
{
    private string? _requestStatus;
    private string? _requestFailReason;
    private string? _status;
    private string? _txId;
    private string? _merchantTxId;
    private string? _fundsStatus;
    private string? _failReason;
    private string? _message;
    private string? _redirectUrl;
    private string? _redirectSecret;
    private string? _channel;
    private string? _tag;
    private List<KeyValuePair<string, string>>? _undecodable;

    public readonly string? RequestStatus => Filled(_requestStatus);

    public readonly string? RequestFailReason => Filled(_requestFailReason);

    public readonly string? Status => Filled(_status);

    public readonly string? TxId => Filled(_txId);

    public readonly string? MerchantTxId => Filled(_merchantTxId);

    public readonly string? FundsStatus => Filled(_fundsStatus);

    public readonly string? FailReason => Filled(_failReason);

    public readonly string? Message => Filled(_message);

    public readonly string? RedirectUrl => Filled(_redirectUrl);

    public readonly string? RedirectSecret => Filled(_redirectSecret);

    public readonly string? Channel => Filled(_channel);

    public readonly string? Tag => Filled(_tag);

    /// <summary>The number of unknown fields, without filler fields.</summary>
    public int Unknown { get; private set; }

    /// <summary>The number of names without a <c>=</c>.</summary>
    public int BareTokens { get; private set; }

    /// <summary>Whether a non-deciding text has an invalid escape sequence.</summary>
    public readonly bool HasUndecodable => _undecodable is not null;

    /// <summary>
    /// Whether a field besides the references describes a transaction. The answer to a failed call has a STATUS of FAILED, or none, and
    /// none of the others.
    /// </summary>
    public readonly bool DescribesTransaction =>
        Status is not (null or "FAILED") || FundsStatus is not null || FailReason is not null || RedirectUrl is not null
        || RedirectSecret is not null || Channel is not null || Tag is not null
        || (_undecodable is not null && _undecodable.Exists(text => text.Key != "ERRMSG"));

    /// <summary>Reads an answer.</summary>
    /// <exception cref="TransactionStatusException">
    /// A deciding field has two different values or cannot be decoded (InvalidResponse).
    /// </exception>
    public static PproFields Read(ReadOnlySpan<byte> body)
    {
        var fields = default(PproFields);
        var form = new FormReader(body);
        while (form.Read())
        {
            if (form.HasValue && (fields.TryDeciding(form) || fields.TryText(form) || IsFiller(form.Name))) continue;
            fields.Unknown++;
            if (!form.HasValue) fields.BareTokens++;
        }

        return fields;
    }

    /// <summary>
    /// Returns redirect data, and raw texts that could not be decoded and may contain a secret. They are kept in memory only.
    /// </summary>
    public readonly GatewayFields Sensitive()
    {
        if (RedirectUrl is null && RedirectSecret is null && _undecodable is null) return GatewayFields.Empty;
        List<KeyValuePair<string, string>> kept = [];
        if (RedirectUrl is { } url) kept.Add(new("REDIRECTURL", url));
        if (RedirectSecret is { } secret) kept.Add(new("REDIRECTSECRET", secret));
        if (_undecodable is not null) kept.AddRange(_undecodable);
        return new GatewayFields([.. kept]);
    }

    private bool TryDeciding(in FormReader form)
    {
        if (Is(form, "REQUESTSTATUS"u8)) Once(ref _requestStatus, form, "REQUESTSTATUS");
        else if (Is(form, "STATUS"u8)) Once(ref _status, form, "STATUS");
        else if (Is(form, "TXID"u8)) Once(ref _txId, form, "TXID");
        else if (Is(form, "MERCHANTTXID"u8)) Once(ref _merchantTxId, form, "MERCHANTTXID");
        else if (Is(form, "FUNDSSTATUS"u8)) Once(ref _fundsStatus, form, "FUNDSSTATUS");
        else if (Is(form, "FAILREASON"u8)) Once(ref _failReason, form, "FAILREASON");
        else if (Is(form, "REQUESTFAILREASON"u8)) Once(ref _requestFailReason, form, "REQUESTFAILREASON");
        else return false;
        return true;
    }

    private bool TryText(in FormReader form)
    {
        if (Is(form, "ERRMSG"u8)) Keep(ref _message, form, "ERRMSG");
        else if (Is(form, "REDIRECTURL"u8)) Keep(ref _redirectUrl, form, "REDIRECTURL");
        else if (Is(form, "REDIRECTSECRET"u8)) Keep(ref _redirectSecret, form, "REDIRECTSECRET");
        else if (Is(form, "CHANNEL"u8)) Keep(ref _channel, form, "CHANNEL");
        else if (Is(form, "TAG"u8)) Keep(ref _tag, form, "TAG");
        else return false;
        return true;
    }

    // An unescaped '&' in free text could inject a second value, so two different values, even if one is empty, invalidate the answer.
    private static void Once(ref string? field, in FormReader form, string name)
    {
        if (!FormReader.TryDecode(form.Value, out var text)) throw ProtocolErrors.Invalid($"The answer's {name} cannot be decoded.");
        field = DecidingField.Once(field, text, name);
    }

    private void Keep(ref string? field, in FormReader form, string name)
    {
        if (FormReader.TryDecode(form.Value, out var text)) field = Filled(field) ?? text;
        // As for any repeated field, the first counts: an answer of such fields only would otherwise take up many times its size.
        else if ((_undecodable ??= []).TrueForAll(kept => kept.Key != name)) _undecodable.Add(new(name, text));
    }

    // PROTOCOL.md, section Filler: any number of fields named RAND and digits, with any content.
    private static bool IsFiller(ReadOnlySpan<byte> name) =>
        name.Length > 4 && Ascii.EqualsIgnoreCase(name[..4], "RAND"u8) && !name[4..].ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool Is(in FormReader form, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(form.Name, name);

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

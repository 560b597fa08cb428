using System.Globalization;
using System.Text;
using PaymentStatusSdk.Simulators.Faults;
using static System.FormattableString;

namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>Writes a result document, correct or with a defect (PROTOCOL.md of the Desjardins adapter).</summary>
internal sealed class DipsResultWriter(DesjardinsSimulatorOptions options, DipsRequest request, SimulatedFault? fault, Uri? home)
{
    private const int BombLevels = 10;

    private readonly DipsWriter _writer = new();
    private readonly SimulatedFaultKind _kind = fault?.Kind ?? SimulatedFaultKind.Unknown;

    public byte[] Write(string root, IEnumerable<DipsResult> results)
    {
        Prolog(root);
        _writer.Raw("<").Raw(root);
        if (options.InputAttribute) _writer.Raw(" input=\"xml\"");
        var merchant = _kind == SimulatedFaultKind.ForeignMerchant ? options.MerchantId + "9" : options.MerchantId;
        _writer.Raw("><merchant").Attribute("id", merchant).Raw(">");
        Open();
        foreach (var result in results) Result(result);
        Close();
        _writer.Raw("</merchant></").Raw(root).Raw(">");
        return Encode();
    }

    private void Prolog(string root)
    {
        if (_kind == SimulatedFaultKind.LeadingNewline) _writer.Raw("\r\n");
        if (_kind == SimulatedFaultKind.FormPrefix) _writer.Raw("ResponseFile=");
        if (_kind != SimulatedFaultKind.NoDeclaration) _writer.Declaration(Charset());
        if (_kind == SimulatedFaultKind.ExternalEntity) _writer.Raw($"<!DOCTYPE {root} [<!ENTITY x SYSTEM \"{home}external-entity\">]>");
        if (_kind == SimulatedFaultKind.EntityBomb) Bomb(root);
    }

    private void Open()
    {
        if (_kind == SimulatedFaultKind.DeepNesting) Repeat("<a>");
        if (options.Layout is DipsLayout.Wrapped or DipsLayout.Nested) _writer.Raw("<transactions>");
        if (options.Layout != DipsLayout.Nested) return;
        _writer.Raw("<transaction").Attribute("id", request.TrxId).Attribute("type", options.StatusType).Raw("><transactions>");
    }

    private void Close()
    {
        if (options.Layout == DipsLayout.Nested) _writer.Raw("</transactions></transaction>");
        if (options.Layout is DipsLayout.Wrapped or DipsLayout.Nested) _writer.Raw("</transactions>");
        if (_kind == SimulatedFaultKind.DeepNesting) Repeat("</a>");
    }

    private void Result(DipsResult result)
    {
        _writer.Raw("<transaction").Attribute("id", result.Id);
        if (result.Transaction is { } transaction)
        {
            _writer.Attribute("currency", transaction.Currency).Attribute("currencyText", transaction.CurrencyText);
            if (!result.IsPartial) Approved(transaction.Approved);
        }

        _writer.Raw(">");
        if (result.ErrorCode is not null) Error(result.ErrorCode);
        if (result.Transaction is not null) Fields(result.Transaction, result.IsPartial);
        _writer.Raw("</transaction>");
    }

    private void Approved(string? approved)
    {
        if (_kind == SimulatedFaultKind.EntityBomb) _writer.Raw($" approved=\"&b{BombLevels - 1};\"");
        else _writer.Attribute("approved", approved);
    }

    private void Error(string code) =>
        _writer.Raw("<error>").Element("code", code).CData("message", " Simulated error of one transaction ").Raw("</error>");

    private void Fields(SimulatedDipsTransaction transaction, bool isPartial)
    {
        Field("terminal_id", transaction.TerminalId);
        if (options.EchoUrls) Urls(transaction.Id);
        Field("ecr_number", transaction.EcrNumber);
        Field("amount", transaction.Amount?.ToString(CultureInfo.InvariantCulture));
        Field("language", transaction.Language ?? request.Language);
        if (_kind == SimulatedFaultKind.ExternalEntity) _writer.Raw("<card_holder_name>&x;</card_holder_name>");
        else Field("card_holder_name", transaction.CardHolderName);
        Field("date", transaction.Date);
        if (!isPartial) Codes(transaction);
    }

    private void Codes(SimulatedDipsTransaction transaction)
    {
        Field("effective_date", transaction.EffectiveDate);
        Field("transaction_code", transaction.TransactionCode);
        Field("condition_code", transaction.ConditionCode);
        Field("iso_code", transaction.IsoCode);
        Field("host_code", transaction.HostCode);
        Field("action_code", transaction.ActionCode);
        Field("card_type", transaction.CardType);
        Field("batch_no", transaction.BatchNo);
        Field("sequence_no", transaction.SequenceNo);
        Field("process_info", transaction.ProcessInfo);
        Field("authorization_no", transaction.AuthorizationNo);
        Field("receipt_text", transaction.ReceiptText);
        if (Spoil(transaction.Receipt) is { } receipt) _writer.CData("receipt", receipt);
    }

    // As seen with redirection: the called URL, its parameters, and the additional parameter TrxId.
    private void Urls(string id)
    {
        _writer.Raw("<urls><url name=\"response\">").Element("path", request.ResponseUrl!.OriginalString).Raw("<parameters>");
        foreach (var (name, value) in request.Parameters) Parameter(name, value);
        Parameter("TrxId", id);
        _writer.Raw("</parameters></url></urls>");
    }

    private void Parameter(string name, string value)
    {
        _writer.Raw("<parameter").Attribute("name", name).Raw(">");
        _writer.Value(value).Raw("</parameter>");
    }

    private void Field(string name, string? value) => _writer.Element(name, Spoil(value));

    private string? Spoil(string? value) => _kind switch
    {
        SimulatedFaultKind.NoFields => null,
        SimulatedFaultKind.EmptyFields => value is null ? null : "",
        SimulatedFaultKind.DashFields => value is null ? null : "-",
        SimulatedFaultKind.OmittedEmpties => value is { Length: 0 } ? null : value,
        SimulatedFaultKind.BlankValues => value is { Length: 0 } ? " " : value,
        _ => value,
    };

    private string Charset() => _kind switch
    {
        SimulatedFaultKind.WrongCharset => fault!.Text!,
        SimulatedFaultKind.InvalidUtf8 => "UTF-8",
        _ => options.Utf8 ? "UTF-8" : "ISO-8859-15",
    };

    private byte[] Encode()
    {
        var bytes = _writer.ToBytes(Encoding());
        return _kind == SimulatedFaultKind.ByteOrderMark ? [0xEF, 0xBB, 0xBF, .. bytes] : bytes;
    }

    private Encoding Encoding()
    {
        if (_kind == SimulatedFaultKind.WrongCharset && fault!.Number == 1)
            return CodePagesEncodingProvider.Instance.GetEncoding(fault.Text!) ?? System.Text.Encoding.GetEncoding(fault.Text!);
        return options.Utf8 && _kind != SimulatedFaultKind.InvalidUtf8 ? DipsCharset.Utf8 : DipsCharset.Latin9;
    }

    private void Bomb(string root)
    {
        _writer.Raw($"<!DOCTYPE {root} [<!ENTITY b0 \"yes\">");
        for (var i = 1; i < BombLevels; i++)
        {
            _writer.Raw(Invariant($"<!ENTITY b{i} \""));
            for (var copy = 0; copy < 10; copy++) _writer.Raw(Invariant($"&b{i - 1};"));
            _writer.Raw("\">");
        }

        _writer.Raw("]>");
    }

    private void Repeat(string tag)
    {
        for (var i = 0; i < fault!.Number; i++) _writer.Raw(tag);
    }
}

using System.Buffers;
using System.Text;
using PaymentStatusSdk.Simulators.Faults;
using static System.FormattableString;

namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>Writes an answer as UTF-8 XML, correct or with one of the documented defects.</summary>
internal ref struct ConvergeGateAnswerWriter(ArrayBufferWriter<byte> output, SimulatedFault? fault)
{
    private const int BombLevels = 10;

    private readonly SimulatedFaultKind _kind = fault?.Kind ?? SimulatedFaultKind.Unknown;

    public void Write(SimulatedConvergeGateAnswer answer, Uri baseAddress)
    {
        Prolog(baseAddress);
        Raw("<transaction>"u8);
        Field("result", answer.Result);
        var nested = answer.HasNode && _kind != SimulatedFaultKind.FlatLayout;
        if (nested) Raw("<transaction>"u8);
        if (answer.Transaction is not null) Node(answer, answer.Transaction);
        if (_kind is SimulatedFaultKind.PrintedSample or SimulatedFaultKind.UnclosedNode)
        {
            Raw("</description> </description>"u8);
        }
        else
        {
            if (nested) Raw("</transaction>"u8);
            if (answer.Transaction is not null) Field("description", null);
        }

        Field("errorcode", answer.ErrorCode);
        Field("errormessage", answer.ErrorMessage);
        Raw("</transaction>"u8);
    }

    private void Prolog(Uri baseAddress)
    {
        switch (_kind)
        {
            case SimulatedFaultKind.ByteOrderMark: Raw("\uFEFF"u8); break;
            case SimulatedFaultKind.LeadingNewline: Raw("\n"u8); break;
        }

        switch (_kind)
        {
            case SimulatedFaultKind.NoDeclaration: break;
            case SimulatedFaultKind.DeclarationTypo or SimulatedFaultKind.PrintedSample:
                Raw("<?xmlversion=\"1.0\" encoding=\"utf-8\" ?>"u8);
                break;
            case SimulatedFaultKind.WrongCharset:
                Text($"<?xml version=\"1.0\" encoding=\"{fault!.Text}\"?>");
                break;
            default: Raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>"u8); break;
        }

        if (_kind == SimulatedFaultKind.EntityBomb) Bomb();
        if (_kind == SimulatedFaultKind.ExternalEntity)
            Text($"<!DOCTYPE transaction [<!ENTITY x SYSTEM \"{baseAddress}external-entity\">]>");
    }

    private void Node(SimulatedConvergeGateAnswer answer, SimulatedConvergeGateTransaction transaction)
    {
        Field("gatetransid", transaction.GateTransId);
        Field("merchanttransid", transaction.MerchantTransId);
        if (answer.Is708) Field("created", transaction.Created);
        Field("amount", transaction.Amount);
        Field("curcode", transaction.CurCode);
        State(answer.State);
        if (_kind == SimulatedFaultKind.InvalidUtf8)
        {
            Raw("<merchantspecific1>caf"u8);
            Raw([0xE9]);
            Raw("</merchantspecific1>"u8);
        }
        else
        {
            FreeText(transaction.MerchantSpecific1);
        }

        Field("merchantspecific2", transaction.MerchantSpecific2);
        Field("merchantspecific3", transaction.MerchantSpecific3);
        Field("merchantspecific4", transaction.MerchantSpecific4);
        Field("merchantspecific5", transaction.MerchantSpecific5);
    }

    private void State(string? state)
    {
        switch (_kind)
        {
            case SimulatedFaultKind.EntityBomb: Text($"<state>&b{BombLevels - 1};</state>"); break;
            case SimulatedFaultKind.ExternalEntity: Raw("<state>&x;</state>"u8); break;
            case SimulatedFaultKind.DeepNesting:
                for (var i = 0; i < fault!.Number; i++) Raw("<a>"u8);
                Field("state", state);
                for (var i = 0; i < fault!.Number; i++) Raw("</a>"u8);
                break;
            default: Field("state", state); break;
        }
    }

    private void FreeText(string? value)
    {
        switch (_kind)
        {
            case SimulatedFaultKind.RawAmpersand: Raw("<merchantspecific1>Tom & Jerry</merchantspecific1>"u8); break;
            case SimulatedFaultKind.RawLessThan: Raw("<merchantspecific1>1 < 2</merchantspecific1>"u8); break;
            case SimulatedFaultKind.DoubleEscaped: Raw("<merchantspecific1>Tom &amp;amp; Jerry</merchantspecific1>"u8); break;
            case SimulatedFaultKind.WrongCharset: Field("merchantspecific1", "caf\u00e9"); break;
            default: Field("merchantspecific1", value); break;
        }
    }

    private void Field(string name, string? value)
    {
        Element(name, value);
        if (_kind is not (SimulatedFaultKind.DuplicateField or SimulatedFaultKind.ConflictingField)) return;
        if (name == (fault!.Text ?? "state")) Element(name, _kind == SimulatedFaultKind.DuplicateField ? value : Other(name, value));
    }

    private void Element(string name, string? value)
    {
        value ??= "";
        var isEmpty = value.Length == 0;
        if (isEmpty && _kind == SimulatedFaultKind.OmittedEmpties) return;
        var blank = _kind is SimulatedFaultKind.BlankValues or SimulatedFaultKind.PrintedSample;
        if (isEmpty && !blank)
        {
            Raw("<"u8);
            Text(name);
            Raw("/>"u8);
            return;
        }

        Raw("<"u8);
        Text(name);
        Raw(blank ? "> "u8 : ">"u8);
        Value(value);
        Raw(blank && !isEmpty ? " </"u8 : "</"u8);
        Text(name);
        Raw(">"u8);
    }

    private readonly void Value(string value)
    {
        if (_kind == SimulatedFaultKind.CData)
        {
            Text($"<![CDATA[{value.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]>");
            return;
        }

        var left = value.AsSpan();
        for (var at = left.IndexOfAny('&', '<', '>'); at >= 0; at = left.IndexOfAny('&', '<', '>'))
        {
            Text(left[..at]);
            Raw(left[at] switch { '&' => "&amp;"u8, '<' => "&lt;"u8, _ => "&gt;"u8 });
            left = left[(at + 1)..];
        }

        Text(left);
    }

    private readonly void Bomb()
    {
        Raw("<!DOCTYPE transaction [<!ENTITY b0 \"CAPTURED\">"u8);
        for (var i = 1; i < BombLevels; i++)
        {
            Text(Invariant($"<!ENTITY b{i} \""));
            for (var copy = 0; copy < 10; copy++) Text(Invariant($"&b{i - 1};"));
            Raw("\">"u8);
        }

        Raw("]>"u8);
    }

    private static string Other(string name, string? value) => name switch
    {
        "state" => value == "CAPTURED" ? "DECLINED" : "CAPTURED",
        "result" => value == "SUCCESS" ? "ERROR" : "SUCCESS",
        "amount" => value == "999999.99" ? "888888.88" : "999999.99",
        "curcode" => value == "XTS" ? "XXX" : "XTS",
        "errorcode" => value == "000" ? "901" : "000",
        _ => value + "-2",
    };

    private readonly void Raw(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    private readonly void Text(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);
}

using System.Globalization;
using System.Text;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>Writes fields as <c>urlencodeext</c> (PROTOCOL.md of the PPRO adapter), in an order that a seeded generator
/// determines.</summary>
internal sealed class PproAnswerWriter(PproSimulatorOptions options)
{
    private const string FormType = "application/x-www-form-urlencoded";

    private readonly Lock _lock = new();
    private readonly Random _random = new(options.Seed);

    public SimulatorAnswer Write(PproAnswer answer, SimulatedFault? fault, SimulatedFault? instead)
    {
        var kind = fault?.Kind ?? SimulatedFaultKind.Unknown;
        var fields = answer.Fields;
        Fill(fields, kind);
        var text = new StringBuilder();
        if (kind == SimulatedFaultKind.LeadingNewline) text.Append('\n');
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0) text.Append(kind == SimulatedFaultKind.PrettyLineBreaks ? "\n&" : "&");
            text.Append(fields[i].Key).Append('=');
            if (fields[i].Key == "ERRMSG" && RawMessage(kind) is { } raw) text.Append(raw);
            else FormBody.AppendEscaped(text, fields[i].Value);
        }

        if (kind == SimulatedFaultKind.PrettyLineBreaks) text.Append('\n');
        return Encode(text, fault, instead);
    }

    private static string? RawMessage(SimulatedFaultKind kind) => kind switch
    {
        SimulatedFaultKind.BareAmpersand => "Channel%20not&20found",
        SimulatedFaultKind.BadEscapes => "bad%zz%E9%2",
        SimulatedFaultKind.InvalidUtf8 => "caf\u00e9",
        SimulatedFaultKind.WrongCharset => "caf\u00e9",
        _ => null,
    };

    private static SimulatorAnswer Encode(StringBuilder text, SimulatedFault? fault, SimulatedFault? instead)
    {
        var wire = text.ToString();
        switch (fault?.Kind)
        {
            case SimulatedFaultKind.InvalidUtf8:
                return new SimulatorAnswer(Encoding.Latin1.GetBytes(wire), FormType, instead);
            case SimulatedFaultKind.ByteOrderMark:
                return new SimulatorAnswer(Encoding.UTF8.GetBytes('\uFEFF' + wire), FormType, instead);
            case SimulatedFaultKind.WrongCharset:
                var utf8 = Encoding.UTF8.GetBytes(wire);
                var body = fault.Number == 0 ? utf8 : Transcoding.FromUtf8(utf8, fault.Text!);
                return new SimulatorAnswer(body, $"{FormType}; charset={fault.Text}", instead);
            default:
                return new SimulatorAnswer(Encoding.UTF8.GetBytes(wire), FormType, instead);
        }
    }

    private void Fill(List<KeyValuePair<string, string>> fields, SimulatedFaultKind kind)
    {
        lock (_lock)
        {
            if (options.ShuffleFields) _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fields));
            AddRand(fields, kind == SimulatedFaultKind.LongRand ? 41 : 40);
            if (kind == SimulatedFaultKind.TwoRands) AddRand(fields, 40);
        }
    }

    private void AddRand(List<KeyValuePair<string, string>> fields, int length)
    {
        var number = _random.NextInt64(1_000_000_000, 100_000_000_000);
        var name = "RAND" + number.ToString(CultureInfo.InvariantCulture);
        var value = _random.GetString("0123456789abcdef", length);
        fields.Insert(options.ShuffleFields ? _random.Next(fields.Count + 1) : fields.Count, new(name, value));
    }
}

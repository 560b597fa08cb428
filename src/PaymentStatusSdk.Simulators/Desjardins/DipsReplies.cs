using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>Creates the answers on the gateway's own connections (PROTOCOL.md of the Desjardins adapter).</summary>
internal sealed class DipsReplies(DesjardinsSimulatorOptions options)
{
    private const string XmlType = "text/xml";
    private const string Encoding = "ISO-8859-15";

    public static SimulatorAnswer Empty { get; } = new(ReadOnlyMemory<byte>.Empty, XmlType);

    public SimulatorAnswer Login(string trxId, string trxKey, SimulatedFault? fault)
    {
        var writer = new DipsWriter();
        if (fault?.Kind == SimulatedFaultKind.LeadingNewline) writer.Raw("\n");
        writer.Declaration(Encoding).Raw("<response><merchant").Attribute("id", options.MerchantId).Attribute("key", options.MerchantKey)
            .Raw("><login>");
        if (fault?.Kind != SimulatedFaultKind.NoId)
        {
            var id = fault?.Kind == SimulatedFaultKind.WrongId ? "SIMULATEDOTHERSESSION" : trxId;
            writer.Raw("<trx").Attribute("id", id).Attribute("key", trxKey).Raw("/>");
        }

        return Answer(writer.Raw("</login></merchant></response>"));
    }

    public SimulatorAnswer Acknowledgement(string trxId)
    {
        var writer = new DipsWriter().Declaration(Encoding).Raw("<response><merchant").Attribute("id", options.MerchantId)
            .Raw("><transaction");
        return Answer(writer.Attribute("id", trxId).Attribute("accepted", "yes").Raw("/></merchant></response>"));
    }

    // As seen: the text is in a CDATA section, padded with blanks.
    public SimulatorAnswer Error(string code, string message)
    {
        var writer = new DipsWriter().Declaration(Encoding).Raw("<response><error>").Element("code", code);
        var answer = Answer(writer.CData("message", $" {message} ").Raw("</error></response>"));
        return answer with { Instead = SimulatedFault.Body(answer.Body, status: options.ErrorStatus) };
    }

    public static SimulatorAnswer Result(byte[] body) => new(body, XmlType);

    private static SimulatorAnswer Answer(DipsWriter writer) => new(writer.ToBytes(DipsCharset.Latin9), XmlType);
}

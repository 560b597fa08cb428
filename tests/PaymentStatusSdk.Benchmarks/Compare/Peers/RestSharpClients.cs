using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Ppro;
using RestSharp;

namespace PaymentStatusSdk.Benchmarks.Compare.Peers;

/// <summary>RestSharp, with one client for each gateway, as its documentation recommends.</summary>
internal sealed class RestSharpClients(Uri convergeGate, ConvergeGateOptions cards, Uri ppro, PproOptions pproOptions) : IDisposable
{
    private const string Name = "restsharp";

    private readonly RestClient _cards = new(new RestClientOptions(convergeGate));
    private readonly RestClient _ppro = new(new RestClientOptions(ppro));

    public StatusCaller ConvergeGate() => new("convergegate", Name, async index =>
    {
        var id = ServeCommand.GateTransId(index);
        var request = new RestRequest("", Method.Post)
            .AddStringBody(HandwrittenConvergeGate.Request(cards, id), HandwrittenConvergeGate.ContentType);
        var response = await _cards.ExecuteAsync(request);
        return HandwrittenConvergeGate.IsPaid(response.ThrowIfError().Content!, id);
    });

    public StatusCaller Ppro() => new("ppro", Name, async index =>
    {
        var id = ServeCommand.TxId(index);
        var request = new RestRequest("", Method.Post);
        foreach (var (name, value) in HandwrittenPpro.Fields(pproOptions, id)) request.AddParameter(name, value);
        var response = await _ppro.ExecuteAsync(request);
        return HandwrittenPpro.IsPaid(response.ThrowIfError().Content!, id);
    });

    public void Dispose()
    {
        _cards.Dispose();
        _ppro.Dispose();
    }
}

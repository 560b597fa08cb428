using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>
/// POSTs of Desjardins: an input is the rest of the path, the query string and the body. <c>{{token}}</c> stands for a genuine token,
/// <c>{{expired}}</c> for one that has expired.
/// </summary>
internal sealed class DesjardinsCallbackTarget : FuzzTarget
{
    private static readonly byte[] Mailbox = Enumerable.Range(1, 16).Select(octet => (byte)octet).ToArray();

    private readonly CallbackHost _host = new((builder, name) => builder.AddDesjardins(name, options => Accounts.Fill(options)));
    private readonly ICallbackRouter _router;
    private readonly string _token;
    private readonly string _expired;
    private byte[]? _json;
    private DesjardinsMessage? _delivered;

    public DesjardinsCallbackTarget()
    {
        _router = _host.Get<ICallbackRouter>();
        _token = Token(TimeSpan.FromMinutes(1));
        _expired = Token(TimeSpan.FromMinutes(-1));
    }

    public override string Name => "desjardins-callback";

    public override IMutator Mutator { get; } = new MixedMutator(new XmlMutator(
        "T1", "T2", "yes", "no", "00", "1000", "-", "100001", "0100001", "999", "{{token}}", "{{expired}}", "token=", "\n%%\n",
        Accounts.MerchantKey));

    public override bool UsesOtherThreads => true;

    public override long AllocationPerByte => 256;

    public override byte[] Prepare(byte[] input) =>
        InputParts.Fill(InputParts.Fill(input, "{{token}}", _token), "{{expired}}", _expired);

    public override object? Read(byte[] input) => ReadAsync(input).GetAwaiter().GetResult();

    public override bool IsDecision(object? reading) => reading is CallbackReading { IsAccepted: true };

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        SecretJudge.Judge(failure, Accounts.MerchantKey);
        if (reading is not CallbackReading callback) return;
        SecretJudge.Judge(callback.Reply, Accounts.MerchantKey);
        if (_json is { } json) SecretJudge.JudgeJson(json, Accounts.MerchantKey);
        var (suffix, query, body) = Parts(input);
        var isGenuine = suffix.Trim('/') is { Length: > 0 } path
            ? path == _token || path == _expired
            : query.Split('&').Any(pair => pair == $"token={_token}" || pair == $"token={_expired}");
        SurpriseException.Unless(isGenuine || !callback.IsAccepted, Oracle.Signature, "A POST without a genuine token is accepted.");
        // The token in the address decides, and not another one in the query string.
        var isTimely = suffix.Trim('/') is { Length: > 0 } used
            ? used == _token
            : query.Split('&').FirstOrDefault(pair => pair.StartsWith("token=", StringComparison.Ordinal)) == $"token={_token}";
        SurpriseException.Unless(
            isTimely || _delivered is null, Oracle.Signature, "A POST without a genuine token that is still valid reached a mailbox.");
        if (_delivered is not { Refusal: null } message) return;
        var naive = NaiveMerchants.DocumentsOf(body);
        if (callback.Reply.Verdict is CallbackVerdict.Handled)
        {
            naive.RemoveAll(one => !one.Merchants.Any(NaiveMerchants.IsOurs));
            SurpriseException.Unless(naive.Count > 0, Oracle.Content, "A document for another merchant is delivered.");
        }

        foreach (var result in message.Results.Where(result => result.Approved?.ToUpperInvariant() is "YES" or "NO"))
        {
            var approval = result.Approved!.ToLowerInvariant();
            SurpriseException.Unless(
                naive.Exists(one => one.Answers(result.Id).Exists(
                    own => own.Approval == approval && (result.Error is not null || !own.HasError))),
                Oracle.Payment, $"delivered as approved '{approval}', which the naive reader does not find");
        }
    }

    public override string Describe(object? reading, Exception? failure) =>
        $"{reading} {_delivered?.Refusal?.Reason} {_delivered?.Results?.Count} {failure?.Message}";

    private async Task<CallbackReading> ReadAsync(byte[] input)
    {
        var (suffix, query, body) = Parts(input);
        var mailbox = await _router.OpenAsync(Convert.ToHexStringLower(Mailbox), TimeSpan.FromMinutes(1), CancellationToken.None);
        await using (mailbox)
        {
            (_json, _delivered) = (null, null);
            var reading = _host.Handle(new GatewayCallback(body, CallbackHeaders.ContentTypeFor(input), suffix, query));
            var received = mailbox.ReceiveAsync(CancellationToken.None).AsTask();
            if (!received.IsCompletedSuccessfully) return reading;
            _json = (await received).ToArray();
            _delivered = DesjardinsMessage.FromJson(_json);
            return reading;
        }
    }

    private (string Suffix, string Query, byte[] Body) Parts(byte[] input)
    {
        var parts = InputParts.Split(input);
        return parts is [var suffix, var query, var body, ..]
            ? (Encoding.Latin1.GetString(suffix), Encoding.Latin1.GetString(query), body)
            : (_token, "", parts[0]);
    }

    private string Token(TimeSpan lifetime) => NaiveSignatures.DesjardinsToken(
        Mailbox, _host.Clock.GetUtcNow() + lifetime, "client", Accounts.MerchantId, Accounts.MerchantKey);
}

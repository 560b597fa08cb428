using System.Collections.Frozen;
using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>The allow-lists: the fields that the adapters read or write. A field that is not listed is masked.</summary>
/// <remarks>
/// The key of an element or attribute is its name with that of the element around it; the key of a form field is its name.
/// </remarks>
internal static class FieldRules
{
    private static readonly FieldRule Code = new(FieldKind.Code);
    private static readonly FieldRule Amount = new(FieldKind.Amount);
    private static readonly FieldRule Reference = new(FieldKind.Reference);

#pragma warning disable format // a table is read by its columns
    private static readonly FrozenDictionary<string, FieldRule> ConvergeGateRequest = Table(
        ("transaction/apiUser",         Variable("api-user")),
        ("transaction/apiPassword",     Variable("api-password")),
        ("transaction/apiCmd",          Code),
        ("transaction/gatetransid",     Reference),
        ("transaction/merchanttransid", Reference),
        ("transaction/notify",          Code),
        ("transaction/checksum",        Variable("checksum")));

    private static readonly FrozenDictionary<string, FieldRule> ConvergeGateAnswer = Table(
        ("transaction/result",          Code),
        ("transaction/errorcode",       Code),
        ("transaction/gatetransid",     Reference),
        ("transaction/merchanttransid", Reference),
        ("transaction/amount",          Amount),
        ("transaction/curcode",         Code),
        ("transaction/state",           Code));

    private static readonly FrozenDictionary<string, FieldRule> PproRequest = Table(
        ("returnmode",   Code),
        ("txtype",       Code),
        ("login",        Variable("login")),
        ("password",     Variable("password")),
        ("contractid",   Variable("contract")),
        ("txid",         Reference),
        ("merchanttxid", Reference));

    private static readonly FrozenDictionary<string, FieldRule> PproAnswer = Table(
        ("REQUESTSTATUS",     Code),
        ("REQUESTFAILREASON", Code),
        ("STATUS",            Code),
        ("FAILREASON",        Code),
        ("FUNDSSTATUS",       Code),
        ("TXID",              Reference),
        ("MERCHANTTXID",      Reference));

    // The names of the queried transactions are options, so each id in a request is a reference unless it is that of the session.
    private static readonly FrozenDictionary<string, FieldRule> DesjardinsRequest = Table(
        ("merchant/@id",              Variable("account")),
        ("merchant/@key",             Variable("merchant-key")),
        ("trx/@id",                   Variable("session")),
        ("transaction/@id",           Reference),
        ("transaction/@key",          Variable("session-key")),
        ("transaction/@type",         Code),
        ("transaction/@currency",     Code),
        ("transaction/@currencyText", Code),
        ("url/@name",                 Code),
        ("url/path",                  Variable("response-url")),
        ("parameter/@name",           Code),
        ("parameters/parameter",      Variable("token")),
        ("transaction/language",      Code));

    private static readonly FrozenDictionary<string, FieldRule> DesjardinsAnswer = Table(
        ("merchant/@id",                 Reference),
        ("merchant/@key",                Variable("merchant-key")),
        ("trx/@id",                      Reference),
        ("trx/@key",                     Variable("session-key")),
        ("transaction/@id",              Reference),
        ("transaction/@key",             Variable("session-key")),
        ("transaction/@approved",        Code),
        ("transaction/@accepted",        Code),
        ("transaction/@type",            Code),
        ("transaction/@currency",        Code),
        ("transaction/amount",           Amount),
        ("transaction/condition_code",   Code),
        ("transaction/iso_code",         Code),
        ("transaction/transaction_code", Code),
        ("transaction/host_code",        Code),
        ("transaction/action_code",      Code),
        ("transaction/language",         Code),
        ("error/code",                   Code));
#pragma warning restore format

    /// <summary>Returns the rules of the requests of a gateway.</summary>
    public static FrozenDictionary<string, FieldRule> OfRequests(GatewayProvider provider) => provider switch
    {
        GatewayProvider.ConvergeGate => ConvergeGateRequest,
        GatewayProvider.Ppro => PproRequest,
        _ => DesjardinsRequest,
    };

    /// <summary>Returns the rules of the answers of a gateway, also of those that it POSTs.</summary>
    public static FrozenDictionary<string, FieldRule> OfAnswers(GatewayProvider provider) => provider switch
    {
        GatewayProvider.ConvergeGate => ConvergeGateAnswer,
        GatewayProvider.Ppro => PproAnswer,
        _ => DesjardinsAnswer,
    };

    private static FieldRule Variable(string name) => new(FieldKind.Variable, name);

    private static FrozenDictionary<string, FieldRule> Table(params (string Key, FieldRule Rule)[] rules) =>
        rules.ToFrozenDictionary(one => one.Key, one => one.Rule, StringComparer.OrdinalIgnoreCase);
}

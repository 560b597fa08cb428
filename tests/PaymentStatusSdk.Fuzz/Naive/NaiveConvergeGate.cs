using System.Globalization;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Reads an answer to command 709 as PROTOCOL.md of the adapter describes it.</summary>
internal static partial class NaiveConvergeGate
{
    private static readonly Dictionary<string, (PaymentState State, Finality Finality)> States = new(StringComparer.Ordinal)
    {
        ["AUTHORIZED"] = (PaymentState.Authorized, Finality.Open),
        ["AUTHORISED"] = (PaymentState.Authorized, Finality.Open),
        ["CAPTURED"] = (PaymentState.Captured, Finality.Final),
        ["DECLINED"] = (PaymentState.Declined, Finality.Final),
        ["PENDING"] = (PaymentState.Pending, Finality.Open),
        ["CANCELED"] = (PaymentState.Canceled, Finality.Final),
        ["CANCELLED"] = (PaymentState.Canceled, Finality.Final),
        ["CANCELEDAUTO"] = (PaymentState.Canceled, Finality.Final),
        ["CANCELLEDAUTO"] = (PaymentState.Canceled, Finality.Final),
        ["ERROR"] = (PaymentState.Failed, Finality.Provisional),
        ["REVERSED"] = (PaymentState.Reversed, Finality.Final),
        ["REFUNDED"] = (PaymentState.Refunded, Finality.Final),
        ["REFUNDPENDING"] = (PaymentState.RefundPending, Finality.Open),
        ["CHARGEBACK"] = (PaymentState.ChargedBack, Finality.Open),
        ["CREDITED"] = (PaymentState.Credited, Finality.Final),
    };

    // The fields of a transaction. One with a text outside of the section shows that there is a transaction.
    private static readonly string[] Fields =
    [
        "gatetransid", "merchanttransid", "amount", "curcode", "state", "status", "statuscode",
        "merchantspecific1", "merchantspecific2", "merchantspecific3", "merchantspecific4", "merchantspecific5",
    ];

    public static NaiveStatus Read(ReadOnlySpan<byte> body, string? charset = null)
    {
        if (NaiveDocument.Read(body, charset) is not { } root || !root.Is("transaction")) return NaiveStatus.Nothing;
        if (root.Texts("result") is not [var result]) return NaiveStatus.Nothing;
        var sections = root.Children.Where(child => child.Is("transaction")).ToList();
        if (sections.Count > 1) return NaiveStatus.Nothing;
        var section = sections.FirstOrDefault();
        var states = section?.Texts("state") ?? [];
        if (result.Equals("NOTFOUND", StringComparison.OrdinalIgnoreCase))
            return IsBare(section) && HasNoTransactionOutside(root, section)
                ? With(section, new NaiveStatus(LookupOutcome.NotFound))
                : NaiveStatus.Nothing;
        if (!result.Equals("SUCCESS", StringComparison.OrdinalIgnoreCase) || states is not [var state]) return NaiveStatus.Nothing;
        var (meaning, finality) = States.GetValueOrDefault(Separators().Replace(state, "").ToUpperInvariant());
        return With(section, new NaiveStatus(LookupOutcome.Answered, meaning)) with { Finality = finality, Amount = Amount(section!) };
    }

    // A section that states that there is no transaction has no text but the queried reference.
    private static bool IsBare(NaiveElement? section) => section is null
        || (string.IsNullOrWhiteSpace(Only(section, "gatetransid")) || string.IsNullOrWhiteSpace(Only(section, "merchanttransid")))
        && section.All.Where(one => one.Depth != section.Depth + 1 || !(one.Is("gatetransid") || one.Is("merchanttransid")))
            .All(one => string.IsNullOrWhiteSpace(one.Text));

    // Whatever the depth and the namespace: the flat layout of notifications, another section, or a section in a wrapper.
    private static bool HasNoTransactionOutside(NaiveElement root, NaiveElement? section)
    {
        var sections = root.All.Where(one => one.Name == "transaction" && one != root && one != section);
        var fields = root.All.Except(section?.All ?? []).Where(one => Fields.Contains(one.Name));
        return !sections.Any() && fields.SelectMany(field => field.All).All(one => string.IsNullOrWhiteSpace(one.Text));
    }

    private static NaiveStatus With(NaiveElement? section, NaiveStatus status) => status with
    {
        Currency = Only(section, "curcode"),
        GatewayReference = Only(section, "gatetransid"),
        MerchantReference = Only(section, "merchanttransid"),
    };

    private static string? Only(NaiveElement? section, string name) => section?.Texts(name) is [var text] ? text : null;

    private static decimal? Amount(NaiveElement section) =>
        section.Texts("amount") is [var amount] && decimal.TryParse(
            amount, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value : null;

    [GeneratedRegex(@"(?<=[^\s_-])[\s_-]+(?=[^\s_-])")]
    private static partial Regex Separators();
}

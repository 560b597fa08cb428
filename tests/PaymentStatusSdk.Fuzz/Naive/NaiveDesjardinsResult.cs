using System.Globalization;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>One result in a document of Desjardins: an element <c>transaction</c> with an id.</summary>
internal sealed class NaiveDesjardinsResult(NaiveElement element)
{
    public string? Id => element.Attribute("id");

    /// <summary>The value of <c>approved</c> in lower case; null when there is none.</summary>
    public string? Approval => element.Attribute("approved") is { } value and not "-" ? value.ToLowerInvariant() : null;

    /// <summary>Whether the result has an error.</summary>
    public bool HasError { get; set; }

    /// <summary>The meaning of this result alone for a purchase; null when it has none, or contradicts itself.</summary>
    public (PaymentState State, Finality Finality)? Meaning => (HasError || IsContradictory, Approval) switch
    {
        (false, "yes") => (PaymentState.Captured, Finality.Final),
        (false, "no") => Refusal(Texts("condition_code").FirstOrDefault(), Texts("iso_code").FirstOrDefault()),
        _ => null,
    };

    private bool IsContradictory => new[] { "amount", "condition_code", "iso_code" }.Any(name => Texts(name).Count > 1);

    private string? Currency => element.Attribute("currency") is { } code and not "-" ? code : null;

    // The amount counts minor units. Without a currency they are cents of Canadian dollars.
    private decimal? Amount =>
        Texts("amount") is [var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var units)
            ? units / NaiveCurrencies.UnitsOf(Currency ?? "CAD")
            : null;

    /// <summary>Whether the result has this amount in this currency. Null stands for an amount or a currency that is missing.</summary>
    public bool HasAmount(decimal? amount, string? currency) =>
        amount == Amount && string.Equals(currency, Currency, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the meaning of a refusal with its codes; null when they contradict it.</summary>
    // The issuer's code of an approval contradicts a refusal, whatever the condition. Otherwise the condition decides. Without a code of
    // the issuer, the transaction was not completed, and may be completed later.
    public static (PaymentState State, Finality Finality)? Refusal(string? condition, string? iso) => (condition, iso) switch
    {
        (_, { } code) when code.All(digit => digit == '0') => null,
        ("103", _) => (PaymentState.Canceled, Finality.Final),
        ("117", _) => (PaymentState.Failed, Finality.Provisional),
        (_, { } code) when code.All(char.IsAsciiDigit) => (PaymentState.Declined, Finality.Final),
        _ => (PaymentState.Failed, Finality.Provisional),
    };

    private List<string> Texts(string name) => [.. element.Texts(name).Where(text => text != "-")];
}

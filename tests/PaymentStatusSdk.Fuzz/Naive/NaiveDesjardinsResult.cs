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

    /// <summary>Whether this result alone says that the payment was approved.</summary>
    public bool IsApproved => Approval == "yes" && !HasError && !IsContradictory;

    /// <summary>Whether this result alone says that the payment was refused. The issuer's code of an approval contradicts that.</summary>
    public bool IsRefused => Approval == "no" && !HasError && !IsContradictory
        && !Texts("iso_code").Any(code => code.All(digit => digit == '0'));

    /// <summary>Whether the result has this amount. The amount counts cents; other currencies have no cents.</summary>
    public bool HasAmount(decimal amount, string? currency) =>
        element.Attribute("currency")?.ToUpperInvariant() is var own
        && (currency is null || currency.Equals(own, StringComparison.OrdinalIgnoreCase))
        && (own is not (null or "CAD" or "EUR" or "USD")
            || (Texts("amount") is [var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var cents)
                && cents == amount * 100));

    private bool IsContradictory => new[] { "amount", "condition_code", "iso_code" }.Any(name => Texts(name).Count > 1);

    private List<string> Texts(string name) => [.. element.Texts(name).Where(text => text != "-")];
}

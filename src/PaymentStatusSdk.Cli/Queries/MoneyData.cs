using System.Globalization;

namespace PaymentStatusSdk.Cli.Queries;

/// <summary>An amount. The value is text, so that no reader of JSON rounds it.</summary>
internal sealed record MoneyData(string Value, string Currency)
{
    public static MoneyData? Of(Money? money) =>
        money is null ? null : new MoneyData(money.Amount.ToString(CultureInfo.InvariantCulture), money.Currency);

    public override string ToString() => $"{Value} {Currency}";
}

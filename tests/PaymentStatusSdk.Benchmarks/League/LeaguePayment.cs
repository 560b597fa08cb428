using System.Globalization;
using PaymentStatusSdk.Benchmarks.Compare;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>The references of the payments.</summary>
internal static class LeaguePayment
{
    /// <summary>Returns the query for a payment.</summary>
    public static TransactionQuery QueryFor(int payment) => TransactionQuery.ByMerchantReference(ServeCommand.OrderId(payment)) with
    {
        Kind = TransactionKind.Purchase,
        ExpectedAmount = new Money(125.45m, "EUR"),
    };

    /// <summary>Returns the number of the payment with this merchant reference.</summary>
    public static int NumberOf(string merchantReference) =>
        int.Parse(merchantReference.AsSpan(merchantReference.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
}

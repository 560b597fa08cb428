using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Dashboard.Live;

/// <summary>Recognizes whether a page would show something else than before, apart from the time that passes. Pure functions.</summary>
internal static class Fingerprint
{
    public static string Of(ListModel model) => Hash(
    [
        .. model.Page.Items.Select(Of), Invariant($"{model.Page.Next}"),
        Invariant($"{model.Attention.Contested} {model.Attention.Mismatches} {model.Attention.Parked}"),
    ]);

    public static string Of(PaymentModel model) => Hash([Of(model.Payment), .. model.Changes.Items.Select(Of)]);

    public static string Of(StatusChangePage page) => Hash([.. page.Items.Select(Of), Invariant($"{page.Next}")]);

    private static string Of(TrackedTransaction payment) => string.Join(
        ' ',
        Invariant($"{payment.Id} {payment.Status} {payment.Sequence} {payment.CheckCount} {payment.LastOutcome} {payment.LastFailure}"),
        Invariant($"{payment.NextCheckAt?.UtcTicks} {payment.DeadlineAt.UtcTicks} {payment.HasMismatch} {payment.GatewayReference}"),
        Invariant($"{payment.EarlierAttempts.Count}"));

    private static string Of(StatusChangeDelivery delivery) =>
        Invariant($"{delivery.Change.Id} {delivery.Status} {delivery.Tries} {delivery.NextTryAt?.UtcTicks}");

    private static string Hash(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16];
}

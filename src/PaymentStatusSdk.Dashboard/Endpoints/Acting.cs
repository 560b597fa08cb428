using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Dashboard.Endpoints;

/// <summary>The actions of operators. Each is logged with the operator's name.</summary>
internal static class Acting
{
    public static Task CheckAsync(DashboardRequest request) =>
        ActAsync(request, "check", payment => request.Tracker.CheckNowAsync(payment.Id, request.Aborted));

    public static Task StopAsync(DashboardRequest request) =>
        ActAsync(request, "stop", payment => request.Tracker.StopAsync(payment.Id, request.Aborted));

    public static Task TrackAsync(DashboardRequest request) => ActAsync(request, "track", async payment =>
    {
        if (!PaymentActions.MayTrack(payment) || !IsRegistered(request, payment)) return false;
        // A deadline of the first call may have passed: the defaults of the client apply then.
        var policy = payment.Policy.Deadline <= request.Site.Now ? payment.Policy with { Deadline = null } : payment.Policy;
        await request.Tracker.TrackAsync(payment.ClientName, PaymentActions.QueryToResume(payment), policy, request.Aborted)
            .ConfigureAwait(false);
        return true;
    });

    public static Task ResolveAsync(DashboardRequest request) => ActAsync(request, "resolve", async payment =>
    {
        var form = await request.Context.Request.ReadFormAsync(request.Aborted).ConfigureAwait(false);
        // An operator may paste a card number, which must not reach the store.
        return PaymentActions.MayResolve(payment)
            && Short(Markup.Visible.Text(form["reason"].ToString().Trim()), ManualResolution.MaxReasonLength) is { Length: > 0 } reason
            && await request.Tracker.ResolveAsync(
                payment.Id, reason, Short(DashboardGate.UserOf(request.Context), ManualResolution.MaxNameLength)!, request.Aborted)
                .ConfigureAwait(false);
    });

    public static async Task RedeliverAsync(DashboardRequest request)
    {
        var isDone = await request.Tracker.RedeliverAsync(request.Guid, request.Aborted).ConfigureAwait(false);
        Log(request, "redeliver", Invariant($"change {request.Guid:D}"), isDone);
        request.GoTo(request.Site.Path($"parked?done={Result("redeliver", isDone)}"));
    }

    /// <summary>Queries the gateway for the operator. The answer is shown, and neither stored nor merged into the belief.</summary>
    public static async Task AskAsync(DashboardRequest request)
    {
        if (await PageRequests.ModelAsync(request).ConfigureAwait(false) is not { } model)
        {
            await request.ShowNotFoundAsync().ConfigureAwait(false);
            return;
        }

        model = await AskAsync(request, model).ConfigureAwait(false);
        Log(request, "ask", Invariant($"transaction {model.Payment.Id}"), model.Answer is not null);
        await PageRequests.ShowAsync(request, model).ConfigureAwait(false);
    }

    private static async Task<PaymentModel> AskAsync(DashboardRequest request, PaymentModel model)
    {
        if (!IsRegistered(request, model.Payment))
            return model with { Failure = new TransactionStatusException(TransactionStatusErrorKind.Configuration, "No such client.") };
        try
        {
            var client = ClientsOf(request).Get(model.Payment.ClientName);
            return model with { Answer = await client.GetStatusAsync(model.Payment.Query, request.Aborted).ConfigureAwait(false) };
        }
        catch (TransactionStatusException exception)
        {
            return model with { Failure = exception };
        }
    }

    private static async Task ActAsync(DashboardRequest request, string action, Func<TrackedTransaction, Task<bool>> act)
    {
        if (await request.Tracker.GetAsync(request.Id, request.Aborted).ConfigureAwait(false) is not { } payment)
        {
            await request.ShowNotFoundAsync().ConfigureAwait(false);
            return;
        }

        var isDone = await TryAsync(() => act(payment)).ConfigureAwait(false);
        Log(request, action, Invariant($"transaction {payment.Id}"), isDone);
        request.GoTo(request.Site.Path(Invariant($"{payment.Id}?done={Result(action, isDone)}")));
    }

    // The payment may have changed since it was read, so that it contradicts the query; or its client is not registered any more.
    private static async Task<bool> TryAsync(Func<Task<bool>> act)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static ITransactionStatusClientFactory ClientsOf(DashboardRequest request) =>
        request.Context.RequestServices.GetRequiredService<ITransactionStatusClientFactory>();

    private static bool IsRegistered(DashboardRequest request, TrackedTransaction payment) =>
        ClientsOf(request).Names.Contains(payment.ClientName, StringComparer.Ordinal);

    private static string? Short(string? text, int length) => text?.Length > length ? text[..(length - 1)] + "…" : text;

    private static string Result(string action, bool isDone) => isDone ? action : action + "-refused";

    private static void Log(DashboardRequest request, string action, string target, bool isDone) => DashboardLog.Acted(
        DashboardGate.LoggerOf(request.Context), DashboardGate.UserOf(request.Context), action, target, isDone);
}

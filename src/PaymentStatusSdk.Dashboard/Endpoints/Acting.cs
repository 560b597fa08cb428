using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Dashboard.Access;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Dashboard.Endpoints;

/// <summary>The actions of operators. Each is logged with the operator's name and its result.</summary>
internal static class Acting
{
    private const string Done = "carried out";
    private const string Refused = "refused";
    private const string Changed = "changed";
    private const string Nameless = "nameless";
    private const string NotKnown = "unknown";

    public static Task CheckAsync(DashboardRequest request) => ActAsync(
        request, "check", async payment => Of(await request.Tracker.CheckNowAsync(payment.Id, request.Aborted).ConfigureAwait(false)));

    public static Task StopAsync(DashboardRequest request) => ActAsync(
        request, "stop", async payment => Of(await request.Tracker.StopAsync(payment.Id, request.Aborted).ConfigureAwait(false)));

    public static Task TrackAsync(DashboardRequest request) => ActAsync(request, "track", async payment =>
    {
        if (!PaymentActions.MayTrack(payment) || !IsRegistered(request, payment)) return Refused;
        // A deadline of the first call may have passed: the defaults of the client apply then.
        var policy = payment.Policy.Deadline <= request.Site.Now ? payment.Policy with { Deadline = null } : payment.Policy;
        await request.Tracker.TrackAsync(payment.ClientName, PaymentActions.QueryToResume(payment), policy, request.Aborted)
            .ConfigureAwait(false);
        return Done;
    });

    public static Task ResolveAsync(DashboardRequest request) => ActAsync(request, "resolve", async payment =>
    {
        var form = await request.Context.Request.ReadFormAsync(request.Aborted).ConfigureAwait(false);
        // A resolution is the record of a person's decision: without a name it is worth nothing.
        if (UserName.Of(request.Context.User) is null && !request.Site.IsOpen) return Nameless;
        if (!long.TryParse(form["sequence"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) || seen != payment.Sequence)
            return Changed;
        // An operator may paste a card number, which must not reach the store.
        var reason = Short(Markup.Visible.Text(form["reason"].ToString().Trim()), ManualResolution.MaxReasonLength);
        if (!PaymentActions.MayResolve(payment) || string.IsNullOrEmpty(reason)) return Refused;
        var name = Short(UserName.Shown(request.Context.User), ManualResolution.MaxNameLength)!;
        if (await request.Tracker.ResolveAsync(payment.Id, reason, name, seen, request.Aborted).ConfigureAwait(false)) return Done;
        var now = await request.Tracker.GetAsync(payment.Id, request.Aborted).ConfigureAwait(false);
        return now is not null && now.Sequence != seen ? Changed : Refused;
    });

    public static Task RedeliverAsync(DashboardRequest request) => RunAsync(
        request, "redeliver", Invariant($"change {request.Guid:D}"), "parked",
        async () => Of(await request.Tracker.RedeliverAsync(request.Guid, request.Aborted).ConfigureAwait(false)));

    /// <summary>Queries the gateway for the operator. The answer is shown, and neither stored nor merged into the belief.</summary>
    public static async Task AskAsync(DashboardRequest request)
    {
        if (await PageRequests.ModelAsync(request).ConfigureAwait(false) is not { } model)
        {
            await request.ShowNotFoundAsync().ConfigureAwait(false);
            return;
        }

        model = await AskAsync(request, model).ConfigureAwait(false);
        Log(request, "ask", Invariant($"transaction {model.Payment.Id}"), model.Answer is null ? "no answer" : "answered");
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

    private static async Task ActAsync(DashboardRequest request, string action, Func<TrackedTransaction, Task<string>> act)
    {
        if (await request.Tracker.GetAsync(request.Id, request.Aborted).ConfigureAwait(false) is not { } payment)
        {
            await request.ShowNotFoundAsync().ConfigureAwait(false);
            return;
        }

        await RunAsync(
            request, action, Invariant($"transaction {payment.Id}"), Invariant($"{payment.Id}"), () => act(payment)).ConfigureAwait(false);
    }

    private static async Task RunAsync(DashboardRequest request, string action, string target, string page, Func<Task<string>> act)
    {
        string result;
        try
        {
            result = await TryAsync(act).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TrackingStoreException or OperationCanceledException)
        {
            // The store may have carried it out before the connection broke or the browser left.
            Log(request, action, target, NotKnown);
            if (exception is not TrackingStoreException failure) throw;
            await StoreProblems.ShowAsync(request, failure, isAction: true).ConfigureAwait(false);
            return;
        }

        Log(request, action, target, result);
        request.GoTo(request.Site.Path($"{page}?done={(result == Done ? action : $"{action}-{result}")}"));
    }

    // The payment may have changed since it was read, so that it contradicts the query; or its client is not registered any more.
    private static async Task<string> TryAsync(Func<Task<string>> act)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            return Refused;
        }
    }

    private static string Of(bool isDone) => isDone ? Done : Refused;

    private static ITransactionStatusClientFactory ClientsOf(DashboardRequest request) =>
        request.Context.RequestServices.GetRequiredService<ITransactionStatusClientFactory>();

    private static bool IsRegistered(DashboardRequest request, TrackedTransaction payment) =>
        ClientsOf(request).Names.Contains(payment.ClientName, StringComparer.Ordinal);

    private static string? Short(string? text, int length) => text?.Length > length ? TextRules.Truncate(text, length - 1) + "…" : text;

    private static void Log(DashboardRequest request, string action, string target, string result) => DashboardLog.Acted(
        DashboardGate.LoggerOf(request.Context), UserName.Shown(request.Context.User), action, target, result);
}

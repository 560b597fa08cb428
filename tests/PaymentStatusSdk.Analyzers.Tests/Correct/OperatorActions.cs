using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Analyzers.Tests.Correct;

/// <summary>An operator's pages and jobs of a merchant who does not use the dashboard: what they show, and what they do.</summary>
internal sealed class OperatorActions(ITransactionTracker tracker, ITransactionStatusClientFactory clients, GoodShop shop)
{
    public void MapActions(IEndpointRouteBuilder endpoints)
    {
        var payments = endpoints.MapGroup("/operators/payments").RequireAuthorization("payments-act");
        payments.MapPost("/{id:long}/check", CheckAsync);
        payments.MapPost("/{id:long}/stop", StopAsync);
        payments.MapGet("/{id:long}", ShowAsync);
    }

    public async Task<IResult> CheckAsync(long id, CancellationToken cancellationToken) =>
        await tracker.CheckNowAsync(id, cancellationToken) ? TypedResults.Accepted((string?)null) : TypedResults.Conflict();

    public async Task<IResult> StopAsync(long id, CancellationToken cancellationToken) =>
        await tracker.StopAsync(id, cancellationToken) ? TypedResults.NoContent() : TypedResults.Conflict();

    public async Task<Results<Ok<string>, NotFound>> ShowAsync(long id, CancellationToken cancellationToken) =>
        await tracker.GetAsync(id, cancellationToken) is { } payment
            ? TypedResults.Ok($"{payment.Verdict}, {payment.Finality}: {payment.Belief?.State}")
            : TypedResults.NotFound();

    public async Task StartAgainAsync(long id, CancellationToken cancellationToken)
    {
        // The row keeps the expected amount of its query.
        if (await tracker.GetAsync(id, cancellationToken) is { Status: TrackingStatus.Stopped } payment)
            await tracker.TrackAsync(payment.ClientName, payment.Query, payment.Policy, cancellationToken);
    }

    public async Task AskTheGatewayAsync(TrackedTransaction payment, CancellationToken cancellationToken)
    {
        try
        {
            var result = await clients.Get(payment.ClientName).GetStatusAsync(payment.Query, cancellationToken);
            shop.ShowMessage($"The gateway says {result.State}, which is {result.Verdict} and {result.Finality}.");
        }
        catch (TransactionStatusException failure)
        {
            shop.ShowMessage($"The gateway gave no answer ({failure.Kind}). That says nothing about the payment.");
        }
    }

    public async Task ReviewMismatchesAsync(CancellationToken cancellationToken)
    {
        var rows = await tracker.ListAsync(new TrackedFilter { HasMismatch = true }, cancellationToken);
        foreach (var payment in rows.Items) await shop.AddToReviewAsync(payment.MerchantReference!);
    }

    public async Task ReviewContestedAsync(CancellationToken cancellationToken)
    {
        var rows = await tracker.ListAsync(new TrackedFilter { IsContested = true }, cancellationToken);
        foreach (var payment in rows.Items) await shop.AddToReviewAsync(payment.MerchantReference!);
    }

    public async Task<int> CountOldAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var filter = new TrackedFilter { Status = TrackingStatus.Active, TrackedBefore = now.AddDays(-1) };
        return (await tracker.ListAsync(filter, cancellationToken)).Items.Count;
    }

    public async Task FindByReferenceAsync(string reference, CancellationToken cancellationToken)
    {
        var found = await tracker.ListAsync(new TrackedFilter { TransactionId = reference }, cancellationToken);
        foreach (var payment in found.Items)
            shop.ShowMessage($"{payment.ClientName}: {payment.Verdict}, next check {payment.NextCheckAt:u}");
    }

    public async Task ShowHistoryAsync(long id, CancellationToken cancellationToken)
    {
        var history = await tracker.ListChangesAsync(new StatusChangeFilter { TransactionId = id }, cancellationToken);
        foreach (var one in history.Items)
            shop.ShowMessage($"{one.Change.At:u} {one.Change.Kind}, {one.Change.Transaction.Verdict}: {one.Status}, {one.Tries} tries");
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The HTTP endpoints of the page.</summary>
internal static class PageEndpoints
{
    public static void MapPage(this WebApplication app)
    {
        var api = app.MapGroup("/api").AddEndpointFilter(ReportStoreFailureAsync);
        api.MapGet("/gateways", () => GatewayMoves.Gateways);
        api.MapGet("/overview", (PaymentBook book, CancellationToken cancellationToken) => book.OverviewAsync(cancellationToken));
        api.MapPost("/payments", StartAsync);
        api.MapGet("/payments/{id:long}/history", HistoryAsync);
        api.MapPost("/payments/{id:long}/move", MoveAsync);
        api.MapPost("/payments/{id:long}/check", CheckAsync);
        api.MapPost("/payments/{id:long}/stop", StopAsync);
        api.MapPost("/payments/{id:long}/track", TrackAsync);
        api.MapPost("/changes/{id:guid}/deliver", DeliverAsync);
        api.MapPut("/order-system", (SwitchRequest request, OrderSystem orders) => orders.IsUp = request.IsUp);
        api.MapGet("/live", (LiveFeed feed, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(feed.ListenAsync(cancellationToken)));
    }

    private static async Task<Results<Created<PaymentView>, BadRequest<string>>> StartAsync(
        StartRequest request, PaymentBook book, CancellationToken cancellationToken)
    {
        if (request.Gateway is not { } gateway || !GatewayMoves.Gateways.Contains(gateway))
            return TypedResults.BadRequest($"gateway must be one of {string.Join(", ", GatewayMoves.Gateways)}.");
        return TypedResults.Created((string?)null, await book.StartAsync(gateway, cancellationToken));
    }

    private static async Task<Results<Ok<IReadOnlyList<ChangeView>>, NotFound>> HistoryAsync(
        long id, PaymentBook book, CancellationToken cancellationToken) =>
        await book.HistoryAsync(id, cancellationToken) is { } history ? TypedResults.Ok(history) : TypedResults.NotFound();

    private static async Task<Results<Accepted, NotFound, BadRequest<string>, Conflict<string>>> MoveAsync(
        long id, MoveRequest request, ITransactionTracker tracker, SimulatedGateways gateways, CancellationToken cancellationToken)
    {
        if (await tracker.GetAsync(id, cancellationToken) is not { MerchantReference: { } orderId } payment) return TypedResults.NotFound();
        var moves = GatewayMoves.Of(payment.ClientName);
        if (request.To is not { } to || !moves.Contains(to))
            return TypedResults.BadRequest($"to must be one of {string.Join(", ", moves)}.");
        try
        {
            gateways.Move(payment.ClientName, orderId, to);
            return TypedResults.Accepted((string?)null);
        }
        catch (KeyNotFoundException)
        {
            // Another instance added the payment after this process read the store.
            return TypedResults.Conflict(
                "The simulated gateways of this instance do not know the payment. Move it at the instance that started it.");
        }
    }

    private static async Task<Results<Accepted, Conflict<string>>> CheckAsync(
        long id, ITransactionTracker tracker, CancellationToken cancellationToken) =>
        Done(await tracker.CheckNowAsync(id, cancellationToken), "The payment is not tracked any more. Track it again first.");

    private static async Task<Results<Accepted, Conflict<string>>> StopAsync(
        long id, ITransactionTracker tracker, CancellationToken cancellationToken) =>
        Done(await tracker.StopAsync(id, cancellationToken), "The payment is not tracked any more.");

    private static async Task<Results<Accepted, Conflict<string>>> TrackAsync(
        long id, PaymentBook book, CancellationToken cancellationToken) =>
        Done(await book.TrackAgainAsync(id, cancellationToken), "The payment is not stopped.");

    private static async Task<Results<Accepted, Conflict<string>>> DeliverAsync(
        Guid id, ITransactionTracker tracker, CancellationToken cancellationToken) =>
        Done(await tracker.RedeliverAsync(id, cancellationToken), "The change is not parked any more.");

    private static Results<Accepted, Conflict<string>> Done(bool isDone, string reason) =>
        isDone ? TypedResults.Accepted((string?)null) : TypedResults.Conflict(reason);

    /// <summary>Reports an unavailable database as 503: the same call works later.</summary>
    private static async ValueTask<object?> ReportStoreFailureAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (exception is TrackingStoreException or DbUpdateException)
        {
            return TypedResults.Text(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}

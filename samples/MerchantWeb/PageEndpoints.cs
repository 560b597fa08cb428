using Microsoft.AspNetCore.Http.HttpResults;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>What the page calls.</summary>
internal static class PageEndpoints
{
    public static void MapPage(this WebApplication app)
    {
        var api = app.MapGroup("/api").AddEndpointFilter(TellOfStoreAsync);
        api.MapGet("/gateways", () => GatewayMoves.Gateways);
        api.MapGet("/overview", (PaymentBook book, CancellationToken cancellationToken) => book.OverviewAsync(cancellationToken));
        api.MapPost("/payments", StartAsync);
        api.MapGet("/payments/{id:long}/history", HistoryAsync);
        api.MapPost("/payments/{id:long}/move", MoveAsync);
        api.MapPost("/payments/{id:long}/look", LookAsync);
        api.MapPost("/payments/{id:long}/stop", StopAsync);
        api.MapPost("/payments/{id:long}/follow", FollowAsync);
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
        if (request.To is not { } to || !moves.Contains(to)) return TypedResults.BadRequest($"to must be one of {string.Join(", ", moves)}.");
        try
        {
            gateways.Move(payment.ClientName, orderId, to);
            return TypedResults.Accepted((string?)null);
        }
        catch (KeyNotFoundException)
        {
            // It came into the store after this process had read it.
            return TypedResults.Conflict("The gateways simulated here do not know it: move it at the instance that started it.");
        }
    }

    private static async Task<Results<Accepted, Conflict<string>>> LookAsync(
        long id, ITransactionTracker tracker, CancellationToken cancellationToken) =>
        Done(await tracker.CheckNowAsync(id, cancellationToken), "It is followed no longer. Follow it again first.");

    private static async Task<Results<Accepted, Conflict<string>>> StopAsync(
        long id, ITransactionTracker tracker, CancellationToken cancellationToken) =>
        Done(await tracker.StopAsync(id, cancellationToken), "It is followed no longer.");

    private static async Task<Results<Accepted, Conflict<string>>> FollowAsync(long id, PaymentBook book, CancellationToken cancellationToken) =>
        Done(await book.FollowAsync(id, cancellationToken), "It was not stopped.");

    private static async Task<Results<Accepted, Conflict<string>>> DeliverAsync(
        Guid id, ITransactionTracker tracker, CancellationToken cancellationToken) =>
        Done(await tracker.RedeliverAsync(id, cancellationToken), "It is not parked any more.");

    private static Results<Accepted, Conflict<string>> Done(bool isDone, string whyNot) =>
        isDone ? TypedResults.Accepted((string?)null) : TypedResults.Conflict(whyNot);

    /// <summary>A database that is away is no fault of the page's: the same call works later.</summary>
    private static async ValueTask<object?> TellOfStoreAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (TrackingStoreException exception)
        {
            return TypedResults.Text(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}

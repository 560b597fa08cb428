using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PaymentStatusSdk.Samples.MerchantWeb.Workers;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The HTTP endpoints of the shop's page.</summary>
internal static class ShopEndpoints
{
    public static void MapShop(this WebApplication app)
    {
        var api = app.MapGroup("/api").AddEndpointFilter(ReportStoreFailureAsync);
        api.MapGet("/gateways", () => GatewayMoves.Gateways);
        api.MapPut("/gateways", (SwitchRequest request, SimulatedGateways gateways) => gateways.Answer(request.IsOn));
        api.MapGet("/overview", OverviewAsync);
        api.MapPost("/orders", StartAsync);
        api.MapPost("/orders/{id}/move", MoveAsync);
        api.MapPost("/workers", (WorkerPool workers) => Done(workers.Add(), "Enough workers run."));
        api.MapPost("/workers/{number:int}/kill", (int number, WorkerPool workers) =>
            Done(workers.Kill(number), "The worker does not run any more."));
        api.MapPut("/order-system", (SwitchRequest request, OrderBook book, CancellationToken cancellationToken) =>
            book.SwitchSystemAsync(request.IsOn, cancellationToken));
    }

    private static async Task<Overview> OverviewAsync(
        OrderBook book, WorkerPool workers, SimulatedGateways gateways, CancellationToken cancellationToken) => new(
            await book.ListAsync(cancellationToken),
            workers.List(),
            workers.ListTakeovers(),
            workers.HasRoom,
            gateways.IsAnswering,
            await book.IsSystemUpAsync(cancellationToken));

    private static async Task<Results<Created<OrderView>, BadRequest<string>>> StartAsync(
        StartRequest request, OrderBook book, CancellationToken cancellationToken)
    {
        if (request.Gateway is not { } gateway || !GatewayMoves.Gateways.Contains(gateway))
            return TypedResults.BadRequest($"gateway must be one of {string.Join(", ", GatewayMoves.Gateways)}.");
        return TypedResults.Created((string?)null, await book.StartAsync(gateway, cancellationToken));
    }

    private static async Task<Results<Accepted, NotFound, BadRequest<string>, Conflict<string>>> MoveAsync(
        string id, MoveRequest request, ITransactionTracker tracker, SimulatedGateways gateways, CancellationToken cancellationToken)
    {
        var found = await tracker.ListAsync(new TrackedFilter { TransactionId = id }, cancellationToken);
        if (found.Items is not [var payment, ..]) return TypedResults.NotFound();
        var moves = GatewayMoves.Of(payment.ClientName);
        if (request.To is not { } to || !moves.Contains(to))
            return TypedResults.BadRequest($"to must be one of {string.Join(", ", moves)}.");
        try
        {
            gateways.Move(payment.ClientName, id, to);
            return TypedResults.Accepted((string?)null);
        }
        catch (KeyNotFoundException)
        {
            // Another instance of the shop has added the payment.
            return TypedResults.Conflict(
                "The simulated gateways of this instance do not know the payment. Move it at the instance that started it.");
        }
    }

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

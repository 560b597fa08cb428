using Microsoft.AspNetCore.Http.HttpResults;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>What the page calls.</summary>
internal static class PageEndpoints
{
    public static void MapPage(this WebApplication app)
    {
        var api = app.MapGroup("/api");
        api.MapGet("/gateways", () => GatewayMoves.Gateways);
        api.MapGet("/payments", (PaymentBook book) => Views(book));
        api.MapPost("/payments", Start);
        api.MapPost("/payments/{orderId}/move", Move);
        api.MapPost("/payments/{orderId}/ask", Ask);
        api.MapGet("/live", (LiveFeed feed, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(feed.ListenAsync(cancellationToken)));
    }

    private static IReadOnlyList<PaymentView> Views(PaymentBook book) => [.. book.All().Select(PaymentView.Of)];

    private static Results<Created<PaymentView>, BadRequest<string>> Start(
        StartRequest request, PaymentBook book, SimulatedGateways gateways, PaymentFollower follower)
    {
        if (request.Gateway is not { } gateway || !GatewayMoves.Gateways.Contains(gateway))
            return TypedResults.BadRequest($"gateway must be one of {string.Join(", ", GatewayMoves.Gateways)}.");
        var payment = gateways.Start(gateway, book.NextOrderId());
        book.Add(payment);
        follower.AskSoon(payment.OrderId, "Asked after the start");
        return TypedResults.Created((string?)null, PaymentView.Of(payment));
    }

    private static Results<Accepted, NotFound, BadRequest<string>> Move(
        string orderId, MoveRequest request, PaymentBook book, SimulatedGateways gateways)
    {
        if (!book.TryGet(orderId, out var payment)) return TypedResults.NotFound();
        var moves = GatewayMoves.Of(payment.Gateway);
        if (request.To is not { } to || !moves.Contains(to)) return TypedResults.BadRequest($"to must be one of {string.Join(", ", moves)}.");
        gateways.Move(payment, to);
        return TypedResults.Accepted((string?)null);
    }

    private static Results<Accepted, NotFound> Ask(string orderId, PaymentBook book, PaymentFollower follower)
    {
        if (!book.TryGet(orderId, out _)) return TypedResults.NotFound();
        follower.AskSoon(orderId, "Asked by hand");
        return TypedResults.Accepted((string?)null);
    }
}

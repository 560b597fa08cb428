namespace PaymentStatusSdk.Analyzers.Tests.Correct;

/// <summary>The shop that the correct code calls.</summary>
internal sealed class GoodShop
{
    public int Waiting { get; set; }

    public string Status { get; set; } = "";

    private List<string> Done { get; } = [];

    public Task ShipAsync(string id) => Do($"Ship {id}");

    public Task CancelOrderAsync(string id) => Do($"CancelOrder {id}");

    public Task RecallAsync(string id) => Do($"Recall {id}");

    public Task AddToReviewAsync(string id) => Do($"AddToReview {id}");

    public Task CheckLaterAsync(string id) => Do($"CheckLater {id}");

    public Task CaptureAsync(string id) => Do($"Capture {id}");

    public Task DisputeAsync(string id) => Do($"Dispute {id}");

    public Task RedirectAsync(string id) => Do($"Redirect {id}");

    public Task NotifyAsync(string id) => Do($"Notify {id}");

    public Task EnqueueAsync(StatusNotification notification) => Do(notification.ToString());

    public Task SaveAsync() => Do(Status);

    public void ShowMessage(string text) => Done.Add(text);

    public void CountFailure() => Done.Add("failure");

    private Task Do(string what)
    {
        Done.Add(what);
        return Task.CompletedTask;
    }
}

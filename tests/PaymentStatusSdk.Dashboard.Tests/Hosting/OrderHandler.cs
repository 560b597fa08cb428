using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>The handler of the merchant, which can be broken.</summary>
internal sealed class OrderHandler : IStatusChangeHandler
{
    public bool IsBroken { get; set; }

    public List<StatusChange> Completed { get; } = [];

    public Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        if (IsBroken) throw new FormatException("The secret of the order system is hunter2.");
        Completed.Add(change);
        return Task.CompletedTask;
    }
}

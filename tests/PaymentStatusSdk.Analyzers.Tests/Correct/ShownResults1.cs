using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Analyzers.Tests.Correct;

/// <summary>Results that are only shown: nothing moves.</summary>
internal sealed class ShownResults1(GoodShop shop, ILogger<ShownResults1> logger)
{
    public async Task WriteStateAsync(TransactionStatusResult result)
    {
        Console.WriteLine(result.State);
        await Task.CompletedTask;
    }

    public async Task WriteCapturedAsync(TransactionStatusResult result)
    {
        if (result.State == PaymentState.Captured) Console.WriteLine("captured");
        await Task.CompletedTask;
    }

    public async Task LogDeclinedAsync(TransactionStatusResult result)
    {
        if (result.State == PaymentState.Declined) logger.LogInformation("declined");
        await Task.CompletedTask;
    }

    public async Task LogFailureAsync(string id, TransactionStatusResult result)
    {
        if (result.Verdict == PaymentVerdict.Failure) logger.LogInformation("failed {Id}", id);
        await Task.CompletedTask;
    }

    public async Task ShowDeclinedAsync(TransactionStatusResult result)
    {
        if (result.State == PaymentState.Declined) shop.ShowMessage("declined");
        await Task.CompletedTask;
    }

    public async Task ShowReasonAsync(TransactionStatusResult result)
    {
        if (result.Verdict == PaymentVerdict.Failure) shop.ShowMessage(result.Reason.ToString());
        await Task.CompletedTask;
    }

    public async Task ColorOfStateAsync(TransactionStatusResult result)
    {
        var color = result.State switch
        {
            PaymentState.Captured => "green",
            PaymentState.Declined or PaymentState.Failed => "red",
            _ => "gray",
        };
        Console.WriteLine(color);
        await Task.CompletedTask;
    }

    public async Task TextOfFailureAsync(TransactionStatusResult result)
    {
        var text = result.Verdict == PaymentVerdict.Failure ? "failed" : "open";
        Console.WriteLine(text);
        await Task.CompletedTask;
    }

    public async Task TextOfNotFoundAsync(TransactionStatusResult result)
    {
        var text = result.Outcome == LookupOutcome.NotFound ? "not known yet" : result.State.ToString();
        Console.WriteLine(text);
        await Task.CompletedTask;
    }

    public async Task ListOfCapturedAsync(TransactionStatusResult result)
    {
        var captured = new[] { result }.Where(one => one.State == PaymentState.Captured).ToList();
        Console.WriteLine(captured.Count);
        await Task.CompletedTask;
    }

    public async Task CountFailuresAsync(TransactionStatusResult result)
    {
        var failed = new[] { result }.Count(one => one.Verdict == PaymentVerdict.Failure);
        Console.WriteLine(failed);
        await Task.CompletedTask;
    }

    public async Task DictionaryAsync(TransactionStatusResult result)
    {
        var counts = new Dictionary<PaymentState, int>();
        if (result.State == PaymentState.Captured) counts[PaymentState.Captured] = 1;
        Console.WriteLine(counts.Count);
        await Task.CompletedTask;
    }

    public async Task ThrowOnUnknownAsync(TransactionStatusResult result)
    {
        if (result.Verdict == PaymentVerdict.Unknown) throw new InvalidOperationException("Not known.");
        await Task.CompletedTask;
    }

    public async Task ThrowOnFailureAsync(TransactionStatusResult result)
    {
        if (result.Verdict == PaymentVerdict.Failure) throw new InvalidOperationException("Not paid yet.");
        await Task.CompletedTask;
    }
}

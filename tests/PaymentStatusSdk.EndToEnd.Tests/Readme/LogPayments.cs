using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

// snippet
public sealed class LogPayments(ILogger<LogPayments> logger) : IStatusChangeHandler
{
    public Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        var payment = change.Transaction;
        logger.LogInformation("{Order}: {Verdict}, {Finality}", payment.MerchantReference, payment.Verdict, payment.Finality);
        return Task.CompletedTask;
    }
}
// end

using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS005.</summary>
public class ExceptionAsUnpaidTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException)
        {
            await [|shop.CancelOrderAsync(id)|];
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (Exception)
        {
            [|order.Status = OrderStatus.Failed|];
        }
        """,
        """
        try
        {
            result = await client.WaitForFinalStatusAsync(query, cancellationToken: cancellationToken);
        }
        catch (TransactionStatusException failure) when (failure.Kind == TransactionStatusErrorKind.Timeout)
        {
            await [|shop.ReleaseStockAsync(id)|];
        }
        """,
        """
        public sealed class Payments(ITransactionStatusClient client)
        {
            public async Task<PaymentVerdict> VerdictAsync(TransactionQuery query)
            {
                try
                {
                    return (await client.GetStatusAsync(query)).Verdict;
                }
                catch (TransactionStatusException)
                {
                    return [|PaymentVerdict.Failure|];
                }
            }
        }
        """,
        """
        await foreach (var lookup in client.GetStatusesAsync([query], cancellationToken: cancellationToken))
        {
            if (!lookup.HasResult) await [|shop.CancelOrderAsync(id)|];
        }
        """,
        """
        await foreach (var lookup in client.GetStatusesAsync([query], cancellationToken: cancellationToken))
        {
            if (lookup.Exception is not null) [|order.IsCanceled = true|];
        }
        """,
        """
        public sealed class Payments(ITransactionStatusClient client)
        {
            public async Task<bool> HasFailedAsync(TransactionQuery query)
            {
                try
                {
                    return await client.GetStatusAsync(query) is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final };
                }
                catch (TransactionStatusException)
                {
                    return [|true|];
                }
            }
        }
        """,
    ];

    public static TheoryData<string> Right =>
    [
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException failure)
        {
            logger.LogWarning(failure, "Not known yet");
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException failure) when (failure.IsTransient)
        {
            await shop.CheckLaterAsync(id);
        }
        """,
        """
        try
        {
            await shop.ShipAsync(id);
        }
        catch (Exception)
        {
            await shop.MarkFailedAsync(id);
        }
        """,
        """
        await foreach (var lookup in client.GetStatusesAsync([query], cancellationToken: cancellationToken))
        {
            if (!lookup.HasResult) continue;
            if (lookup.Result is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) await shop.CancelOrderAsync(id);
        }
        """,
        """
        public sealed class Payments(ITransactionStatusClient client)
        {
            public async Task<PaymentVerdict> VerdictAsync(TransactionQuery query)
            {
                try
                {
                    return (await client.GetStatusAsync(query)).Verdict;
                }
                catch (TransactionStatusException)
                {
                    return PaymentVerdict.Unknown;
                }
            }
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException failure)
        {
            throw new InvalidOperationException("Not known yet.", failure);
        }
        """,
        """
        public enum JobStatus { Done, Failed }

        public sealed class CheckJob(ITransactionStatusClient client)
        {
            public JobStatus Status { get; set; }

            public async Task RunAsync(TransactionQuery query)
            {
                try
                {
                    await client.GetStatusAsync(query);
                }
                catch (TransactionStatusException)
                {
                    Status = JobStatus.Failed;
                }
            }
        }
        """,
        """
        public sealed class Payments(ITransactionStatusClient client)
        {
            public async Task RunAsync(TransactionQuery query)
            {
                try
                {
                    await client.GetStatusAsync(query);
                }
                catch (TransactionStatusException failure)
                {
                    MarkFailed(failure);
                }
            }

            private static void MarkFailed(Exception cause) => Console.WriteLine(cause);
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS005", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);
}

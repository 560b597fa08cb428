using PaymentStatusSdk.Analyzers.CodeFixes;
using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests.Rules;

/// <summary>PSS011.</summary>
public class FailureIgnoredTests
{
    public static TheoryData<string> Wrong =>
    [
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        [|catch|] (TransactionStatusException)
        {
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        [|catch|] (Exception)
        {
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        [|catch|] (TransactionStatusException)
        {
            return;
        }
        """,
        """
        foreach (var one in new[] { query })
        {
            try
            {
                result = await client.GetStatusAsync(one, cancellationToken);
            }
            [|catch|] (TransactionStatusException)
            {
                continue;
            }
        }
        """,
        """
        public sealed class Payments(ITransactionStatusClient client)
        {
            public async Task<bool> IsPaidAsync(TransactionQuery query)
            {
                try
                {
                    return (await client.GetStatusAsync(query)).Verdict == PaymentVerdict.Success;
                }
                [|catch|] (TransactionStatusException)
                {
                    return false;
                }
            }
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        [|catch|]
        {
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
            logger.LogWarning(failure, "failed");
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException)
        {
            throw;
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException failure) when (failure.IsTransient)
        {
        }
        """,
        """
        try
        {
            await shop.ShipAsync(id);
        }
        catch (Exception)
        {
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException)
        {
            order.Text = "Not known yet";
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException)
        {
            await shop.CheckLaterAsync(id);
        }
        """,
    ];

    public static TheoryData<string, string> Fixes => new()
    {
        {
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException)
        {
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException exception) when (exception.IsTransient)
        {
        }
        """
        },
        {
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException)
        {
            return;
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (TransactionStatusException exception) when (exception.IsTransient)
        {
            return;
        }
        """
        },
        {
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (Exception)
        {
        }
        """,
        """
        try
        {
            result = await client.GetStatusAsync(query, cancellationToken);
        }
        catch (Exception)
        {
        }
        """
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Wrong_code_is_reported(string snippet) => RuleTest.ReportsAsync("PSS011", snippet);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Right_code_is_not_reported(string snippet) => RuleTest.IsSilentAsync(snippet);

    // The same text twice: only the author can fix it.
    [Theory]
    [MemberData(nameof(Fixes))]
    public Task Fix_makes_wrong_code_right(string before, string after) =>
        RuleTest.FixesAsync(before, after, new FailureIgnoredFix());
}

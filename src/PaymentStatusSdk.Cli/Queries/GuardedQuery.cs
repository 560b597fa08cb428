namespace PaymentStatusSdk.Cli.Queries;

/// <summary>Runs queries and turns their failures into exit codes with advice.</summary>
internal static class GuardedQuery
{
    /// <exception cref="CliException">The query failed.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> query)
    {
        try
        {
            return await query();
        }
        catch (TransactionStatusException exception)
        {
            throw new CliException(CodeOf(exception.Kind), exception.Message, AdviceFor(exception.Kind));
        }
        catch (ArgumentException exception)
        {
            throw new CliException(
                ExitCode.UsageError, exception.Message,
                "Query by the other reference (--by-gateway), or correct the options of the query.");
        }
    }

    public static ExitCode CodeOf(TransactionStatusErrorKind kind) =>
        kind == TransactionStatusErrorKind.Configuration ? ExitCode.ConfigurationError : ExitCode.Unreachable;

    /// <summary>Returns the next step. No failure says anything about the payment.</summary>
    public static string AdviceFor(TransactionStatusErrorKind kind) =>
        Advice(kind) + " The query failed: nothing is known about the payment.";

    private static string Advice(TransactionStatusErrorKind kind) => kind switch
    {
        TransactionStatusErrorKind.Transport => "Check the network, the name and the certificate of the gateway.",
        TransactionStatusErrorKind.Timeout => "Run the command again; if it times out again, ask the gateway.",
        TransactionStatusErrorKind.RateLimited => "Wait for some minutes: the gateway limits the rate of queries.",
        TransactionStatusErrorKind.Unavailable => "Wait until the gateway is available again.",
        TransactionStatusErrorKind.Authentication => "Check the credentials and the client certificate in the configuration.",
        TransactionStatusErrorKind.Rejected => "Check the credentials and the reference: the gateway refuses this query.",
        TransactionStatusErrorKind.InvalidResponse => "Report the answer to the maintainers if it happens again.",
        TransactionStatusErrorKind.CallbackTimeout => "Check that PublicCallbackBaseUrl leads to the address of --listen.",
        TransactionStatusErrorKind.Configuration => "Correct the configuration of the client.",
        _ => "Run the command again.",
    };
}

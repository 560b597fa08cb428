using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>The result of steps 1 and 2: a new id, and the key that authorizes one request. A session is never reused.</summary>
/// <param name="TransactionId">The id that logged in.</param>
/// <param name="TransactionKey">The key of the session. A secret.</param>
internal readonly record struct DesjardinsLogin(string TransactionId, string TransactionKey)
{
    /// <summary>Returns only the id.</summary>
    public override string ToString() => TransactionId;

    /// <summary>Logs in. When the gateway already knows the id, it retries once with another id.</summary>
    /// <exception cref="TransactionStatusException">The login failed.</exception>
    public static async Task<DesjardinsLogin> LogInAsync(
        DesjardinsRequest request, GatewayTransport transport, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(request.Options.StepTimeout, timeProvider);
        using var link = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), time);
        try
        {
            return await TryAsync(request, transport, mayRepeat: true, time.Token).ConfigureAwait(false)
                ?? (await TryAsync(request, transport, mayRepeat: false, time.Token).ConfigureAwait(false)).GetValueOrDefault();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw DesjardinsFailures.StepTimeout(request.Options.StepTimeout);
        }
    }

    private static async Task<DesjardinsLogin?> TryAsync(
        DesjardinsRequest request, GatewayTransport transport, bool mayRepeat, CancellationToken cancellationToken)
    {
        var id = DesjardinsRequest.NewId();
        using var response = await transport
            .PostAsync(request.Options.Endpoint!, request.EncodeLogin(id), DesjardinsRequest.ContentType, cancellationToken)
            .ConfigureAwait(false);
        var document = Read(response, request.Redactor);
        if (document.Error is { } error)
            return mayRepeat && error.Code == DesjardinsFailures.UsedId ? null : throw DesjardinsFailures.Rejected(error, request.Redactor);
        response.ThrowIfNotSuccess();
        if (document.LoginId is { } echo && echo != id) throw ProtocolErrors.Invalid("The answer to the login is for another session.");
        return new DesjardinsLogin(id, document.LoginKey ?? throw DesjardinsFailures.NoKey());
    }

    // An error document counts with any HTTP status; any other document counts only with a success status.
    private static DesjardinsDocument Read(GatewayResponse response, SecretRedactor redactor)
    {
        try
        {
            return DesjardinsDocument.Read(response.Body, redactor);
        }
        catch (TransactionStatusException)
        {
            response.ThrowIfNotSuccess();
            throw;
        }
    }
}

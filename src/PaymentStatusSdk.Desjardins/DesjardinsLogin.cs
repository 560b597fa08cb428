using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Steps 1 and 2: a new id, and the key that lets it make one request. A session is never used again.</summary>
/// <param name="TransactionId">The id that logged in.</param>
/// <param name="TransactionKey">Its key. A secret.</param>
internal readonly record struct DesjardinsLogin(string TransactionId, string TransactionKey)
{
    /// <summary>The id only.</summary>
    public override string ToString() => TransactionId;

    /// <summary>Logs in; with another id once more, should the gateway know the first one already.</summary>
    /// <exception cref="TransactionStatusException">There is no session.</exception>
    public static async Task<DesjardinsLogin> EnterAsync(
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
        var document = Read(response);
        if (document.Error is { } error) return mayRepeat && error.Code == DesjardinsFailures.UsedId ? null : throw DesjardinsFailures.Rejected(error);
        response.ThrowIfNotSuccess();
        if (document.LoginId is { } echo && echo != id) throw ProtocolErrors.Invalid("The answer to the login is for another session.");
        return new DesjardinsLogin(id, document.LoginKey ?? throw DesjardinsFailures.NoKey());
    }

    // An error document counts whatever the HTTP status beside it; anything else counts with success only.
    private static DesjardinsDocument Read(GatewayResponse response)
    {
        try
        {
            return DesjardinsDocument.Read(response.Body);
        }
        catch (TransactionStatusException)
        {
            response.ThrowIfNotSuccess();
            throw;
        }
    }
}

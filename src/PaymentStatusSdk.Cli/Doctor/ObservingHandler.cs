namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Notes the status, the date and the arrival of the gateway's answers. It reads no body.</summary>
internal sealed class ObservingHandler(AnswerNote note, TimeProvider clock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        note.Status = (int)response.StatusCode;
        note.Date = response.Headers.Date;
        note.ArrivedAt = clock.GetUtcNow();
        return response;
    }
}

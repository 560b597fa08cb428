namespace PaymentStatusSdk.AspNetCore;

/// <summary>
/// The time limits for receiving one message. All are measured from its headers, with one timer that each step sets again.
/// </summary>
internal sealed class ReceivingTime : IDisposable
{
    private readonly PaymentStatusCallbackOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _end;
    private readonly long _start;

    public ReceivingTime(PaymentStatusCallbackOptions options, TimeProvider timeProvider)
    {
        _options = options;
        _timeProvider = timeProvider;
        _start = timeProvider.GetTimestamp();
        _end = new CancellationTokenSource(Min(options.FirstByteTimeLimit, BodyLimit), timeProvider);
    }

    /// <summary>Canceled when the current step takes too long.</summary>
    public CancellationToken Token => _end.Token;

    private TimeSpan BodyLimit => Min(_options.BodyTimeLimit, _options.TimeLimit);

    /// <summary>Starts the step that ends with the body's last byte; call it when the first byte has arrived.</summary>
    public void BodyHasBegun() => MoveTo(BodyLimit);

    /// <summary>Starts the step of the handlers; call it when the body is complete.</summary>
    public void BodyIsWhole() => MoveTo(_options.TimeLimit);

    public void Dispose() => _end.Dispose();

    private void MoveTo(TimeSpan limit)
    {
        var left = limit - _timeProvider.GetElapsedTime(_start);
        _end.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

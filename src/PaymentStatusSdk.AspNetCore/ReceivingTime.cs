namespace PaymentStatusSdk.AspNetCore;

/// <summary>The time limits of one message, all from its headers on. One timer, moved on from step to step.</summary>
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

    /// <summary>Fires when the current step took too long.</summary>
    public CancellationToken Token => _end.Token;

    private TimeSpan BodyLimit => Min(_options.BodyTimeLimit, _options.TimeLimit);

    /// <summary>The first byte is there: the rest of the body is next.</summary>
    public void BodyHasBegun() => MoveTo(BodyLimit);

    /// <summary>The body is whole: the handlers are next.</summary>
    public void BodyIsWhole() => MoveTo(_options.TimeLimit);

    public void Dispose() => _end.Dispose();

    private void MoveTo(TimeSpan limit)
    {
        var left = limit - _timeProvider.GetElapsedTime(_start);
        _end.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

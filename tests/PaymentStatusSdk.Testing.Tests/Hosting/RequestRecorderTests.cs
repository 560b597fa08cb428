using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Testing.Tests.Hosting;

/// <summary>The recorded requests and the waits for their number, without a connection.</summary>
public sealed class RequestRecorderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData(0, new long[0])]
    [InlineData(1, new[] { 3L })]
    [InlineData(2, new[] { 2L, 3L })]
    [InlineData(3, new[] { 1L, 2L, 3L })]
    public void Latest_requests_are_kept_and_all_are_counted(int limit, long[] numbers)
    {
        var recorder = new RequestRecorder(limit, _clock);

        for (var i = 0; i < 3; i++) recorder.Add(new DefaultHttpContext(), RequestCarrier.Form, default);

        Assert.Equal(numbers, recorder.Snapshot().Select(one => one.Number));
        recorder.Clear();
        Assert.Empty(recorder.Snapshot());
        Assert.Equal(3, recorder.Count);
    }

    [Fact]
    public void Request_is_recorded_with_its_parts()
    {
        using var authority = new TestAuthority("client");
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Path, context.Request.ContentType) = ("PUT", "/a", "text/b");
        context.Request.Headers["X-Two"] = new[] { "1", "2" };
        context.Connection.ClientCertificate = authority.Certificate;
        var recorder = new RequestRecorder(1, _clock);

        recorder.Add(context, RequestCarrier.Raw, "body"u8.ToArray());

        var recorded = Assert.Single(recorder.Snapshot());
        Assert.Equal((_clock.GetUtcNow(), "PUT", "/a", "text/b", RequestCarrier.Raw), (
            recorded.ReceivedAt, recorded.Method, recorded.Path, recorded.ContentType, recorded.Carrier));
        Assert.Equal(("1,2", "body"), (recorded.Headers["x-two"], recorded.Text));
        Assert.Equal(authority.Certificate.Thumbprint, recorded.ClientCertificateThumbprint);
    }

    [Fact]
    public void Waits_end_at_their_number()
    {
        // A token that is never canceled, so that the wait has no continuation on another thread.
        var never = new CancellationToken(canceled: false);
        var recorder = new RequestRecorder(0, _clock);
        var (second, first, again) = (recorder.WaitAsync(2, never), recorder.WaitAsync(1, never), recorder.WaitAsync(1, never));

        Assert.True(recorder.WaitAsync(0, never).IsCompleted);
        recorder.Add(new DefaultHttpContext(), RequestCarrier.Raw, default);
        Assert.Equal((true, true, false), (first.IsCompleted, again.IsCompleted, second.IsCompleted));
        recorder.Add(new DefaultHttpContext(), RequestCarrier.Raw, default);

        Assert.True(second.IsCompleted);
        Assert.True(recorder.WaitAsync(2, never).IsCompleted);
        Assert.False(recorder.WaitAsync(3, never).IsCompleted);
    }

    [Fact]
    public async Task Wait_ends_on_another_thread()
    {
        var never = new CancellationToken(canceled: false);
        var recorder = new RequestRecorder(0, _clock);
        var thread = recorder.WaitAsync(1, never).ContinueWith(
            _ => Environment.CurrentManagedThreadId, never, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        recorder.Add(new DefaultHttpContext(), RequestCarrier.Raw, default);

        Assert.False(thread.IsCompleted && await thread == Environment.CurrentManagedThreadId);
    }
}

using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace PaymentStatusSdk.Testing.Tests.Hosting;

/// <summary>The body of a response without a connection. It records the length of each write, and refuses empty ones.</summary>
internal sealed class RecordingBody : PipeWriter, IHttpResponseBodyFeature
{
    private readonly List<byte> _bytes = [];

    public List<int> Writes { get; } = [];

    public byte[] Bytes => [.. _bytes];

    public bool IsCompleted { get; private set; }

    /// <summary>The result of the third write and those after it.</summary>
    public FlushResult LaterResult { get; set; }

    /// <summary>The failure of each write; null means that it succeeds.</summary>
    public IOException? Failure { get; set; }

    public PipeWriter Writer => this;

    public Stream Stream => throw new NotSupportedException();

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (Failure is not null) throw Failure;
        if (source.IsEmpty) throw new InvalidOperationException("The write is empty.");
        Writes.Add(source.Length);
        _bytes.AddRange(source.Span);
        return new(Writes.Count > 2 ? LaterResult : default);
    }

    Task IHttpResponseBodyFeature.CompleteAsync()
    {
        IsCompleted = true;
        return Task.CompletedTask;
    }

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public override void Advance(int bytes) => throw new NotSupportedException();

    public override void CancelPendingFlush() => throw new NotSupportedException();

    public override void Complete(Exception? exception = null) => throw new NotSupportedException();

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

    public override Span<byte> GetSpan(int sizeHint = 0) => throw new NotSupportedException();
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PaymentStatusSdk.Polling;

/// <summary>Runs many queries concurrently and returns their outcomes in the order of completion.</summary>
/// <remarks>
/// A slot is acquired before a query is read from the source, and released when its outcome is returned. The source is therefore never
/// read further ahead than the slots allow, even with a slow consumer.
/// </remarks>
internal sealed class LookupStream(ITransactionStatusClient client, IAsyncEnumerable<TransactionQuery> queries, int maxConcurrency)
{
    public async IAsyncEnumerable<TransactionStatusLookup> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var done = Channel.CreateUnbounded<TransactionStatusLookup>();
        using var slots = new SemaphoreSlim(maxConcurrency);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = RunAllAsync(slots, done.Writer, stop.Token);
        try
        {
            while (await HasMoreAsync(done.Reader, cancellationToken).ConfigureAwait(false))
            {
                while (done.Reader.TryRead(out var lookup))
                {
                    slots.Release();
                    yield return lookup;
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            // Also when the consumer stops early: no query keeps running, and no exception stays unobserved.
            await stop.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
    }

    private static async Task<bool> HasMoreAsync(ChannelReader<TransactionStatusLookup> done, CancellationToken cancellationToken)
    {
        try
        {
            return await done.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>
    /// Never throws: the consumer receives the exception that ends the stream, after the outcomes of all queries that were read.
    /// </summary>
    private async Task RunAllAsync(SemaphoreSlim slots, ChannelWriter<TransactionStatusLookup> done, CancellationToken stop)
    {
        var running = new List<Task>();
        var full = 64;
        Exception? end = null;
        try
        {
            await slots.WaitAsync(stop).ConfigureAwait(false);
            await foreach (var query in queries.WithCancellation(stop).ConfigureAwait(false))
            {
                if (running.Count == full)
                {
                    running.RemoveAll(task => task.IsCompleted);
                    full = Math.Max(64, 2 * running.Count);
                }

                running.Add(RunOneAsync(query ?? throw new ArgumentException("One of the queries is null."), done, stop));
                await slots.WaitAsync(stop).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // The source may throw any exception; the consumer receives it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            end = exception;
        }

        await Task.WhenAll(running).ConfigureAwait(false);
        done.Complete(end);
    }

    private async Task RunOneAsync(TransactionQuery query, ChannelWriter<TransactionStatusLookup> done, CancellationToken stop)
    {
        try
        {
            var result = await client.GetStatusAsync(query, stop).ConfigureAwait(false);
            done.TryWrite(new TransactionStatusLookup { Query = query, Result = result });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The consumer has stopped or canceled, so no outcome is needed.
        }
#pragma warning disable CA1031 // An exception is the outcome of its own query and must not stop the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            done.TryWrite(new TransactionStatusLookup { Query = query, Exception = exception });
        }
    }
}

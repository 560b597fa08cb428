using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PaymentStatusSdk;

/// <summary>Asks many queries at once and hands the outcomes out as they come.</summary>
/// <remarks>
/// A slot is taken before a query is read from the source and given back when its outcome is handed out. So the source is never read
/// further ahead than the slots allow, however slow the consumer is.
/// </remarks>
internal sealed class LookupStream(ITransactionStatusClient client, IAsyncEnumerable<TransactionQuery> queries, int maxConcurrency)
{
    public async IAsyncEnumerable<TransactionStatusLookup> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var done = Channel.CreateUnbounded<TransactionStatusLookup>();
        using var slots = new SemaphoreSlim(maxConcurrency);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = AskAllAsync(slots, done.Writer, stop.Token);
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
            // Also when the consumer stops early: nothing runs on behind its back, and no failure stays unobserved.
            await stop.CancelAsync().ConfigureAwait(false);
            await asking.ConfigureAwait(false);
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

    /// <summary>Never throws: what ends it goes to the consumer, behind the outcomes of all queries that were read.</summary>
    private async Task AskAllAsync(SemaphoreSlim slots, ChannelWriter<TransactionStatusLookup> done, CancellationToken stop)
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

                running.Add(AskAsync(query ?? throw new ArgumentException("One of the queries is null."), done, stop));
                await slots.WaitAsync(stop).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // The source may throw anything; the consumer gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            end = exception;
        }

        await Task.WhenAll(running).ConfigureAwait(false);
        done.Complete(end);
    }

    private async Task AskAsync(TransactionQuery query, ChannelWriter<TransactionStatusLookup> done, CancellationToken stop)
    {
        try
        {
            var result = await client.GetStatusAsync(query, stop).ConfigureAwait(false);
            done.TryWrite(new TransactionStatusLookup { Query = query, Result = result });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The consumer has left or canceled: nobody is interested in this one.
        }
#pragma warning disable CA1031 // Whatever befalls one query is that query's outcome and must not sink the rest.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            done.TryWrite(new TransactionStatusLookup { Query = query, Exception = exception });
        }
    }
}

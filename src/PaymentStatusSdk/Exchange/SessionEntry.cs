using System.Diagnostics.CodeAnalysis;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Exchange;

/// <summary>The session of one instance of the options: the current session, or the login that obtains it.</summary>
internal sealed class SessionEntry<T>(TimeSpan loginTimeout, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private GatewaySession<T>? _session;
    private long _started;
    private Login? _login;

    public Task<GatewaySession<T>> GetAsync(Func<CancellationToken, Task<GatewaySession<T>>> login, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<GatewaySession<T>>(cancellationToken);
        Login pending;
        lock (_lock)
        {
            if (_session is { } session && !IsExpired(session)) return Task.FromResult(session);
            _session = null;
            pending = _login ??= new Login(loginTimeout, timeProvider);
            pending.Waiters++;
        }

        // Outside the lock, because it runs code of the adapter.
        if (pending.TryBegin()) _ = RunAsync(pending, login);
        return WaitAsync(pending, cancellationToken);
    }

    public void Forget(GatewaySession<T> session)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_session, session)) _session = null;
        }
    }

    private bool IsExpired(GatewaySession<T> session) =>
        session.Lifetime is { } lifetime && timeProvider.GetElapsedTime(_started) >= lifetime;

    private async Task<GatewaySession<T>> WaitAsync(Login login, CancellationToken cancellationToken)
    {
        try
        {
            return await login.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(login);
        }
    }

    private void Leave(Login login)
    {
        lock (_lock)
        {
            if (--login.Waiters > 0 || login.Result.IsCompleted) return;
            // The next caller must not wait for a login that is being canceled.
            if (_login == login) _login = null;
        }

        login.Cancel();
    }

    private async Task RunAsync(Login login, Func<CancellationToken, Task<GatewaySession<T>>> logIn)
    {
        var started = timeProvider.GetTimestamp();
        GatewaySession<T>? session = null;
        Exception? failure = null;
        try
        {
            session = await UntilEndAsync(logIn(login.Token), login.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = login.IsOver && exception is not TransactionStatusException
                ? ExchangeFailures.LoginTimeout(loginTimeout)
                : exception;
        }

        lock (_lock)
        {
            if (_login == login)
            {
                _login = null;
                (_session, _started) = (session, started);
            }
        }

        login.End(session, failure);
    }

    // A login that ignores its token must not hold up every later exchange.
    private static async Task<GatewaySession<T>> UntilEndAsync(Task<GatewaySession<T>> running, CancellationToken end)
    {
        try
        {
            return await running.WaitAsync(end).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The login returned no session.");
        }
        catch (OperationCanceledException) when (!running.IsCompleted)
        {
            _ = running.ContinueWith(
                static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>One running login, and the number of exchanges that wait for it.</summary>
    [SuppressMessage("Design", "CA1001",
        Justification = "Its timer is stopped at the end; disposing it could race with a waiter that cancels.")]
    private sealed class Login(TimeSpan timeout, TimeProvider timeProvider)
    {
        private readonly TaskCompletionSource<GatewaySession<T>> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _end = new(timeout, timeProvider);
        private int _begun;

        public int Waiters { get; set; }

        public Task<GatewaySession<T>> Result => _result.Task;

        public CancellationToken Token => _end.Token;

        /// <summary>Whether the time is up, or every waiter has canceled; nothing observes the result then.</summary>
        public bool IsOver => _end.IsCancellationRequested;

        public bool TryBegin() => Interlocked.Exchange(ref _begun, 1) == 0;

        public void Cancel() => _ = _end.CancelAsync();

        public void End(GatewaySession<T>? session, Exception? failure)
        {
            _end.CancelAfter(Timeout.InfiniteTimeSpan);
            if (session is not null)
            {
                _result.TrySetResult(session);
            }
            else
            {
                _result.TrySetException(failure!);
                // If every waiter has canceled, this read is the only one that observes the exception.
                _ = _result.Task.Exception;
            }
        }
    }
}

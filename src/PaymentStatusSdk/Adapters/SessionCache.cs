using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Adapters;

/// <summary>Keeps the session of a gateway that wants a login before its queries. An adapter keeps one; it is used inside RunAsync.</summary>
/// <remarks>
/// One login runs at a time for one instance of the options; whoever needs the session meanwhile waits for that login. Changed options are
/// another instance, so that they log in anew. Failed logins are not kept. A login ends when its last waiter has left, and at the latest
/// after <see cref="GatewayOptions.AttemptTimeout"/>. At most one session is held for each instance of the options that is in use.
/// Thread-safe.
/// </remarks>
/// <typeparam name="T">The type of the login's result, such as the token's. It is never put into a text.</typeparam>
/// <param name="timeProvider">The clock that sessions expire by: the adapter context's.</param>
public sealed class SessionCache<T>(TimeProvider timeProvider)
{
    // An entry lives as long as its options do.
    private readonly ConditionalWeakTable<GatewayOptions, SessionEntry<T>> _entries = [];

    /// <summary>The session in force, or the one of a new login.</summary>
    /// <param name="options">The options in force, read once for the exchange.</param>
    /// <param name="login">Logs in with these options. Its token fires when no exchange waits for it any more, or its time is up.</param>
    /// <param name="cancellationToken">Ends this wait; the login goes on for other waiters.</param>
    /// <exception cref="TransactionStatusException">The login failed, or took longer than AttemptTimeout (Timeout).</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public Task<GatewaySession<T>> GetAsync(
        GatewayOptions options, Func<CancellationToken, Task<GatewaySession<T>>> login, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(login);
        var entry = _entries.GetValue(options, key => new SessionEntry<T>(key.AttemptTimeout, timeProvider));
        return entry.GetAsync(login, cancellationToken);
    }

    /// <summary>Drops a session that the gateway refused. A newer one stays.</summary>
    /// <param name="options">The options that the session was obtained with.</param>
    /// <param name="session">The session that was used.</param>
    public void Forget(GatewayOptions options, GatewaySession<T> session)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(session);
        if (_entries.TryGetValue(options, out var entry)) entry.Forget(session);
    }

    /// <summary>Sends a request in a session, and once more in a new session when the gateway refuses the first one.</summary>
    /// <param name="options">The options in force, read once for the exchange.</param>
    /// <param name="login">Logs in with these options; see <see cref="GetAsync"/>.</param>
    /// <param name="use">Sends the request. It may run twice, so not for a request that must arrive at most once.</param>
    /// <param name="isRefused">
    /// True if the result says that the session is not valid (any more), such as HTTP status 401. An exception of the kind Authentication says so as well.
    /// </param>
    /// <param name="cancellationToken">The attempt's token: both requests and logins share the attempt's time.</param>
    /// <returns>The last result, refused or not. A refused first one is disposed of if it can be.</returns>
    /// <exception cref="TransactionStatusException">
    /// A login failed, or took longer than AttemptTimeout (Timeout); or <paramref name="use"/> threw it, with the kind Authentication the second time.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async Task<TResult> RunAsync<TResult>(
        GatewayOptions options,
        Func<CancellationToken, Task<GatewaySession<T>>> login,
        Func<T, CancellationToken, Task<TResult>> use,
        Func<TResult, bool> isRefused,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(isRefused);
        var session = await GetAsync(options, login, cancellationToken).ConfigureAwait(false);
        try
        {
            var first = await use(session.Value, cancellationToken).ConfigureAwait(false);
            if (!isRefused(first)) return first;
            (first as IDisposable)?.Dispose();
        }
        catch (TransactionStatusException failure) when (failure.Kind == TransactionStatusErrorKind.Authentication)
        {
            // The adapter turned the refusal into an exception.
        }

        Forget(options, session);
        session = await GetAsync(options, login, cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await use(session.Value, cancellationToken).ConfigureAwait(false);
            if (isRefused(result)) Forget(options, session);
            return result;
        }
        catch (TransactionStatusException failure) when (failure.Kind == TransactionStatusErrorKind.Authentication)
        {
            Forget(options, session);
            throw;
        }
    }
}
